"""BM25 over postings held as immutable arrays: no locks, no shared cursor, no disk per query.

Whoosh's own searcher is not safe to share between threads (measured: exceptions and wrong
results); these arrays are, and they are hundreds of times faster: docs/benchmarks/.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import pairwise

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

# Below this many postings a query is bound by the number of calls, above it by memory.
_FEW_POSTINGS = 10_000
# Scores are first cut into blocks of at most this many passages; see `best`.
_LARGEST_BLOCK = 64


class _Scratch(threading.local):
    """Working memory of one thread, kept between queries: fresh memory is slow to touch."""

    def __init__(self) -> None:
        self.passages = np.empty(0, np.intp)
        self.amounts = np.empty(0, np.float32)

    def of(self, size: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Room for `size` postings; what was in it before is lost."""
        if size > len(self.passages):
            self.passages = np.empty(2 * size, np.intp)
            self.amounts = np.empty(2 * size, np.float32)
        return self.passages[:size], self.amounts[:size]


_Posting = tuple[NDArray[np.intp], NDArray[np.float32]]


class EmbeddedEngine:
    """What each term adds to the score of each passage, ready to be summed."""

    def __init__(self, postings: Postings) -> None:
        self.passage_count = postings.passage_count
        # NumPy's own index type: bincount would convert anything else at every query, which took
        # five times as long as the counting (measured).
        passages = postings.passages.astype(np.intp)
        contributions = _bm25(postings)
        passages.setflags(write=False)
        contributions.setflags(write=False)
        # Of each field, each term's passages and what it adds to them: views of the two arrays.
        spans = pairwise(postings.starts.tolist())
        self._postings: dict[str, dict[str, _Posting]] = {
            field: {
                term: (passages[start:end], contributions[start:end])
                for term, (start, end) in zip(postings.terms[field], spans, strict=False)
            }
            for field in FIELDS
        }
        self._scratch = _Scratch()

    def document_frequency(self, field: str, term: str) -> int:
        """In how many passages the term stands."""
        posting = self._postings[field].get(term)
        return 0 if posting is None else len(posting[0])

    def search(self, terms: Sequence[WeightedTerm], limit: int) -> list[Candidate]:
        """The best passages for a disjunction of terms, score descending, ties by ordinal."""
        tables = self._postings
        found: list[_Posting] = []
        weights: list[float] = []
        words: list[_Posting] = []
        weights_of_words: list[float] = []
        for field, term, weight in terms:
            posting = tables[field].get(term)
            if posting is None:
                continue
            if field == "w":
                words.append(posting)
                weights_of_words.append(weight)
            else:
                found.append(posting)
                weights.append(weight)
        first_of_words = sum([len(passages) for passages, _ in found])
        found += words
        if not found:
            return []
        passages, amounts = self._gather(found, weights + weights_of_words)
        # NumPy's types say that bincount counts; with weights it gives float64.
        scores: NDArray[np.float64]
        scores = np.bincount(passages, amounts, self.passage_count)  # type: ignore[assignment]
        if len(words) > 1:
            of_words = passages[first_of_words:]
            bonus = np.bincount(of_words, amounts[first_of_words:], self.passage_count)
            # One word alone adds nothing, and a passage without any has a bonus of 0 anyway.
            further = np.bincount(of_words, minlength=self.passage_count) - 1
            scores = scores + bonus * (np.maximum(further, 0, out=further) * COORDINATION)
        return best(scores, limit)

    def _gather(
        self, found: Sequence[_Posting], weights: Sequence[float]
    ) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """All postings in one row: passages, and contributions times weights."""
        sizes = [len(passages) for passages, _ in found]
        passages, amounts = self._scratch.of(sum(sizes))
        np.concatenate([posting for posting, _ in found], out=passages)
        if len(amounts) < _FEW_POSTINGS:
            np.concatenate([contributions for _, contributions in found], out=amounts)
            amounts *= np.repeat(np.array(weights, np.float32), sizes)
            return passages, amounts
        filled = 0
        for (_, contributions), size, weight in zip(found, sizes, weights, strict=True):
            part = amounts[filled : filled + size]
            np.multiply(contributions, np.float32(weight), out=part)
            filled += size
        return passages, amounts

    def explain(
        self, terms: Sequence[WeightedTerm], passage: int
    ) -> list[tuple[WeightedTerm, float]]:
        """What each term adds to the score of one passage, the most first; zeros left out."""
        amounts: list[tuple[WeightedTerm, float]] = []
        for term in terms:
            posting = self._postings[term.field].get(term.term)
            if posting is not None:
                passages, contributions = posting
                amounts += [
                    (term, term.weight * float(contributions[at]))
                    for at in np.flatnonzero(passages == passage)
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
    if len(scores) <= _LARGEST_BLOCK * 4:
        order = np.argsort(-scores, kind="stable")[:limit]
        found = zip(order.tolist(), scores[order].tolist(), strict=True)
        return [Candidate(passage, score) for passage, score in found if score > 0]
    bound = 0.0
    block = min(_LARGEST_BLOCK, len(scores) // (2 * limit))
    if block > 1:
        blocks = len(scores) // block
        maxima = scores[: blocks * block].reshape(block, blocks).max(axis=0)
        bound = float(np.partition(maxima, blocks - limit)[blocks - limit])
    chosen = np.flatnonzero(scores >= bound) if bound > 0 else np.flatnonzero(scores)
    order = np.lexsort((chosen, -scores[chosen]))[:limit]
    passages = chosen[order]
    return list(map(Candidate, passages.tolist(), scores[passages].tolist()))
