"""Occurrences of terms to postings: one sort a field, and the true length of each field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.chains import FIELDS
from search_service.analysis.line_terms import Occurrences
from search_service.engines.postings import Postings

_MOST = np.iinfo(np.uint16).max


def postings_in_one_pass(fields: Iterable[Occurrences], passage_count: int) -> Postings:
    """The postings of occurrences, whose fields come in the order of `FIELDS`."""
    terms: dict[str, Sequence[str]] = {}
    starts: list[NDArray[np.int64]] = [np.zeros(1, np.int64)]
    passages: list[NDArray[np.int32]] = []
    frequencies: list[NDArray[np.uint16]] = []
    lengths: list[NDArray[np.float32]] = []
    first = 0
    headline_lengths: list[NDArray[np.float32]] = []
    for name, numbers, owners, spelled, of_headlines in fields:
        lengths.append(np.bincount(owners, minlength=passage_count).astype(np.float32))
        headline_lengths.append(of_headlines.astype(np.float32))
        keys = numbers * passage_count + owners
        keys.sort()
        begins = _changes(keys)
        counts = np.diff(np.append(begins, len(keys)))
        of_terms, ordinals = np.divmod(keys[begins], max(passage_count, 1))
        term_begins = _changes(of_terms)
        terms[name] = spelled(of_terms[term_begins].tolist())
        passages.append(ordinals.astype(np.int32))
        frequencies.append(np.minimum(counts, _MOST).astype(np.uint16))
        starts.append(np.append(term_begins, len(of_terms))[1:] + first)
        first += len(of_terms)
    return Postings(
        terms=terms,
        starts=np.concatenate(starts),
        passages=np.concatenate(passages),
        frequencies=np.concatenate(frequencies),
        lengths=np.array(lengths, np.float32).reshape(len(FIELDS), passage_count),
        headline_lengths=np.array(headline_lengths, np.float32).reshape(len(FIELDS), passage_count),
    )


def _changes(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where in sorted values another one begins."""
    if not len(values):
        return np.empty(0, np.int64)
    return np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))
