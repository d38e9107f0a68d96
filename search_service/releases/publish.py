"""Content to a generation in service, and the generation in service to a `Search`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from search_service.analysis.chains import Analyser, make_analyser
from search_service.analysis.normalise import normalised_headline
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.asking.lexicon import Lexicon
from search_service.asking.typed_text import QUERY_LIMIT
from search_service.content.article import Passage
from search_service.content.word_lists import load_word_lists
from search_service.engines.choice import ENGINES
from search_service.engines.index_store import (
    IndexedText,
    Progress,
    hold,
    index_id,
    read_index,
    write_index,
)
from search_service.engines.postings import Postings
from search_service.engines.whoosh.conditions import ArrayConditions
from search_service.engines.whoosh.store import read_store, write_store
from search_service.errors import GenerationRefused, IndexUnavailable, QueryRejected
from search_service.records.private_files import private_folder
from search_service.releases import generations
from search_service.releases.generations import Generation
from search_service.settings import EngineName, Settings

_STORE = "store"
_LEXICON = "lexicon.json"
# How many titles are searched for in a new generation before it is put into service.
_CANARIES = 50
_LATIN_WORD = re.compile(r"[a-z]+")


def load_analyser(settings: Settings) -> Analyser:
    """The analysis chain of the project's word lists; takes about a second."""
    words = load_word_lists(settings.content_folder / "words")
    private_folder(settings.state_folder)
    return make_analyser(words, settings.state_folder / "jieba")


def publish(  # noqa: PLR0913 - what differs between the public index and the agents'
    settings: Settings,
    documents: Documents,
    analyser: Analyser,
    *,
    force: bool = False,
    progress: Progress | None = None,
    root: Path | None = None,
    beside: Mapping[str, bytes] | None = None,
) -> Search:
    """Index `documents` as a new generation, check it and put it into service.

    Args:
        settings: Where the public generations lie.
        documents: What is searched.
        analyser: Makes the terms.
        force: Put it into service whatever the checks say.
        progress: Told of every passage written.
        root: Where the generations lie, when they are not the public ones.
        beside: Further files of the generation, by name.

    Raises:
        GenerationRefused: A canary failed, or passages are missing; the old one stays.
    """
    root = root or settings.index_folder
    previous = _reusable(root, analyser)
    written: list[tuple[Postings, Lexicon]] = []

    def write(folder: Path) -> None:
        write_store(folder / _STORE, documents, previous / _STORE if previous else None)
        for name, content in (beside or {}).items():
            (folder / name).write_bytes(content)
        postings = write_index(folder, indexed_texts(documents), analyser, previous, progress)
        lexicon = _lexicon(documents, postings, analyser)
        lexicon.save(folder / _LEXICON)
        written.append((postings, lexicon))

    generation = generations.build(root, index_id(analyser), len(documents.passages), write)
    [(postings, lexicon)] = written
    hold(generation.folder, postings)
    search = _search(generation.name, documents, postings, lexicon, analyser, settings.engine)
    try:
        if not force:
            _check_canaries(search)
        generations.activate(root, generation, force=force)
    except GenerationRefused:
        generations.discard(generation)
        raise
    return search


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
    opened = generations.open_newest(root or settings.index_folder, index_id(analyser))
    return _open(opened.generation, analyser, settings.engine), opened.degraded


def open_generation(settings: Settings, name: str, analyser: Analyser) -> Search:
    """A generation by its name.

    Raises:
        IndexUnavailable: It is damaged or was made by another analysis.
    """
    generation = generations.verify(settings.index_folder / name, index_id(analyser))
    return _open(generation, analyser, settings.engine)


def search_in_memory(documents: Documents, postings: Postings, analyser: Analyser) -> Search:
    """A search over postings that stand in no generation."""
    lexicon = _lexicon(documents, postings, analyser)
    return _search("", documents, postings, lexicon, analyser, "arrays")


def _lexicon(documents: Documents, postings: Postings, analyser: Analyser) -> Lexicon:
    words, latin = postings.collection_frequencies("w"), _latin_words(documents)
    return Lexicon.build(_headlines(documents), words, latin, analyser)


def _open(generation: Generation, analyser: Analyser, engine: EngineName) -> Search:
    documents = read_store(generation.folder / _STORE)
    lexicon = Lexicon.load(generation.folder / _LEXICON, analyser)
    postings = read_index(generation.folder)
    return _search(generation.name, documents, postings, lexicon, analyser, engine)


def _search(  # noqa: PLR0913 - the parts of a search
    name: str,
    documents: Documents,
    postings: Postings,
    lexicon: Lexicon,
    analyser: Analyser,
    engine: EngineName,
) -> Search:
    lexicon.warm()
    conditions = ArrayConditions(postings, documents, analyser)
    return Search(name, documents, ENGINES[engine](postings), conditions, analyser, lexicon)


def _reusable(root: Path, analyser: Analyser) -> Path | None:
    """The generation in service, when it is whole and its terms are made as ours are."""
    named = generations.current_name(root)
    if named is None:
        return None
    try:
        return generations.verify(root / named, index_id(analyser)).folder
    except IndexUnavailable:
        return None


def _headlines(documents: Documents) -> Iterator[str]:
    """What customers ask about, normalised: titles, questions and headings."""
    for article in documents.articles:
        yield from map(normalised_headline, (article.title, *article.questions))
    yield from (normalised_headline(p.heading) for p in documents.passages if p.heading)


def _latin_words(documents: Documents) -> frozenset[str]:
    """Latin words of titles and texts; questions are left out, for people type pinyin there."""
    titles = "\n".join(article.title for article in documents.articles).lower()
    return frozenset(_LATIN_WORD.findall(titles)).union(*map(_latin_words_of, documents.passages))


def indexed_texts(documents: Documents) -> list[IndexedText]:
    """What is indexed of each passage, in the order of ordinals."""
    articles = documents.articles_by_id
    return [
        _indexed_text(
            passage, articles[passage.article_id].title, articles[passage.article_id].questions
        )
        for passage in documents.passages
    ]


@lru_cache(maxsize=100_000)
def _indexed_text(passage: Passage, title: str, questions: tuple[str, ...]) -> IndexedText:
    """Remembered with its key, because most passages stay from one generation to the next."""
    body = f"{passage.heading}\n{passage.text}" if passage.heading else passage.text
    return IndexedText(passage.id, title, questions, body)


@lru_cache(maxsize=100_000)
def _latin_words_of(passage: Passage) -> frozenset[str]:
    return frozenset(_LATIN_WORD.findall(f"{passage.heading or ''}\n{passage.text}".lower()))


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
