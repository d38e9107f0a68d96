"""What of the counts is believed, so that no network decides by itself what fails.

One network counts once a question and month, and its first question with each first hit is counted
apart (`records.fair_counting`): these first questions are the witnesses of a cluster, all others
its crowd. Offices and mobile carriers, whose many readers share an address, show how large a crowd
is usual beside so many witnesses; a cluster with a larger one is flooded. There a question is
believed as far as witnesses speak for it, and a first hit that a single one found has none. Where
the crowd is more content than they are, one content witness of each first hit is left out: whoever
sent the crowd added one at most. A crowd may be as content as the witnesses are, and fail as often
as they let expect (Wilson 1927, for who asks again fails more); what lies beyond is left out. So a
crowd makes a cluster larger, and neither better nor worse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search_service.learning.failing import wilson_upper

# Of all early visits, the share whose clusters have at most so large a crowd for each of them
# as the measure says, and how many times as many are usual still. A flood that would raise the
# measure has to reach clusters of a tenth of all early visits.
USUAL, TIMES = 0.9, 2.0
# So many more make no flood of a small cluster.
_SLACK = 1
# A first hit that so many first questions of a cluster share was found by more than one network.
_CONFIRMED = 2
_Counts = NDArray[np.int64]
_Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """Counts, one row a question and first hit; each field has as many numbers as there are rows.

    Attributes:
        question: Number of the question.
        answer: Number of the first hit.
        visits: All that asked.
        failed: Of these, those that failed.
        early: Those that were the first of their network with this first hit.
        early_failed: Of these, those that failed.
    """

    question: _Counts
    answer: _Counts
    visits: _Counts
    failed: _Counts
    early: _Counts
    early_failed: _Counts


@dataclass(frozen=True)
class Belief:
    """How far counts are believed, as shares.

    Attributes:
        first_failed: Of each row of `Asked`, of its early visits that failed.
        first_content: The same of those that did not.
        first: Of each question, of all its early visits.
        failed: Of each question, of its other visits that failed.
        content: The same of those that did not.
    """

    first_failed: _Shares
    first_content: _Shares
    first: _Shares
    failed: _Shares
    content: _Shares

    @property
    def both(self) -> _Shares:
        """Of each question, of what its other visits opened."""
        return np.minimum(self.failed, self.content)


def belief(rows: Asked, labels: _Counts) -> Belief:
    """How far the counts of a period are believed.

    Args:
        rows: What was asked.
        labels: The cluster of each question.
    """
    count, label = len(labels), labels[rows.question]
    early = _sums(rows.question, rows.early, count)
    crowd = _sums(rows.question, rows.visits - rows.early, count)
    crowd_failed = _sums(rows.question, rows.failed - rows.early_failed, count)
    most, is_flooded = _flooded(labels, early, crowd)
    first_failed, first_content = _witnesses(rows, label, is_flooded)
    failed = rows.early_failed * first_failed
    own = failed + (rows.early - rows.early_failed) * first_content
    witnesses = _sums(rows.question, own, count)
    speaks = np.minimum(1.0, most * witnesses / np.maximum(crowd, 1))
    usual = np.where(is_flooded[labels], speaks, 1.0)
    may_fail, may_be_content = _consistent(
        _sums(label, failed, count),
        _sums(label, own, count),
        _sums(labels, usual * crowd_failed, count),
        _sums(labels, usual * (crowd - crowd_failed), count),
    )
    return Belief(
        first_failed=first_failed,
        first_content=first_content,
        first=witnesses / np.maximum(early, 1),
        failed=usual * may_fail[labels],
        content=usual * may_be_content[labels],
    )


def _sums(places: _Counts, numbers: _Counts | _Shares, count: int) -> _Shares:
    """The sum of the numbers of each place; clusters are no more than questions."""
    return np.bincount(places, numbers, count).astype(np.float64)


def _flooded(labels: _Counts, early: _Shares, crowd: _Shares) -> tuple[float, NDArray[np.bool_]]:
    """How large a crowd is usual for each early visit, and of each cluster whether it has more."""
    first, later = _sums(labels, early, len(labels)), _sums(labels, crowd, len(labels))
    if not first.any():
        return 0.0, later > 0
    beside = later / np.maximum(first, 1)
    order = np.argsort(beside, kind="stable")
    mass = np.cumsum(first[order])
    most = TIMES * float(beside[order][np.searchsorted(mass, USUAL * mass[-1])])
    return most, later > most * first + _SLACK


def _witnesses(
    rows: Asked, label: _Counts, is_flooded: NDArray[np.bool_]
) -> tuple[_Shares, _Shares]:
    """Of each row, the shares of its early visits, failed and content, that are witnesses."""
    if not len(label):
        return np.zeros(0), np.zeros(0)
    _, place = np.unique(np.stack([label, rows.answer]), axis=1, return_inverse=True)
    place, count = place.reshape(-1), len(label)
    failed = _sums(place, rows.early_failed, count)[place]
    content = _sums(place, rows.early - rows.early_failed, count)[place]
    crowd_failed = _sums(label, rows.failed - rows.early_failed, count)
    crowd = _sums(label, rows.visits - rows.early, count)
    early_failed, early = _sums(label, rows.early_failed, count), _sums(label, rows.early, count)
    crowd_is_content = (crowd_failed * early < early_failed * crowd)[label]
    is_found = (failed + content >= _CONFIRMED) | ~is_flooded[label]
    is_left_out = is_flooded[label] & crowd_is_content
    of_content = np.where(is_left_out, 1 - 1 / np.maximum(content, 1), 1.0)
    return np.where(is_found, 1.0, 0.0), np.where(is_found, of_content, 0.0)


def _consistent(
    witnesses_failed: _Shares, witnesses: _Shares, failed: _Shares, content: _Shares
) -> tuple[_Shares, _Shares]:
    """Of each cluster, the shares of its crowd, failed and content, that its witnesses allow."""
    low = witnesses_failed / np.maximum(witnesses, 1e-9)
    high = np.array([wilson_upper(*one) for one in zip(witnesses_failed, witnesses, strict=True)])
    # One more of the other kind is allowed for: small crowds differ by chance.
    most_content = (failed + 1) * (1 - low) / np.maximum(low, 1e-9)
    most_failed = (content + 1) * high / np.maximum(1 - high, 1e-9)
    return (
        np.minimum(1.0, most_failed / np.maximum(failed, 1e-9)),
        np.minimum(1.0, most_content / np.maximum(content, 1e-9)),
    )
