"""Groups that say little each, and whose little speaks for the article that answers another one.

Words that share nothing and that no visit went between still end at one article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from search_service.learning.decisions import Decision
from search_service.learning.evidence import evidence
from search_service.learning.habits import Habits
from search_service.learning.questions import Article, Questions

# What speaks for an article that answers another group already, and so much more than for any
# other: less than an article needs by itself. Chosen on four simulated months of three hands, as
# are the numbers below.
_ENOUGH, _AHEAD = 0.5, 0.3
# How like the two groups are in words (cosine): without it strangers met in three hundredths of the
# visits of gaps.
_LIKENESS = 0.1
# A cluster that is not named by itself fails at least half as often as the mean.
_FAILURES, _OF_THE_MEAN = 1, 0.5


class Pool(Protocol):
    """What is known of a group here."""

    @property
    def members(self) -> Sequence[int]:
        """Places of its questions."""

    @property
    def decision(self) -> Decision:
        """Its next step by itself."""

    @property
    def opened(self) -> Mapping[str, Article]:
        """What its visits made of each article."""


def may_belong(questions: Questions, places: Iterable[int]) -> bool:
    """Whether a cluster that is not named fails enough to be part of a group that is."""
    ones = [questions.all[place] for place in places]
    failed, visits = sum(one.failed for one in ones), sum(one.visits for one in ones)
    return failed >= _FAILURES and failed >= _OF_THE_MEAN * questions.mean * visits


def pooled(
    groups: Sequence[Pool], rest: Iterable[Pool], questions: Questions, habits: Habits
) -> list[list[int]]:
    """Places of the questions of each group, with those that its article seems to answer as well.

    Args:
        groups: What is named.
        rest: Clusters that are not, and may belong to one.
        questions: Of the period.
        habits: Of the period.
    """
    answered: dict[str, list[int]] = defaultdict(list)
    undecided = [one for one in groups if one.decision.step == "draft"]
    places: list[list[int]] = []
    for one in groups:
        if one.decision.step == "draft":
            continue
        if one.decision.step != "improve" and one.decision.article:
            answered[one.decision.article].append(len(places))
        places.append(list(one.members))
    middles = [_middle(questions, one) for one in places]
    for number, one in enumerate([*undecided, *rest]):
        own = _middle(questions, one.members)
        like = {n: float(middles[n] @ own) for n in answered.get(_hint(one, habits), ())}
        best = max(like, key=lambda n: like[n], default=-1)
        if best >= 0 and like[best] >= _LIKENESS:
            places[best] += one.members
        elif number < len(undecided):
            places.append(list(one.members))
    return places


def _hint(one: Pool, habits: Habits) -> str:
    """The article for which most speaks, if enough does; else empty."""
    found = evidence(one.opened, habits)
    best, *others = sorted(found, key=lambda code: (-found[code].answers, code)) or [""]
    if not best:
        return ""
    second = found[others[0]].answers if others else 0.0
    return best if found[best].answers >= max(_ENOUGH, second + _AHEAD) else ""


def _middle(questions: Questions, places: Sequence[int]) -> NDArray[np.float32]:
    weights = np.array([questions.all[place].visits for place in places], np.float32)
    middle: NDArray[np.float32] = weights @ questions.vectors[list(places)]
    return middle / max(1e-9, float(np.linalg.norm(middle)))
