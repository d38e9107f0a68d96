"""Whoosh as the stored index: written once, read once, then never touched while searching.

Everything the project knows of Whoosh is in this module. Fields hold terms made by our own
analysis, separated by spaces; Whoosh's analysers and its query parser are not used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from whoosh import analysis, fields, index
from whoosh.reading import IndexReader

from search_service.analysis.chains import FIELDS, FieldTerms
from search_service.engine import Candidate
from search_service.engines.postings import Posting, PostingArrays, bm25_contributions
from search_service.query import WeightedTerm

_WRITER_MEGABYTES = 128


def _schema() -> fields.Schema:
    terms = {
        name: fields.TEXT(analyzer=analysis.SpaceSeparatedTokenizer(), phrase=False)
        for name in FIELDS
    }
    return fields.Schema(ordinal=fields.STORED, **terms)


def write_index(folder: Path, passages: Iterable[FieldTerms]) -> None:
    """Write a new index; the n-th passage gets the ordinal n."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = index.create_in(folder, _schema()).writer(limitmb=_WRITER_MEGABYTES)
    for ordinal, terms in enumerate(passages):
        joined = {name: " ".join(terms[name]) for name in FIELDS}
        writer.add_document(ordinal=ordinal, **joined)
    writer.commit(optimize=True)


class WhooshEngine:
    """Answers from arrays decoded out of a Whoosh index when it is opened."""

    def __init__(self, folder: Path) -> None:
        """Decode the index in `folder`; the index is closed again before this returns."""
        opened = index.open_dir(folder, schema=_schema())
        reader = opened.reader()
        try:
            self._arrays = _decode(reader)
        finally:
            reader.close()
            opened.close()

    @property
    def passage_count(self) -> int:
        """How many passages are searched."""
        return self._arrays.passage_count

    def search(self, terms: Sequence[WeightedTerm], limit: int) -> list[Candidate]:
        """The best passages for a disjunction of terms."""
        return self._arrays.search(terms, limit)

    def explain(
        self, terms: Sequence[WeightedTerm], passage: int
    ) -> list[tuple[WeightedTerm, float]]:
        """What each term adds to the score of one passage."""
        return self._arrays.explain(terms, passage)


def _decode(reader: IndexReader) -> PostingArrays:
    count = reader.doc_count_all()
    ordinals = np.zeros(count, dtype=np.int32)
    for number, stored in reader.iter_docs():
        ordinals[number] = stored["ordinal"]
    postings: dict[tuple[str, str], Posting] = {}
    for field in FIELDS:
        lengths = np.array(
            [reader.doc_field_length(number, field) for number in range(count)], dtype=np.float32
        )
        mean_length = reader.field_length(field) / max(count, 1)
        for raw in reader.lexicon(field):
            matcher = reader.postings(field, raw)
            numbers: list[int] = []
            frequencies: list[float] = []
            while matcher.is_active():
                numbers.append(matcher.id())
                frequencies.append(matcher.weight())
                matcher.next()
            found = np.array(numbers, dtype=np.int32)
            contributions = bm25_contributions(
                np.array(frequencies, dtype=np.float32), lengths[found], mean_length, count
            )
            contributions.setflags(write=False)
            passages = ordinals[found]
            passages.setflags(write=False)
            postings[field, raw.decode("utf-8")] = Posting(passages, contributions)
    return PostingArrays(count, postings)
