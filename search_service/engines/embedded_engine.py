"""BM25 over postings held as immutable arrays: no locks, no shared cursor, no disk per query.

Whoosh's own searcher is not safe to share between threads (measured: exceptions and wrong
results); these arrays are, and they are some fifty times faster: docs/benchmarks/.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.chains import FIELDS
from search_service.engine import Candidate
from search_service.engines.postings import Postings
from search_service.query import WeightedTerm

# Chosen on the development judgements, see docs/relevance.md.
K1 = {"u": 2.0, "w": 1.2, "p": 2.0, "pb": 2.0, "i": 2.0}
B = {"u": 0.75, "w": 0.5, "p": 0.75, "pb": 0.75, "i": 0.75}
# Each further distinct word that matches adds this share of the words' own score.
COORDINATION = 0.3

# Scores are first cut into blocks of at most this many passages; see `best`.
_LARGEST_BLOCK = 64


class EmbeddedEngine:
    """What each term adds to the score of each passage, ready to be summed."""

    def __init__(self, postings: Postings) -> None:
        self.passage_count = postings.passage_count
        self._numbers: dict[str, dict[str, int]] = {}
        first = 0
        for field in FIELDS:
            terms = postings.terms[field]
            self._numbers[field] = dict(zip(terms, range(first, first + len(terms)), strict=True))
            first += len(terms)
        self._starts: list[int] = postings.starts.tolist()
        self._passages = postings.passages
        self._contributions = _bm25(postings)
        self._passages.setflags(write=False)
        self._contributions.setflags(write=False)

    def document_frequency(self, field: str, term: str) -> int:
        """In how many passages the term stands."""
        start, end = self._span(field, term)
        return end - start

    def _span(self, field: str, term: str) -> tuple[int, int]:
        """Where the term's postings lie; an empty span for an unknown term."""
        number = self._numbers[field].get(term)
        return (0, 0) if number is None else (self._starts[number], self._starts[number + 1])

    def search(self, terms: Sequence[WeightedTerm], limit: int) -> list[Candidate]:
        """The best passages for a disjunction of terms, score descending, ties by ordinal."""
        numbers, starts = self._numbers, self._starts
        spans: list[tuple[int, int]] = []
        weights: list[float] = []
        spans_of_words: list[tuple[int, int]] = []
        weights_of_words: list[float] = []
        for field, term, weight in terms:
            number = numbers[field].get(term)
            if number is None:
                continue
            if field == "w":
                spans_of_words.append((starts[number], starts[number + 1]))
                weights_of_words.append(weight)
            else:
                spans.append((starts[number], starts[number + 1]))
                weights.append(weight)
        first_of_words = sum(end - start for start, end in spans)
        spans += spans_of_words
        if not spans:
            return []
        passages = np.concatenate([self._passages[start:end] for start, end in spans])
        amounts = np.concatenate([self._contributions[start:end] for start, end in spans])
        all_weights = np.array(weights + weights_of_words, np.float32)
        amounts *= np.repeat(all_weights, [end - start for start, end in spans])
        scores = np.bincount(passages, amounts, self.passage_count).astype(np.float64, copy=False)
        if len(spans_of_words) > 1:
            of_words = passages[first_of_words:]
            scores_of_words = np.bincount(of_words, amounts[first_of_words:], self.passage_count)
            matched = np.bincount(of_words, minlength=self.passage_count)
            # One word alone adds nothing, and a passage without any has a score of words of 0.
            scores += scores_of_words * (COORDINATION * np.maximum(matched - 1, 0))
        return best(scores, limit)

    def explain(
        self, terms: Sequence[WeightedTerm], passage: int
    ) -> list[tuple[WeightedTerm, float]]:
        """What each term adds to the score of one passage, the most first; zeros left out."""
        amounts: list[tuple[WeightedTerm, float]] = []
        for term in terms:
            start, end = self._span(term.field, term.term)
            amounts += [
                (term, term.weight * float(self._contributions[start + at]))
                for at in np.flatnonzero(self._passages[start:end] == passage)
            ]
        return sorted(amounts, key=lambda amount: -amount[1])


def _bm25(postings: Postings) -> NDArray[np.float32]:
    """BM25 of every posting (Robertson and Zaragoza 2009, eq. 3.15) with Lucene's idf.

    idf = ln(1 + (N - n + .5) / (n + .5)), never negative; lengths and their mean are those of the
    field the term belongs to.
    """
    count = postings.passage_count
    document_frequencies = np.diff(postings.starts)
    idf = np.log1p((count - document_frequencies + 0.5) / (document_frequencies + 0.5))
    contributions = np.empty(len(postings.passages), dtype=np.float32)
    first = 0
    for row, field in enumerate(FIELDS):
        last = first + len(postings.terms[field])
        start, end = postings.starts[first], postings.starts[last]
        lengths = postings.lengths[row]
        mean = max(float(lengths.mean()) if count else 0.0, 1e-9)
        k1, b = K1[field], B[field]
        norms = k1 * ((1 - b) + b * lengths / mean)
        frequencies = postings.frequencies[start:end].astype(np.float32)
        field_idf = np.repeat(idf[first:last], document_frequencies[first:last])
        saturation = frequencies * (k1 + 1) / (frequencies + norms[postings.passages[start:end]])
        contributions[start:end] = field_idf * saturation
        first = last
    return contributions


def best(scores: NDArray[np.floating], limit: int) -> list[Candidate]:
    """The `limit` greatest positive scores; every tie at the edge is settled by ordinal.

    A partial sort of all scores is slow, because most of them are zero and equal. Instead the
    `limit`-th greatest maximum of equal blocks gives a lower bound, and few scores reach it.
    """
    bound = 0.0
    block = min(_LARGEST_BLOCK, len(scores) // (2 * limit))
    if block > 1:
        blocks = len(scores) // block
        maxima = scores[: blocks * block].reshape(blocks, block).max(axis=1)
        bound = float(np.partition(maxima, blocks - limit)[blocks - limit])
    chosen = np.flatnonzero(scores >= bound) if bound > 0 else np.flatnonzero(scores)
    order = np.lexsort((chosen, -scores[chosen]))[:limit]
    passages = chosen[order]
    return list(map(Candidate, passages.tolist(), scores[passages].tolist()))
