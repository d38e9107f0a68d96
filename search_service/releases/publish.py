"""Content to one release in service: index, desk and site, checked before the one switch."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from search_service.analysis.chains import Analyser, make_analyser
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.content.aside import aside
from search_service.content.kept_results import KeptResults
from search_service.content.word_lists import load_word_lists
from search_service.engines.choice import local_engine
from search_service.engines.index_store import Progress, hold, index_id
from search_service.errors import GenerationRefused, IndexUnavailable
from search_service.records.private_files import private_folder
from search_service.releases import generations
from search_service.releases.canaries import unanswered_titles
from search_service.releases.in_cluster import generation_in_cluster
from search_service.releases.internal_words import AgentsOnly, leaks
from search_service.releases.lock import locked
from search_service.releases.opening import Release
from search_service.releases.parts import AGENT, INDEX
from search_service.releases.ready import Held, make_look_ups_ready, make_ready
from search_service.releases.rights import SITE
from search_service.releases.search_index import write_search
from search_service.releases.verification import name_of, verify
from search_service.settings import Settings

_log = logging.getLogger(__name__)


def load_analyser(settings: Settings) -> Analyser:
    """The analysis chain of the project's word lists; takes about a second."""
    words = load_word_lists(settings.content_folder / "words")
    private_folder(settings.state_folder)
    return make_analyser(words, settings.state_folder / "jieba")


@dataclass(frozen=True)
class DeskPart:
    """What agents are answered from.

    Attributes:
        documents: Public and internal articles.
        files: What lies beside their index, by name.
        internal: What is written for agents alone.
    """

    documents: Documents
    files: Mapping[str, bytes]
    internal: tuple[AgentsOnly, ...] = ()


WriteSite = Callable[[Path, Search], None]
# What of a site can be done before there is a search; its end is the end of the release's writing.
BeginSite = Callable[[Path], AbstractContextManager[None]]
# What is wrong with a search, each with its place and its advice.
JudgeSearch = Callable[[Search], Iterable[object]]


def _not_begun(_: Path) -> AbstractContextManager[None]:
    return nullcontext()


def _asked_by_nobody() -> None:
    """Whether the content is sound is somebody else's business."""


