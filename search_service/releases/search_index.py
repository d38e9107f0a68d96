"""One search on disk: passages to the folder of an index, and that folder to a `Search`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import normalised_headline
from search_service.answering.answers import Answering
from search_service.answering.documents import Documents, StoredArticle
from search_service.answering.search import Search
from search_service.answering.suggest import Completions, completions
from search_service.answering.unit_index import UnitIndex, unit_index
from search_service.answering.unit_terms import UnitTerms, load_terms, save_terms
from search_service.asking.lexicon import Lexicon
from search_service.content.article import Passage
from search_service.engines.choice import MakeEngine
from search_service.engines.contributions import Contributions, contributions_of
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.index_store import IndexedText, Progress, read_index, write_index
from search_service.engines.kept_units import read_kept_units, write_kept_units
from search_service.engines.mapped_documents import map_documents
from search_service.engines.mapped_index import map_index
from search_service.engines.mapped_look_ups import LookUps, map_look_ups, write_look_ups
from search_service.engines.mapped_units import FEW_UNITS, map_units, write_mapped_units
from search_service.engines.postings import Postings
from search_service.engines.statistics import shown_passages
from search_service.engines.whoosh.conditions import ArrayConditions
from search_service.engines.whoosh.store import read_store, write_store
from search_service.releases.parts import STORE
from search_service.releases.section_wordings import new_wordings

_LEXICON = "lexicon.json"
_UNIT_TERMS = "unit_terms.json"
# Numbers too: a hotline that a text is about is no particular of a question.
_LATIN_WORD = re.compile(r"[a-z]+|\d{3,12}")


def write_search(  # noqa: PLR0913 - the parts of a search
    folder: Path,
    name: str,
    documents: Documents,
    analyser: Analyser,
    make_engine: MakeEngine,
    *,
    previous: Path | None = None,
    progress: Progress | None = None,
    beside: Search | None = None,
) -> tuple[Search, Postings, LookUps]:
    """Index `documents` in `folder`, which exists; the search over it, its postings and look-ups.

    Args:
        folder: Gets all that `open_search_in` reads.
        name: Of the release that it is a part of.
        documents: What is searched.
        analyser: Makes the terms.
        make_engine: Makes the engine that answers.
        previous: An index made by the same analysis; what has not changed is taken from it.
        progress: Told of every passage written.
        beside: Written by the same analyser just before; texts that it has are not read again.
    """
    write_store(folder / STORE, documents, previous / STORE if previous else None)
    postings = write_index(folder, indexed_texts(documents, analyser), analyser, previous, progress)
    lexicon = lexicon_of(documents, postings, analyser)
    lexicon.save(folder / _LEXICON)
    index = contributions_of(postings, hidden=documents.hidden_passages)
    old_terms = previous / _UNIT_TERMS if previous else None
    known = load_terms(old_terms) if old_terms else {}
    typed = completions(documents, analyser)
    read = beside.answering.terms.read if beside else {}
    answering = Answering(documents, analyser, read | known)
    search = _search(name, documents, index, lexicon, analyser, make_engine, answering, typed)
    save_terms(folder / _UNIT_TERMS, search.answering.terms.read, known, old_terms)
    analyser.reader.keep()
    return search, postings, LookUps(lexicon, typed, search.answering.index)


def open_search_in(  # noqa: PLR0913 - the parts of a search
    folder: Path,
    name: str,
    analyser: Analyser,
    make_engine: MakeEngine,
    ready: Path | None = None,
    look_ups: Path | None = None,
) -> Search:
    """What `write_search` wrote there; `ready` and `look_ups` hold what of it can be mapped."""
    if ready is None:
        documents = read_store(folder / STORE)
        index = contributions_of(read_index(folder), hidden=documents.hidden_passages)
    else:
        documents, index = map_documents(ready), map_index(ready)
    typed: Completions | None = None
    units: UnitIndex | None = None
    if look_ups is None:
        lexicon = Lexicon.load(folder / _LEXICON, analyser)
    else:
        lexicon, typed, _ = map_look_ups(look_ups, analyser)
        units = map_units(look_ups, documents) or read_kept_units(look_ups, documents)
    known = {} if units else load_terms(folder / _UNIT_TERMS)
    answering = Answering(documents, analyser, known, units)
    search = _search(name, documents, index, lexicon, analyser, make_engine, answering, typed)
    search.prepare()
    return search


def write_look_ups_of(
    folder: Path,
    ready: Path,
    documents: Documents,
    analyser: Analyser,
    held: LookUps | None = None,
) -> None:
    """Write what can be mapped of the search that `write_search` wrote, beside its arrays.

    Args:
        folder: Where that lies.
        ready: Gets what `open_search_in` maps.
        documents: Of that search.
        analyser: The one that made its terms.
        held: Its look-ups, where they are in memory.
    """
    if held is None:
        lexicon = Lexicon.load(folder / _LEXICON, analyser)
        held = LookUps(lexicon, completions(documents, analyser))
    write_look_ups(ready, held)
    is_few = len(documents.units) <= FEW_UNITS
    if is_few and held.units:
        write_kept_units(ready, held.units)
        return
    read = UnitTerms(analyser, load_terms(folder / _UNIT_TERMS))
    if is_few:
        write_kept_units(ready, unit_index(documents, read))
    else:
        write_mapped_units(ready, documents, read)


def search_in_memory(
    documents: Documents,
    postings: Postings,
    analyser: Analyser,
    answering: Answering | None = None,
) -> Search:
    """A search over postings that stand in no release."""
    lexicon = lexicon_of(documents, postings, analyser)
    index = contributions_of(postings, hidden=documents.hidden_passages)
    return _search("", documents, index, lexicon, analyser, EmbeddedEngine, answering)


def _search(  # noqa: PLR0913 - the parts of a search
    name: str,
    documents: Documents,
    index: Contributions,
    lexicon: Lexicon,
    analyser: Analyser,
    make_engine: MakeEngine,
    answering: Answering | None = None,
    typed: Completions | None = None,
) -> Search:
    lexicon.warm()
    engine, conditions = make_engine(index), ArrayConditions(index.postings, documents, analyser)
    return Search(name, documents, engine, conditions, analyser, lexicon, answering, typed)


def lexicon_of(documents: Documents, postings: Postings, analyser: Analyser) -> Lexicon:
    """The words of an index that stands in no release yet."""
    shown = shown_passages(postings, documents.hidden_passages)
    words, latin = postings.collection_frequencies("w", shown), _latin_words(documents)
    return Lexicon.build(_headlines(documents), words, latin, analyser)


def _headlines(documents: Documents) -> Iterator[str]:
    """What customers ask about, normalised: titles, questions and headings."""
    for article in documents.articles:
        yield from map(normalised_headline, (article.title, *article.questions))
    yield from (normalised_headline(p.heading) for p in documents.passages if p.heading)


def _latin_words(documents: Documents) -> frozenset[str]:
    """Latin words and numbers of titles and texts, not of questions: people type pinyin there."""
    titles = "\n".join(article.title for article in documents.articles).lower()
    by_article = groupby(documents.passages, attrgetter("article_id"))
    said = (
        _latin_words_of(tuple([(one.heading, one.text) for one in own])) for _, own in by_article
    )
    return frozenset(_LATIN_WORD.findall(titles)).union(*filter(None, said))


def indexed_texts(documents: Documents, analyser: Analyser) -> list[IndexedText]:
    """What is indexed of each passage, in the order of ordinals."""
    articles = documents.articles_by_id
    return [
        indexed_text(passage, articles[passage.article_id], analyser)
        for passage in documents.passages
    ]


def indexed_text(passage: Passage, article: StoredArticle, analyser: Analyser) -> IndexedText:
    """What is indexed of one passage: of a hidden one the aliases and nothing else."""
    if passage.hidden:
        return IndexedText(passage.id, "", article.aliases, "")
    said = (passage.heading, passage.text, passage.questions)
    return _indexed_text(passage.id, article.title, article.questions, said, analyser)


# Remembered by strings, which know their hash; that of a passage is computed at every look-up.
@lru_cache(maxsize=100_000)
def _indexed_text(
    passage_id: str,
    title: str,
    questions: tuple[str, ...],
    said: tuple[str | None, str, tuple[str, ...]],
    analyser: Analyser,
) -> IndexedText:
    """Remembered with its key, because most passages stay from one release to the next."""
    heading, text, asked = said
    body = f"{heading}\n{text}" if heading else text
    if asked:
        # They are no headlines: nobody types their initials.
        around = (title, *questions, body)
        body = "\n".join((body, *new_wordings(around, asked, analyser)))
    return IndexedText(passage_id, title, questions, body)


@lru_cache(maxsize=100_000)
def _latin_words_of(said: tuple[tuple[str | None, str], ...]) -> frozenset[str]:
    """Of headings and texts; remembered by article, for there are few that change."""
    text = "\n".join(filter(None, chain.from_iterable(said)))
    return frozenset(_LATIN_WORD.findall(text.lower()))
