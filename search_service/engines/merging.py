"""Several postings as one: those of the passages that stayed, and those of the ones that came.

Nothing is counted again. What a changed file adds is put into the arrays of all others where it
belongs, so that a change costs a few passes over arrays whatever was changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, compress

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.chains import FIELDS
from search_service.engines.postings import Postings


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
    lengths = np.zeros((len(FIELDS), passage_count), dtype=np.float32)
    counts = np.zeros(sum(sizes), np.int64)
    keys = np.empty(0, np.int64)  # number of the term times the passages, plus the passage
    passages, frequencies = np.empty(0, np.int32), np.empty(0, np.uint16)
    for place, (part, ordinals) in enumerate(parts):
        kept = ordinals >= 0
        lengths[:, ordinals[kept]] = part.lengths[:, kept]
        rows = _rows(part, first, added, firsts) if place else _rows_of_first(first, firsts)
        moved = ordinals[part.passages]
        alive = moved >= 0
        own_keys = np.repeat(rows * passage_count, np.diff(part.starts))[alive] + moved[alive]
        own_passages, own_frequencies = moved[alive], part.frequencies[alive]
        if (own_keys[1:] < own_keys[:-1]).any():  # passages changed places
            order = np.argsort(own_keys, kind="stable")
            own_keys, own_passages = own_keys[order], own_passages[order]
            own_frequencies = own_frequencies[order]
        if len(rows):
            counts[rows] += np.add.reduceat(alive, part.starts[:-1], dtype=np.int64)
        if not len(keys):
            keys, passages, frequencies = own_keys, own_passages, own_frequencies
            continue
        places = np.searchsorted(keys, own_keys)
        keys = np.insert(keys, places, own_keys)
        passages = np.insert(passages, places, own_passages)
        frequencies = np.insert(frequencies, places, own_frequencies)
    in_use = counts > 0  # a term whose last passage is gone is gone as well
    starts = np.zeros(np.count_nonzero(in_use) + 1, dtype=np.int64)
    np.cumsum(counts[in_use], out=starts[1:])
    merged = Postings(
        terms={
            field: _terms_in_use(first.terms[field], added[field], in_use[firsts[field] :])
            for field in FIELDS
        },
        starts=starts,
        passages=passages,
        frequencies=frequencies,
        lengths=lengths,
    )
    if in_use.all():  # every term has kept its place
        numbers = {field: {**first.numbers[field], **added[field]} for field in FIELDS}
        merged.__dict__["numbers"] = numbers
    return merged


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


def _rows_of_first(first: Postings, firsts: Mapping[str, int]) -> NDArray[np.int64]:
    """The new number of each term of the first part."""
    spans = ((firsts[field], len(first.terms[field])) for field in FIELDS)
    return np.concatenate([np.arange(start, start + size, dtype=np.int64) for start, size in spans])


def _rows(
    part: Postings,
    first: Postings,
    added: Mapping[str, Mapping[str, int]],
    firsts: Mapping[str, int],
) -> NDArray[np.int64]:
    """The new number of each term of another part."""
    rows: list[int] = []
    for field in FIELDS:
        known, new = first.numbers[field], added[field]
        places = (known[term] if term in known else new[term] for term in part.terms[field])
        rows.extend(firsts[field] + place for place in places)
    return np.array(rows, np.int64)
