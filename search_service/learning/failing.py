"""Whether a cluster fails more often than questions do on the whole, few visits allowed for."""

from __future__ import annotations

import math

# One-sided 95 %.
_Z = 1.64
# Chosen on ten simulated months of three lists of gaps: docs/learning.md.
LEAST_VISITS, LEAST_FAILED = 5, 4
TIMES_THE_MEAN = 1.4


def wilson_lower(failed: float, visits: float) -> float:
    """The least share of failures that so many of so many speak for (Wilson 1927)."""
    if not visits:
        return 0.0
    middle, spread, scale = _wilson(failed, visits)
    return max(0.0, (middle - spread) / scale)


def wilson_upper(failed: float, visits: float) -> float:
    """The greatest share of failures that so many of so many speak for."""
    if not visits:
        return 1.0
    middle, spread, scale = _wilson(failed, visits)
    return min(1.0, (middle + spread) / scale)


def fails(failed: float, visits: float, mean: float) -> bool:
    """Whether a cluster is to be named; `mean` is the share of failures of all visits."""
    if visits < LEAST_VISITS or failed < LEAST_FAILED:
        return False
    return wilson_lower(failed, visits) > TIMES_THE_MEAN * mean


def _wilson(failed: float, visits: float) -> tuple[float, float, float]:
    share, square = min(1.0, failed / visits), _Z * _Z
    middle = share + square / (2 * visits)
    spread = _Z * math.sqrt(share * (1 - share) / visits + square / (4 * visits * visits))
    return middle, spread, 1 + square / visits
