"""The numbers of BM25, and what the length of a passage does to them.

Headlines and running text are weighed apart: many wordings of one question say nothing against the
passage that has them, a long text holds a little of everything. What stands in a posting stays one
frequency; only two lengths of each passage are known. Measured in docs/relevance-experiments.md,
"Help-centre sections".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.chains import FIELDS
from search_service.engines.postings import Postings
from search_service.engines.statistics import Statistics

# Chosen on the development judgements, see docs/relevance.md.
K1 = {"u": 2.0, "w": 1.2, "p": 2.0, "pb": 2.0, "i": 2.0}
# How far a term more counts as length: one of title and questions, and one of running text, which
# never counts less.
B = {"u": 0.75, "w": 0.5, "p": 0.75, "pb": 0.75, "i": 0.75}
BODY_B = {"u": 0.9, "w": 0.75, "p": 0.9, "pb": 0.9, "i": 0.75}
# What a field counts in a passage of nothing but running text, beside one of headlines alone: there
# words are strewn about, so that neighbours say more.
BODY_WEIGHT = {"u": 1.0, "w": 1.0, "p": 1.0, "pb": 1.65, "i": 1.0}


class FieldNorms(NamedTuple):
    """What BM25 knows of each passage in a field; shape (passages).

    Attributes:
        norms: Added to a frequency below the line.
        weights: Times the whole.
    """

    norms: NDArray[np.float32]
    weights: NDArray[np.float32]


def norms_of(postings: Postings, statistics: Statistics) -> Mapping[str, FieldNorms]:
    """Of each field, in their order."""
    return {field: _of_field(row, postings, statistics) for row, field in enumerate(FIELDS)}


def mean_b(row: int, statistics: Statistics) -> float:
    """The b of a field between `B` and `BODY_B`, by what its passages consist of on the mean."""
    field, mean = FIELDS[row], _mean(row, statistics)
    of_headlines = float(statistics.mean_headline_lengths[row]) / mean
    return B[field] * of_headlines + BODY_B[field] * (1 - of_headlines)


def _of_field(row: int, postings: Postings, statistics: Statistics) -> FieldNorms:
    """The norm is k1 (1 + (b h + b' t - their mean) / the mean length) for h and t terms."""
    field, mean = FIELDS[row], _mean(row, statistics)
    lengths, headlines = postings.lengths[row], postings.headline_lengths[row]
    text = lengths - headlines
    counted = (B[field] * headlines + BODY_B[field] * text) / mean
    norms = K1[field] * (1 - mean_b(row, statistics) + counted)
    weights = 1 + (BODY_WEIGHT[field] - 1) * (text / np.maximum(lengths, 1))
    return FieldNorms(norms.astype(np.float32), weights.astype(np.float32))


def _mean(row: int, statistics: Statistics) -> float:
    return max(float(statistics.mean_lengths[row]), 1e-9)
