"""The best of all passages by their scores, of which most are zero."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from search_service.answering.engine import Candidate, Enough

# Scores are first cut into blocks of so many passages, unless there are few; see `best`.
_SMALLEST_BLOCK, _LARGEST_BLOCK = 4, 64
# A candidate of a pair, as `Candidate._make` but in a third of its time.
_candidate = partial(tuple.__new__, Candidate)


def best(scores: NDArray[np.floating], limit: int, enough: Enough | None = None) -> list[Candidate]:
    """The `limit` greatest positive scores; every tie at the edge is settled by ordinal.

    What is below `enough` of the greatest is left out, where it is known.

    A partial sort of all scores is slow, because most of them are zero and equal. Instead the
    `limit`-th greatest maximum of equal blocks gives a lower bound, and few scores reach it.
    """
    bound = _worth(scores, enough) if enough else 0.0
    block = min(_LARGEST_BLOCK, len(scores) // (2 * limit))
    if not bound and block >= _SMALLEST_BLOCK:
        blocks = len(scores) // block
        maxima = scores[: blocks * block].reshape(block, blocks).max(axis=0)
        bound = _from_below(maxima, blocks - limit)
    chosen = (scores >= bound if bound > 0 else scores > 0).nonzero()[0]
    reached = scores[chosen]
    if len(chosen) > limit:
        kept = reached >= _from_below(reached, len(reached) - limit)
        chosen, reached = chosen[kept], reached[kept]
    # The ordinals ascend, so a stable sort settles ties.
    order = (-reached).argsort(kind="stable")[:limit]
    pairs = zip(chosen[order].tolist(), reached[order].tolist(), strict=True)
    return list(map(_candidate, pairs))


def _worth(scores: NDArray[np.floating], enough: Enough) -> float:
    """The score from which a passage matters."""
    first = int(scores.argmax())
    most = float(scores[first])
    return most * enough(first) if most > 0 else 0.0


def _from_below(scores: NDArray[np.floating], place: int) -> float:
    """The score that would stand there if they ascended."""
    parted = scores.copy()
    parted.partition(place)
    return float(parted[place])
