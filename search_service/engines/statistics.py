"""What BM25 knows of all passages together: how many there are, how long, and how rare a term is.

Hidden passages, which hold aliases, are scored by these numbers and change none of them: who gives
one article an alias moves no other.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search_service.engines.postings import Postings


@dataclass(frozen=True)
class Statistics:
    """Numbers over the passages that are not hidden.

    Attributes:
        passage_count: How many there are.
        document_frequencies: Of each term, in how many it stands; 1 for a term of hidden ones only.
        mean_lengths: Of each field, in its order, terms a passage.
        mean_headline_lengths: The same of titles and questions alone.
    """

    passage_count: int
    document_frequencies: NDArray[np.int64]
    mean_lengths: NDArray[np.float64]
    mean_headline_lengths: NDArray[np.float64]


def statistics_of(postings: Postings, hidden: Collection[int] = ()) -> Statistics:
    """The statistics of all passages but the hidden ones, given by their ordinals."""
    shown = shown_passages(postings, hidden)
    counts = np.diff(postings.starts)
    if hidden and len(counts):
        counts = np.add.reduceat(shown[postings.passages], postings.starts[:-1], dtype=np.int64)
    means = (_means(of[:, shown]) for of in (postings.lengths, postings.headline_lengths))
    return Statistics(int(shown.sum()), np.maximum(counts, 1), *means)


def _means(lengths: NDArray[np.float32]) -> NDArray[np.float64]:
    return lengths.mean(axis=1, dtype=np.float64) if lengths.size else np.zeros(len(lengths))


def shown_passages(postings: Postings, hidden: Collection[int]) -> NDArray[np.bool_]:
    """Of each passage, whether it is not hidden."""
    shown = np.ones(postings.passage_count, bool)
    shown[list(hidden)] = False
    return shown
