"""Questions that say the same: leader clustering, the most asked ones lead.

Hartigan 1975, chapter 3.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Cosine from which a question follows a leader: .4 joins different matters, .6 breaks one apart
# (purity .961, .975 at .5, .987), measured in docs/learning.md.
LIKENESS = 0.5
_BLOCK = 512


def clusters(vectors: NDArray[np.float32], visits: NDArray[np.int64]) -> NDArray[np.int64]:
    """The number of each question's cluster; clusters are numbered by their leaders' visits.

    Args:
        vectors: Unit vectors, one a row.
        visits: Of each question.
    """
    order = np.argsort(-visits, kind="stable")
    labels = np.full(len(vectors), -1, np.int64)
    leaders = np.empty((0, vectors.shape[1]), np.float32)
    for start in range(0, len(order), _BLOCK):
        rows = order[start : start + _BLOCK]
        block = vectors[rows]
        nearest, likeness = _nearest(block, leaders)
        among = block @ block.T
        new: list[int] = []
        for place, row in enumerate(rows):
            best, likely = int(nearest[place]), float(likeness[place])
            if new:
                own = among[place, new]
                closest = int(own.argmax())
                if own[closest] > likely:
                    best, likely = len(leaders) + closest, float(own[closest])
            if likely < LIKENESS:
                best = len(leaders) + len(new)
                new.append(place)
            labels[row] = best
        leaders = np.concatenate([leaders, block[new]])
    return labels


def _nearest(
    block: NDArray[np.float32], leaders: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    if not len(leaders):
        return np.zeros(len(block), np.int64), np.full(len(block), -1, np.float32)
    likeness = block @ leaders.T
    return likeness.argmax(axis=1), likeness.max(axis=1)
