"""Postings turned round again: for each passage the terms that stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

import numpy as np

from search_service.analysis.chains import FIELDS
from search_service.asking.query import WeightedTerm
from search_service.engines.norms import BODY_B, BODY_WEIGHT, B
from search_service.engines.opensearch.terms import (
    FILLER,
    ORDINAL,
    WEIGHED,
    weight_name,
    written,
)
from search_service.engines.postings import Postings

# Passages that are turned round at once: some 100 MB.
_BLOCK = 20_000


def documents(postings: Postings) -> Iterator[tuple[int, Mapping[str, str | float]]]:
    """Every passage as the cluster is given it: ready terms, each as often as it stands there."""
    spelled = [written(t) for t in chain.from_iterable(postings.terms[f] for f in FIELDS)]
    # Where the terms of each field end among the numbers of all.
    ends = np.cumsum([len(postings.terms[field]) for field in FIELDS])
    for begin in range(0, postings.passage_count, _BLOCK):
        end = min(begin + _BLOCK, postings.passage_count)
        inside = np.flatnonzero((postings.passages >= begin) & (postings.passages < end))
        # By passage, then by number, and so by field.
        inside = inside[np.argsort(postings.passages[inside], kind="stable")]
        numbers = np.searchsorted(postings.starts, inside, side="right") - 1
        fields = np.searchsorted(ends, numbers, side="right")
        keys = (postings.passages[inside] - begin) * len(FIELDS) + fields
        bounds = np.searchsorted(keys, np.arange((end - begin) * len(FIELDS) + 1)).tolist()
        found, times = numbers.tolist(), postings.frequencies[inside].tolist()
        fillers, weights = _fillers(postings, begin, end), _weights(postings, begin, end)
        for passage in range(begin, end):
            document: dict[str, str | float] = {ORDINAL: passage}
            for field in WEIGHED:
                document[weight_name(field)] = weights[passage - begin][FIELDS.index(field)]
            for number, field in enumerate(FIELDS):
                place = (passage - begin) * len(FIELDS) + number
                span = range(bounds[place], bounds[place + 1])
                own = [" ".join([spelled[found[at]]] * times[at]) for at in span]
                document[field] = " ".join(own + [FILLER] * fillers[passage - begin][number])
            yield passage, document


def _fillers(postings: Postings, begin: int, end: int) -> list[list[int]]:
    """Of each passage and field, how many fillers make running text as long as it counts."""
    text = postings.lengths[:, begin:end] - postings.headline_lengths[:, begin:end]
    further = np.array([BODY_B[field] / B[field] - 1 for field in FIELDS])
    found: list[list[int]] = np.rint(text.T * further).astype(int).tolist()
    return found


def _weights(postings: Postings, begin: int, end: int) -> list[list[float]]:
    """What each passage counts in each field."""
    lengths, headlines = postings.lengths[:, begin:end], postings.headline_lengths[:, begin:end]
    more = np.array([BODY_WEIGHT[field] - 1 for field in FIELDS])
    found: list[list[float]] = (1 + more * (1 - headlines / np.maximum(lengths, 1)).T).tolist()
    return found


def terms_of(postings: Postings, passage: int) -> list[WeightedTerm]:
    """The terms of a passage, those that stand in the fewest passages first."""
    inside = np.flatnonzero(postings.passages == passage)
    numbers = np.searchsorted(postings.starts, inside, side="right") - 1
    stands_in = np.diff(postings.starts)[numbers]
    terms = []
    for number in numbers[np.argsort(stands_in, kind="stable")].tolist():
        field = max((f for f in FIELDS if postings.firsts[f] <= number), key=FIELDS.index)
        terms.append(WeightedTerm(field, postings.terms[field][number - postings.firsts[field]], 1))
    return terms
