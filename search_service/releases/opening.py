"""The release in service, opened: its search, the agents' search and its site, of one folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.engines.index_store import index_id
from search_service.engines.whoosh.store import read_store
from search_service.errors import IndexUnavailable
from search_service.releases import generations
from search_service.releases.rights import SITE
from search_service.releases.search_index import STORE, open_search_in
from search_service.settings import Settings

INDEX, AGENT = "index", "agent"


@dataclass(frozen=True)
class Release:
    """All that is served, of one and the same release.

    Attributes:
        name: The folder's name, which sorts by time.
        folder: Resolved: a later switch does not change what is read from it.
        search: Over public articles.
        desk: Over public and internal articles; None for a project without a desk.
    """

    name: str
    folder: Path
    search: Search
    desk: Search | None = None

    @property
    def site(self) -> Path:
        """The published files."""
        return self.folder / SITE


def open_release(
    settings: Settings, analyser: Analyser, root: Path | None = None
) -> tuple[Release, str | None]:
    """The release in service and, when it is not the current one, why.

    Args:
        settings: Where the releases lie.
        analyser: Must be the one that made the terms.
        root: Where the releases lie, when they are not those in service.

    Raises:
        IndexUnavailable: There is no whole release.
    """
    opened = generations.open_newest(root or settings.releases_folder, index_id(analyser))
    folder, name = opened.generation.folder.resolve(), opened.generation.name
    desk = None
    if (folder / AGENT).is_dir():
        desk = open_search_in(folder / AGENT, name, analyser, settings.engine)
    search = open_search_in(folder / INDEX, name, analyser, settings.engine)
    return Release(name, folder, search, desk), opened.degraded


def open_search(settings: Settings, analyser: Analyser) -> tuple[Search, str | None]:
    """The public search in service and, when it is not of the current release, why.

    Raises:
        IndexUnavailable: There is no whole release.
    """
    opened = generations.open_newest(settings.releases_folder, index_id(analyser))
    folder, name = opened.generation.folder, opened.generation.name
    return open_search_in(folder / INDEX, name, analyser, settings.engine), opened.degraded


def open_documents(settings: Settings) -> tuple[Path, Documents]:
    """The folder of the newest release and what it says of its articles; no search is opened.

    Raises:
        IndexUnavailable: There is no whole release.
    """
    named = generations.current_name(settings.releases_folder)
    if named is None:
        raise IndexUnavailable("还没有索引，文章只显示编号。运行 kb build 以后会有标题。")
    folder = (settings.releases_folder / named).resolve()
    try:
        return folder, read_store(folder / INDEX / STORE)
    except (OSError, ValueError, KeyError) as error:
        raise IndexUnavailable("索引读不出来，文章只显示编号。请运行 kb build 重建。") from error


def open_generation(settings: Settings, name: str, analyser: Analyser) -> Search:
    """The public search of a release by its name.

    Raises:
        IndexUnavailable: It is damaged or was made by another analysis.
    """
    generation = generations.verify(settings.releases_folder / name, index_id(analyser))
    return open_search_in(generation.folder / INDEX, name, analyser, settings.engine)
