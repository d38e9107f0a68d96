"""How far the later questions of networks are believed: where they are many, text by text.

A network that varies its words is held back by no limit on a text. Its first few questions with the
same first hit are counted apart (`records.fair_counting`), and offices and mobile carriers, whose
many readers share an address, show how many later ones are usual beside them. A cluster with more
than that is flooded. There a text is believed as far as first questions speak for it: what one
network varies is a new text each time and has none.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Of all first questions, the share whose clusters have at most so many later ones beside them as
# the measure says, and how many times as many are usual still. A flood that would raise the measure
# has to reach clusters of a tenth of all first questions.
USUAL, TIMES = 0.9, 2.0
# So many later ones more make no flood of a small cluster.
_SLACK = 1
_Counts = NDArray[np.int64]


def belief_in_later(labels: _Counts, visits: _Counts, early: _Counts) -> NDArray[np.float64]:
    """Of each question, the share of its later visits that is believed.

    Args:
        labels: The cluster of each question.
        visits: All of each question.
        early: Those among the first few of their network with their first hit.
    """
    if not early.any():
        return np.zeros(len(labels))
    first = np.bincount(labels, early)
    later = np.bincount(labels, visits - early)
    beside = later / np.maximum(first, 1)
    order = np.argsort(beside, kind="stable")
    mass = np.cumsum(first[order])
    usual = TIMES * beside[order][np.searchsorted(mass, USUAL * mass[-1])]
    is_flooded = later > usual * first + _SLACK
    of_text = np.minimum(1.0, usual * early / np.maximum(visits - early, 1))
    return np.where(is_flooded[labels], of_text, 1.0)
