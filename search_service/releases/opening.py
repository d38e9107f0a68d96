"""The release in service, opened: its search, the agents' search and its site, of one folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.engines.choice import engine_of_release
from search_service.engines.index_store import index_id
from search_service.engines.whoosh.store import read_store
from search_service.errors import IndexUnavailable
from search_service.releases import generations
from search_service.releases.parts import AGENT, INDEX, STORE
from search_service.releases.ready import (
    make_look_ups_ready,
    make_ready,
    ready_look_ups,
    ready_part,
)
from search_service.releases.rights import SITE
from search_service.releases.search_index import open_search_in
from search_service.releases.verification import Generation, verify
from search_service.settings import Settings


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
    generation = opened.generation
    make_ready(generation)
    make_look_ups_ready(generation, analyser)
    desk = None
    if (generation.folder / AGENT).is_dir():
        desk = _part(generation, AGENT, analyser, settings)
    search = _part(generation, INDEX, analyser, settings)
    folder = generation.folder.resolve()
    return Release(generation.name, folder, search, desk), opened.degraded


def open_search(settings: Settings, analyser: Analyser) -> tuple[Search, str | None]:
    """The public search in service and, when it is not of the current release, why.

    Raises:
        IndexUnavailable: There is no whole release.
    """
    opened = generations.open_newest(settings.releases_folder, index_id(analyser))
    return _part(opened.generation, INDEX, analyser, settings), opened.degraded


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
    generation = verify(settings.releases_folder / name, index_id(analyser))
    return _part(generation, INDEX, analyser, settings)


def _part(generation: Generation, part: str, analyser: Analyser, settings: Settings) -> Search:
    ready, name = ready_part(generation, part), generation.name
    look_ups = ready_look_ups(generation, part)
    make_engine = engine_of_release(settings, name, part)
    return open_search_in(generation.folder / part, name, analyser, make_engine, ready, look_ups)
