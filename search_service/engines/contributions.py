"""What each posting adds to the score of its passage, computed once for a release."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search_service.engines.norms import K1, norms_of
from search_service.engines.postings import Postings
from search_service.engines.statistics import Statistics, statistics_of

# A term that stands in more than this share of the passages is kept as a row, one number a passage:
# most postings of a query belong to such terms, and adding a row costs less than a quarter of
# counting its postings one by one. Of .05, .1, .2 and .3 the fastest, and it takes no more memory.
_ROW_SHARE = 0.15
# Below this many passages a row costs more than it saves.
ROWS_FROM = 1_000

Amounts = NDArray[np.float32]


@dataclass(frozen=True)
class Contributions:
    """Postings with their amounts; immutable, so that threads may share them.

    Attributes:
        postings: What stands where.
        statistics: What the amounts rest on.
        amounts: What each posting adds; shape (number of postings).
        row_numbers: Numbers of the terms that are kept as rows, ascending.
        rows: What each of these adds to each passage; shape (number of rows, number of passages).
    """

    postings: Postings
    statistics: Statistics
    amounts: Amounts
    row_numbers: NDArray[np.int32]
    rows: Amounts


def contributions_of(
    postings: Postings, rows_from: int = ROWS_FROM, hidden: Collection[int] = ()
) -> Contributions:
    """BM25 of every posting; with fewer than `rows_from` passages no term becomes a row.

    Args:
        postings: Of all passages.
        rows_from: See above.
        hidden: Ordinals of the passages that count in no statistics.
    """
    statistics = statistics_of(postings, hidden)
    amounts = _bm25(postings, statistics)
    count = postings.passage_count
    numbers = np.empty(0, np.int32)
    if count >= rows_from:
        stands_in = np.diff(postings.starts)
        numbers = np.flatnonzero(stands_in > _ROW_SHARE * count).astype(np.int32)
    rows = np.zeros((len(numbers), count), np.float32)
    for row, number in zip(rows, numbers.tolist(), strict=True):
        span = slice(postings.starts[number], postings.starts[number + 1])
        row[postings.passages[span]] = amounts[span]
    for part in (amounts, rows):
        part.setflags(write=False)
    return Contributions(postings, statistics, amounts, numbers, rows)


def _bm25(postings: Postings, statistics: Statistics) -> Amounts:
    """BM25 of every posting (Robertson and Zaragoza 2009, eq. 3.15) with Lucene's idf.

    idf = ln(1 + (N - n + .5) / (n + .5)), never negative; the norms are those of the field the term
    belongs to.
    """
    count, document_frequencies = statistics.passage_count, statistics.document_frequencies
    posting_counts = np.diff(postings.starts)
    idf = np.log1p((count - document_frequencies + 0.5) / (document_frequencies + 0.5))
    contributions = np.empty(len(postings.passages), dtype=np.float32)
    first = 0
    for field, (norms, weights) in norms_of(postings, statistics).items():
        last = first + len(postings.terms[field])
        start, end = postings.starts[first], postings.starts[last]
        passages = postings.passages[start:end]
        frequencies = postings.frequencies[start:end].astype(np.float32)
        field_idf = np.repeat(idf[first:last], posting_counts[first:last])
        saturation = frequencies * (K1[field] + 1) / (frequencies + norms[passages])
        contributions[start:end] = field_idf * saturation * weights[passages]
        first = last
    return contributions
