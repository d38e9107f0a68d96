"""Content to one release in service, and the release in service to what is served from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from search_service.analysis.chains import Analyser, make_analyser
from search_service.analysis.normalise import normalised_text
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.asking.lexicon import Lexicon
from search_service.asking.typed_text import QUERY_LIMIT
from search_service.content.word_lists import load_word_lists
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.index_store import IndexedText, Progress, read_index, write_index
from search_service.engines.postings import Postings
from search_service.errors import GenerationRefused, IndexUnavailable, QueryRejected
from search_service.releases import generations
from search_service.releases.lock import locked
from search_service.settings import Settings

_DOCUMENTS = "documents.json"
_LEXICON = "lexicon.json"
# How many titles are searched for in a new generation before it is put into service.
_CANARIES = 50
SITE, INDEX, AGENT = "site", "index", "agent"
_LATIN_WORD = re.compile(r"[a-z]+")


def load_analyser(settings: Settings) -> Analyser:
    """The analysis chain of the project's word lists; takes about a second."""
    words = load_word_lists(settings.content_folder / "words")
    return make_analyser(words, settings.state_folder / "jieba")


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


@dataclass(frozen=True)
class DeskPart:
    """What agents are answered from: `files` lie beside their index, by name."""

    documents: Documents
    files: Mapping[str, bytes]


WriteSite = Callable[[Path, Search], None]


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
    waiting: Callable[[str], None] | None = None,
    kept_for: timedelta = generations.KEPT_FOR,
) -> Release:
    """Write index, desk and site as one release, check it, seal it and put it into service.

    Whatever fails, the release before stays in service and nothing of the new one remains.

    Args:
        settings: Where the releases lie.
        documents: What is searched.
        analyser: Makes the terms.
        force: Put it into service whatever the checks say.
        progress: Told of every passage written.
        root: Where the releases lie, when they are not those in service.
        desk: The agents' part.
        site: Writes the site into a folder.
        waiting: Told when another writer has to be waited for.
        kept_for: How long old releases stay beside the three before this one.

    Raises:
        GenerationRefused: A canary failed, or passages are missing; the old one stays.
    """
    root = root or settings.releases_folder
    written: list[tuple[Search, Search | None]] = []

    def write(folder: Path) -> None:
        name = generations.name_of(folder)
        search = _write_index(folder / INDEX, name, documents, analyser, previous, progress)
        agents = None
        if desk is not None:
            (folder / AGENT).mkdir(mode=0o700)
            agents = _write_index(folder / AGENT, name, desk.documents, analyser, previous, None)
            for file, content in desk.files.items():
                (folder / AGENT / file).write_bytes(content)
        if not force:
            for one in filter(None, (search, agents)):
                _check_canaries(one)
        if site is not None:
            site(folder / SITE, search)
        written.append((search, agents))

    with locked(root, waiting):
        previous = _reusable(root, analyser)
        count = len(documents.passages)
        generation = generations.build(root, analyser.analysis_id, count, write)
        try:
            generations.activate(root, generation, force=force, kept_for=kept_for)
        except GenerationRefused:
            generations.discard(generation)
            raise
    [(search, agents)] = written
    return Release(generation.name, generation.folder, search, agents)


def _write_index(  # noqa: PLR0913
    folder: Path,
    name: str,
    documents: Documents,
    analyser: Analyser,
    previous: Path | None,
    progress: Progress | None,
) -> Search:
    folder.mkdir(exist_ok=True)
    documents.save(folder / _DOCUMENTS)
    old = previous / folder.name if previous else None
    reused = old if old and old.is_dir() else None
    postings = write_index(folder, indexed_texts(documents), analyser, reused, progress)
    lexicon = _lexicon(documents, postings, analyser)
    lexicon.save(folder / _LEXICON)
    return _search(name, documents, postings, lexicon, analyser)


def open_release(root: Path, analyser: Analyser) -> tuple[Release, str | None]:
    """The release in service and, when it is not the current one, why.

    Raises:
        IndexUnavailable: There is no whole release.
    """
    opened = generations.open_newest(root, analyser.analysis_id)
    folder = opened.generation.folder.resolve()
    agents = folder / AGENT
    release = Release(
        opened.generation.name,
        folder,
        _open(folder / INDEX, analyser),
        _open(agents, analyser) if agents.is_dir() else None,
    )
    return release, opened.degraded


