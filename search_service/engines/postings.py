"""BM25 over postings held as immutable arrays: no locks, no shared cursor, no disk per query.

Whoosh's own searcher is not safe to share between threads; these arrays are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search_service.engine import Candidate
from search_service.query import WeightedTerm

# Chosen on the development judgements, see docs/relevance.md.
K1 = 1.2
B = 0.9


@dataclass(frozen=True)
class Posting:
    """One term: the passages it stands in and what it adds to the score of each."""

    passages: NDArray[np.int32]
    contributions: NDArray[np.float32]


def lucene_idf(passage_count: int, document_frequency: int) -> float:
    """ln(1 + (N - n + .5) / (n + .5)): Lucene's BM25Similarity, never negative."""
    return math.log1p((passage_count - document_frequency + 0.5) / (document_frequency + 0.5))


def bm25_contributions(
    frequencies: NDArray[np.float32],
    lengths: NDArray[np.float32],
    mean_length: float,
    passage_count: int,
) -> NDArray[np.float32]:
    """BM25 of one term in each passage it stands in (Robertson and Zaragoza 2009, eq. 3.15).

    Args:
        frequencies: How often the term stands in each passage.
        lengths: Length of the field in each of those passages, in terms.
        mean_length: Mean length of the field over all passages.
        passage_count: Number of passages in the index.
    """
    norm = K1 * ((1 - B) + B * lengths / (mean_length or 1.0))
    idf = lucene_idf(passage_count, len(frequencies))
    return (idf * frequencies * (K1 + 1) / (frequencies + norm)).astype(np.float32)


@dataclass(frozen=True)
class PostingArrays:
    """All postings of an index."""

    passage_count: int
    postings: Mapping[tuple[str, str], Posting]

    def search(self, terms: Sequence[WeightedTerm], limit: int) -> list[Candidate]:
        """The best passages, score descending, ties by ordinal."""
        scores = np.zeros(self.passage_count, dtype=np.float32)
        for term in terms:
            posting = self.postings.get((term.field, term.term))
            if posting is not None:
                scores[posting.passages] += np.float32(term.weight) * posting.contributions
        return best(scores, limit)

    def explain(
        self, terms: Sequence[WeightedTerm], passage: int
    ) -> list[tuple[WeightedTerm, float]]:
        """What each term adds to the score of one passage, the most first; zeros left out."""
        amounts: list[tuple[WeightedTerm, float]] = []
        for term in terms:
            posting = self.postings.get((term.field, term.term))
            if posting is not None:
                found = np.flatnonzero(posting.passages == passage)
                if len(found):
                    amounts.append((term, term.weight * float(posting.contributions[found[0]])))
        return sorted(amounts, key=lambda amount: -amount[1])


def best(scores: NDArray[np.float32], limit: int) -> list[Candidate]:
    """The `limit` greatest positive scores; every tie at the edge is settled by ordinal."""
    if limit < len(scores):
        edge = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        chosen = np.flatnonzero(scores >= max(edge, np.finfo(np.float32).tiny))
    else:
        chosen = np.flatnonzero(scores > 0)
    order = np.lexsort((chosen, -scores[chosen]))[:limit]
    return [Candidate(int(passage), float(scores[passage])) for passage in chosen[order]]
