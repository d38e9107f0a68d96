"""One search on disk: passages to the folder of an index, and that folder to a `Search`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import normalised_headline
from search_service.answering.documents import Documents, StoredArticle
from search_service.answering.search import Search
from search_service.asking.lexicon import Lexicon
from search_service.content.article import Passage
from search_service.engines.choice import ENGINES
from search_service.engines.index_store import IndexedText, Progress, read_index, write_index
from search_service.engines.postings import Postings
from search_service.engines.statistics import shown_passages
from search_service.engines.whoosh.conditions import ArrayConditions
from search_service.engines.whoosh.store import read_store, write_store
from search_service.settings import EngineName

STORE = "store"
_LEXICON = "lexicon.json"
_LATIN_WORD = re.compile(r"[a-z]+")


def write_search(  # noqa: PLR0913 - the parts of a search
    folder: Path,
    name: str,
    documents: Documents,
    analyser: Analyser,
    engine: EngineName,
    *,
    previous: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Search, Postings]:
    """Index `documents` in `folder`, which exists; the search over it and its postings.

    Args:
        folder: Gets all that `open_search_in` reads.
        name: Of the release that it is a part of.
        documents: What is searched.
        analyser: Makes the terms.
        engine: Which engine answers.
        previous: An index made by the same analysis; what has not changed is taken from it.
        progress: Told of every passage written.
    """
    write_store(folder / STORE, documents, previous / STORE if previous else None)
    postings = write_index(folder, indexed_texts(documents), analyser, previous, progress)
    lexicon = _lexicon(documents, postings, analyser)
    lexicon.save(folder / _LEXICON)
    return _search(name, documents, postings, lexicon, analyser, engine), postings


def open_search_in(folder: Path, name: str, analyser: Analyser, engine: EngineName) -> Search:
    """What `write_search` wrote there."""
    documents = read_store(folder / STORE)
    lexicon = Lexicon.load(folder / _LEXICON, analyser)
    postings = read_index(folder)
    return _search(name, documents, postings, lexicon, analyser, engine)


def search_in_memory(documents: Documents, postings: Postings, analyser: Analyser) -> Search:
    """A search over postings that stand in no release."""
    lexicon = _lexicon(documents, postings, analyser)
    return _search("", documents, postings, lexicon, analyser, "arrays")


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
    built = ENGINES[engine](postings, documents.hidden_passages)
    return Search(name, documents, built, conditions, analyser, lexicon)


def _lexicon(documents: Documents, postings: Postings, analyser: Analyser) -> Lexicon:
    shown = shown_passages(postings, documents.hidden_passages)
    words, latin = postings.collection_frequencies("w", shown), _latin_words(documents)
    return Lexicon.build(_headlines(documents), words, latin, analyser)


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
    return [indexed_text(passage, articles[passage.article_id]) for passage in documents.passages]


def indexed_text(passage: Passage, article: StoredArticle) -> IndexedText:
    """What is indexed of one passage: of a hidden one the aliases and nothing else."""
    if passage.hidden:
        return IndexedText(passage.id, "", article.aliases, "")
    return _indexed_text(passage, article.title, article.questions)


@lru_cache(maxsize=100_000)
def _indexed_text(passage: Passage, title: str, questions: tuple[str, ...]) -> IndexedText:
    """Remembered with its key, because most passages stay from one release to the next."""
    body = f"{passage.heading}\n{passage.text}" if passage.heading else passage.text
    return IndexedText(passage.id, title, questions, body)


@lru_cache(maxsize=100_000)
def _latin_words_of(passage: Passage) -> frozenset[str]:
    return frozenset(_LATIN_WORD.findall(f"{passage.heading or ''}\n{passage.text}".lower()))