def open_search(
    settings: Settings, analyser: Analyser, root: Path | None = None
) -> tuple[Search, str | None]:
    """The generation in service and, when it is not the current one, why.

    Args:
        settings: Where the public generations lie.
        analyser: Must be the one that made the terms.
        root: Where the generations lie, when they are not the public ones.

    Raises:
        IndexUnavailable: There is no whole generation.
    """
    root = root or settings.releases_folder
    opened = generations.open_newest(root, analyser.analysis_id)
    return _open(opened.generation.folder / INDEX, analyser), opened.degraded


def open_generation(settings: Settings, name: str, analyser: Analyser) -> Search:
    """A generation by its name.

    Raises:
        IndexUnavailable: It is damaged or was made by another analysis.
    """
    generation = generations.verify(settings.releases_folder / name, analyser.analysis_id)
    return _open(generation.folder / INDEX, analyser)


def search_in_memory(documents: Documents, postings: Postings, analyser: Analyser) -> Search:
    """A search over postings that stand in no generation."""
    lexicon = _lexicon(documents, postings, analyser)
    return Search("", documents, EmbeddedEngine(postings), analyser, lexicon)


def _lexicon(documents: Documents, postings: Postings, analyser: Analyser) -> Lexicon:
    words, latin = postings.collection_frequencies("w"), _latin_words(documents)
    return Lexicon.build(_headlines(documents), words, latin, analyser)


def _open(folder: Path, analyser: Analyser) -> Search:
    documents = Documents.load(folder / _DOCUMENTS)
    lexicon = Lexicon.load(folder / _LEXICON, analyser)
    postings = read_index(folder)
    return _search(folder.parent.name, documents, postings, lexicon, analyser)


def _search(
    name: str, documents: Documents, postings: Postings, lexicon: Lexicon, analyser: Analyser
) -> Search:
    lexicon.warm()
    return Search(name, documents, EmbeddedEngine(postings), analyser, lexicon)


def _reusable(root: Path, analyser: Analyser) -> Path | None:
    """The generation in service, when it is whole and its terms are made as ours are."""
    named = generations.current_name(root)
    if named is None:
        return None
    try:
        return generations.verify(root / named, analyser.analysis_id).folder
    except IndexUnavailable:
        return None


def _headlines(documents: Documents) -> Iterator[str]:
    """What customers ask about, normalised: titles, questions and headings."""
    for article in documents.articles:
        yield from map(normalised_text, (article.title, *article.questions))
    yield from (normalised_text(p.heading) for p in documents.passages if p.heading)


def _latin_words(documents: Documents) -> frozenset[str]:
    """Latin words of titles and texts; questions are left out, for people type pinyin there."""
    texts = [article.title for article in documents.articles]
    texts += [f"{passage.heading or ''}\n{passage.text}" for passage in documents.passages]
    return frozenset().union(*map(_latin_words_in, texts))


@lru_cache(maxsize=100_000)
def _latin_words_in(text: str) -> frozenset[str]:
    """Remembered, because most texts stay from one generation to the next."""
    return frozenset(_LATIN_WORD.findall(text.lower()))


def indexed_texts(documents: Documents) -> list[IndexedText]:
    """What is indexed of each passage, in the order of ordinals."""
    texts = []
    for passage in documents.passages:
        article = documents.articles_by_id[passage.article_id]
        body = f"{passage.heading}\n{passage.text}" if passage.heading else passage.text
        texts.append(IndexedText(passage.id, article.title, article.questions, body))
    return texts


def _check_canaries(search: Search) -> None:
    """Every title must be among the first three titles it finds; a sample is tried."""
    articles = search.documents.articles
    step = max(1, len(articles) // _CANARIES)
    for article in articles[::step]:
        try:
            found = search.search(article.title[:QUERY_LIMIT], limit=3).hits
        except QueryRejected:  # a title of signs only
            found = ()
        if article.title not in {hit.article.title for hit in found}:
            raise GenerationRefused(
                f"新索引没有通过检查：用标题「{article.title}」找不到文章 {article.id}。"
                "旧索引继续服务。请检查这篇文章，或加 --force 强制启用。"
            )
