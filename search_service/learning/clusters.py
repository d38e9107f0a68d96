"""Questions that say the same: leader clustering, the most asked ones lead.

Hartigan 1975, chapter 3.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Cosine from which a question follows a leader: .4 joins different matters, .6 breaks one apart
# (purity .961, .975 at .5, .987), measured in docs/learning.md.
LIKENESS = 0.5
_BLOCK = 512
# Of whole texts so long, one that lacks a character is a slip when it is so much rarer.
_SHORTEST_WHOLE, _MORE_FREQUENT = 4, 10


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


def slips(texts: Sequence[str], visits: NDArray[np.int64]) -> dict[int, int]:
    """Places of texts that lack one character of a far more frequent one, and the place of that.

    客服话 beside 客服电话 is no question of its own; as one it would fail each time, for nothing
    that is written could mend it.
    """
    places = {text: place for place, text in enumerate(texts)}
    found: dict[int, int] = {}
    for place in np.argsort(visits, kind="stable").tolist():
        text = texts[place]
        if len(text) < _SHORTEST_WHOLE:
            continue
        for at in range(len(text)):
            short = places.get(text[:at] + text[at + 1 :])
            if short is not None and visits[place] >= _MORE_FREQUENT * visits[short]:
                found[short] = place
    return found


def _nearest(
    block: NDArray[np.float32], leaders: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    if not len(leaders):
        return np.zeros(len(block), np.int64), np.full(len(block), -1, np.float32)
    likeness = block @ leaders.T
    return likeness.argmax(axis=1), likeness.max(axis=1)
