"""Several postings as one: those of the passages that stayed, and those of the ones that came.

Nothing is counted again. What a changed file adds is put into the arrays of all others where it
belongs, so that a change costs a few passes over arrays whatever was changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.chains import FIELDS
from search_service.engines.postings import Postings


class _Rows(NamedTuple):
    """Postings without the names of their terms.

    Attributes:
        counts: int64, how many postings each term has; shape (terms).
        passages: int32 ordinals, ascending within a term; shape (postings).
        frequencies: uint16, shape (postings).
    """

    counts: NDArray[np.int64]
    passages: NDArray[np.int32]
    frequencies: NDArray[np.uint16]

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where the postings of each term begin, and the number of postings."""
        starts = np.zeros(len(self.counts) + 1, np.int64)
        np.cumsum(self.counts, out=starts[1:])
        return starts


def merge(parts: Sequence[tuple[Postings, NDArray[np.int32]]], passage_count: int) -> Postings:
    """Several postings as one.

    Args:
        parts: Each with the new ordinal of each of its passages, -1 for a passage to leave out.
        passage_count: Number of passages of the result.
    """
    first, *others = (part for part, _ in parts)
    # The first part, by far the largest when a file has changed, gives its terms' order.
    added = {field: _added(first, others, field) for field in FIELDS}
    sizes = [len(first.terms[field]) + len(added[field]) for field in FIELDS]
    firsts = dict(zip(FIELDS, accumulate(sizes, initial=0), strict=False))
    lengths, headline_lengths = np.zeros((2, len(FIELDS), passage_count), dtype=np.float32)
    merged = _nothing(sum(sizes))
    for number, (part, ordinals) in enumerate(parts):
        kept = ordinals >= 0
        lengths[:, ordinals[kept]] = part.lengths[:, kept]
        headline_lengths[:, ordinals[kept]] = part.headline_lengths[:, kept]
        places = _places(part, first, added, firsts) if number else _places_of_first(first, firsts)
        rows = _spread(_moved(part, ordinals), places, sum(sizes))
        merged = _together(merged, rows) if number else rows
    in_use = merged.counts > 0  # a term whose last passage is gone is gone as well
    whole = bool(in_use.all())
    starts = merged.starts if whole else merged._replace(counts=merged.counts[in_use]).starts
    postings = Postings(
        terms={
            field: [*first.terms[field], *added[field]]
            if whole
            else _terms_in_use(first.terms[field], added[field], in_use[firsts[field] :])
            for field in FIELDS
        },
        starts=starts,
        passages=merged.passages,
        frequencies=merged.frequencies,
        lengths=lengths,
        headline_lengths=headline_lengths,
    )
    if whole:  # every term has kept its place
        numbers = {
            field: {**first.numbers[field], **added[field]}
            if added[field]
            else first.numbers[field]
            for field in FIELDS
        }
        postings.__dict__["numbers"] = numbers
    return postings


def _nothing(size: int) -> _Rows:
    return _Rows(np.zeros(size, np.int64), np.empty(0, np.int32), np.empty(0, np.uint16))


def _moved(part: Postings, ordinals: NDArray[np.int32]) -> _Rows:
    """The postings of the passages that are kept, by their new ordinals; terms as they were."""
    counts = np.diff(part.starts)
    kept = ordinals[ordinals >= 0]
    if len(kept) == len(ordinals) and (kept == np.arange(len(kept))).all():
        return _Rows(counts, part.passages, part.frequencies)
    moved, frequencies = ordinals[part.passages], part.frequencies
    gone = np.flatnonzero(moved < 0)
    if len(gone):
        terms = np.searchsorted(part.starts, gone, side="right") - 1
        counts -= np.bincount(terms, minlength=len(counts))
        moved, frequencies = np.delete(moved, gone), np.delete(frequencies, gone)
    if (kept[1:] < kept[:-1]).any():  # passages changed places
        order = np.lexsort((moved, np.repeat(np.arange(len(counts)), counts)))
        moved, frequencies = moved[order], frequencies[order]
    return _Rows(counts, moved, frequencies)


def _spread(rows: _Rows, places: NDArray[np.int64], size: int) -> _Rows:
    """The postings by the new numbers of their terms.

    Args:
        rows: By their old numbers.
        places: The new number of each.
        size: How many terms there are now.
    """
    counts = np.zeros(size, np.int64)
    counts[places] = rows.counts
    if (places[1:] > places[:-1]).all():
        return rows._replace(counts=counts)
    order = np.argsort(np.repeat(places, rows.counts), kind="stable")
    return _Rows(counts, rows.passages[order], rows.frequencies[order])


def _together(rows: _Rows, others: _Rows) -> _Rows:
    """Both, of the same terms; no passage is in both."""
    terms = np.repeat(np.arange(len(others.counts)), others.counts)
    starts = rows.starts
    low, high = starts[terms], starts[terms + 1]
    while (open_ := low < high).any():  # all of them bisect side by side
        middle = (low + high) // 2
        smaller = open_ & (
            rows.passages[np.minimum(middle, len(rows.passages) - 1)] < others.passages
        )
        low = np.where(smaller, middle + 1, low)
        high = np.where(open_ & ~smaller, middle, high)
    return _Rows(
        rows.counts + others.counts,
        np.insert(rows.passages, low, others.passages),
        np.insert(rows.frequencies, low, others.frequencies),
    )


def _terms_in_use(
    terms: Sequence[str], added: Iterable[str], in_use: NDArray[np.bool_]
) -> list[str]:
    """The terms of a field that still stand somewhere."""
    return list(compress(chain(terms, added), in_use.tolist()))


def _added(first: Postings, others: Iterable[Postings], field: str) -> dict[str, int]:
    """The terms of a field that only other parts have, each with its place behind the first's."""
    known = first.numbers[field]
    added: dict[str, int] = {}
    for term in chain.from_iterable(part.terms[field] for part in others):
        if term not in known:
            added.setdefault(term, len(first.terms[field]) + len(added))
    return added


def _places_of_first(first: Postings, firsts: Mapping[str, int]) -> NDArray[np.int64]:
    """The new number of each term of the first part."""
    spans = ((firsts[field], len(first.terms[field])) for field in FIELDS)
    return np.concatenate([np.arange(start, start + size, dtype=np.int64) for start, size in spans])


def _places(
    part: Postings,
    first: Postings,
    added: Mapping[str, Mapping[str, int]],
    firsts: Mapping[str, int],
) -> NDArray[np.int64]:
    """The new number of each term of another part."""
    places: list[int] = []
    for field in FIELDS:
        known, new = first.numbers[field], added[field]
        own = (known[term] if term in known else new[term] for term in part.terms[field])
        places.extend(firsts[field] + place for place in own)
    return np.array(places, np.int64)