def publish(
    settings: Settings,
    documents: Documents,
    analyser: Analyser,
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> Search:
    """The search of a release that `publish_release` put into service, without site and desk."""
    return publish_release(settings, documents, analyser, force=force, progress=progress).search


def publish_release(  # noqa: PLR0913 - the parts of a release
    settings: Settings,
    documents: Documents,
    analyser: Analyser,
    *,
    force: bool = False,
    progress: Progress | None = None,
    root: Path | None = None,
    desk: DeskPart | None = None,
    site: WriteSite | None = None,
    begin_site: BeginSite = _not_begun,
    judge: JudgeSearch | None = None,
    alone: bool = False,
    require_sound: Callable[[], None] = _asked_by_nobody,
    waiting: Callable[[str], None] | None = None,
    kept_for: timedelta = generations.KEPT_FOR,
) -> Release:
    """Write index, desk and site as one release, check it, seal it and put it into service.

    Whatever fails, the release before stays in service and nothing of the new one remains.

    Args:
        settings: Where the releases lie.
        documents: What is searched.
        analyser: Makes the terms.
        force: Put it into service whatever the checks of the search say.
        progress: Told of every passage written.
        root: Where the releases lie, when they are not those in service.
        desk: The agents' part.
        site: Writes the site into a folder, and refuses one that is not as it must be.
        begin_site: Has work on that folder begun before the search is written.
        judge: Finds faults of the public search besides titles that are not found.
        alone: No other thread is running in this process, so that faults are looked for on another
            processor as well.
        require_sound: Raises where the content may not be published; asked last, for it may have to
            wait for whoever looks, and whatever `force` lets pass.
        waiting: Told when another writer has to be waited for, and when a cluster fails.
        kept_for: How long old releases stay beside the three before this one.

    Raises:
        GenerationRefused: A canary failed, passages are missing, or a public file holds what is
            written for agents alone; the old one stays.
    """
    in_service = root is None  # a preview is opened by nobody but the process that writes it
    root = root or settings.releases_folder
    written: list[tuple[Search, Search | None]] = []
    kept: dict[str, Held] = {}

    def write(folder: Path) -> None:
        def index(
            part: str, of: Documents, told: Progress | None, beside: Search | None = None
        ) -> Search:
            (folder / part).mkdir(mode=0o700)
            old = previous / part if previous and (previous / part).is_dir() else None
            name = name_of(folder)
            search, postings, look_ups = write_search(
                folder / part,
                name,
                of,
                analyser,
                local_engine(settings),
                previous=old,
                progress=told,
                beside=beside,
            )
            kept[part] = Held(of, postings, look_ups)
            return search

        with begin_site(folder / SITE):
            search, agents = index(INDEX, documents, progress), None
            if desk is not None:
                agents = index(AGENT, desk.documents, None, search)
                for file, content in desk.files.items():
                    (folder / AGENT / file).write_bytes(content)
            looks: list[Callable[[], list[str]]] = []
            if site is not None:
                site(folder / SITE, search)
                looks.append(partial(_leaks, settings, folder / SITE, documents, desk))
            if judge is not None and not force:
                looks.append(partial(_judged, judge, search))
            searches = () if force else tuple(filter(None, (search, agents)))
            _refuse_unfit(looks, searches, alone=alone)
            require_sound()
        written.append((search, agents))

    with locked(root, waiting):
        previous = _reusable(root, analyser)
        count = len(documents.passages)
        generation = generations.build(root, index_id(analyser), count, write)
        for part, held in kept.items():
            hold(generation.folder / part, held.postings)
        told = waiting or _log.warning
        if in_service:
            make_ready(generation, kept)
            make_look_ups_ready(generation, analyser, kept)
        with generation_in_cluster(settings, generation, told) if in_service else nullcontext():
            try:
                generations.activate(root, generation, force=force, kept_for=kept_for)
            except GenerationRefused:
                generations.discard(generation)
                raise
    [(search, agents)] = written
    return Release(generation.name, generation.folder.resolve(), search, agents)


def _leaks(
    settings: Settings, site: Path, documents: Documents, desk: DeskPart | None
) -> list[str]:
    titles = (article.title for article in documents.articles)
    said = (passage.text for passage in documents.passages)
    searched = KeptResults(settings.state_folder / "public_files")
    return leaks(site, desk.internal if desk else (), titles, said, searched)


def _judged(judge: JudgeSearch, search: Search) -> list[str]:
    return [*map(str, judge(search))]


def _refuse_unfit(
    looks: Iterable[Callable[[], list[str]]], searches: Iterable[Search], *, alone: bool
) -> None:
    """Raise for what is found wrong with a release that is written.

    Args:
        looks: Each looks for faults of a kind.
        searches: Have to find every article by its title.
        alone: As of `publish_release`.

    Raises:
        GenerationRefused: Something was found.
    """
    with ExitStack() as asides:
        found = [asides.enter_context(aside(look)) if alone else look for look in looks]
        _refuse(fault for one in searches for fault in unanswered_titles(one))
        for faults in found:
            _refuse(faults())


def _refuse(faults: Iterable[str]) -> None:
    found = list(faults)
    if found:
        raise GenerationRefused(
            "新的发布没有通过检查，没有启用，原来的继续服务：\n" + "\n".join(found)
        )


def _reusable(root: Path, analyser: Analyser) -> Path | None:
    """The release in service, when it is whole and its terms are made as ours are."""
    named = generations.current_name(root)
    if named is None:
        return None
    try:
        return verify(root / named, index_id(analyser)).folder
    except IndexUnavailable:
        return None
