"""Whoosh's own searcher, scoring as Lucene does: what the engine is held to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from whoosh import index, query, scoring
from whoosh.searching import Searcher

from search_service.asking.query import WeightedTerm
from search_service.engines.embedded_engine import COORDINATION, K1, B


class _LuceneScorer(scoring.WeightLengthScorer):
    def __init__(self, searcher: Searcher, field: str, text: bytes) -> None:
        count, found = searcher.doc_count_all(), searcher.doc_frequency(field, text)
        self._idf = math.log(1 + (count - found + 0.5) / (found + 0.5))
        # Whoosh stores lengths rounded; their mean is taken of the rounded ones here and there.
        lengths = [searcher.doc_field_length(number, field) or 0 for number in range(count)]
        self._mean = sum(lengths) / count
        self._k1, self._b = K1[field], B[field]
        self.setup(searcher, field, text)

    def _score(self, weight: float, length: float) -> float:
        norm = self._k1 * ((1 - self._b) + self._b * length / self._mean)
        return self._idf * weight * (self._k1 + 1) / (weight + norm)


class LuceneBM25(scoring.WeightingModel):
    """BM25 with ln(1 + (N - n + .5) / (n + .5)), field by field."""

    def scorer(
        self,
        searcher: Searcher,
        fieldname: str,
        text: bytes,
        qf: int = 1,  # noqa: ARG002 - Whoosh's signature
    ) -> _LuceneScorer:
        return _LuceneScorer(searcher, fieldname, text)


def _scores(searcher: Searcher, terms: Sequence[WeightedTerm]) -> dict[str, float]:
    clauses = [query.Term(term.field, term.term, boost=term.weight) for term in terms]
    hits = searcher.search(query.Or(clauses), limit=None)
    return {hit["key"]: hit.score for hit in hits}


def reference_scores(shard: Path, terms: Sequence[WeightedTerm]) -> dict[str, float]:
    """Score of every passage that Whoosh finds for the disjunction of the terms, by key.

    Each further distinct word of field w that matches adds its share to the words' own score.
    """
    words = [term for term in terms if term.field == "w"]
    opened = index.open_dir(shard)
    try:
        with opened.searcher(weighting=LuceneBM25()) as searcher:
            total = _scores(searcher, [term for term in terms if term.field != "w"])
            of_words = _scores(searcher, words)
            matches = [key for word in words for key in _scores(searcher, [word])]
    finally:
        opened.close()
    for key, score in of_words.items():
        bonus = 1 + COORDINATION * (matches.count(key) - 1)
        total[key] = total.get(key, 0.0) + score * bonus
    return total
