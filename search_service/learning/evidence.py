"""How much the visits of a group speak for each article: logarithms of likelihood ratios.

Three things speak for an article, each against what would be seen if it did not answer: readers
opened it more often than what they opened beside it, and than what stands where it stood (the mean
of both), they stayed, and those who asked on ended there. Counts of two or three visits say little
by themselves, and say enough together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from search_service.learning.habits import Habits
from search_service.learning.questions import Article

# An article whose title answers is opened so many times as often as those beside it, and as what
# stands where it stands. Chosen on simulated months (docs/learning.md), as are the numbers below.
_CHOSEN_TIMES, _SHOWN_TIMES = 2.5, 4.0
# Against how many others, and how many openings of one that nobody opened.
_BESIDE, _UNOPENED = 3, 0.4
# The first hit is opened because it is the first (Joachims et al. 2005): against others its
# openings count by so much.
_OF_FIRST = 0.5
# Choosing says that a title fits, not that the article helps: it adds no more than this, and what
# is seldom opened may have stood where few look, so it takes away no more than that.
_MOST_FOR_CHOICE, _MOST_AGAINST = 4.0, 2.0
# Either of the two that it is made of, so that one does not outweigh the other.
_LEAST_OF_ONE, _MOST_OF_ONE = -4.0, 6.0
# Least share of ends of an article, visits that end anywhere by chance, and what an end at one of
# many articles is worth less: someone always ends somewhere.
_LEAST_SHARE, _BY_CHANCE, _FOR_EACH_OTHER = 0.005, 0.2, 1.0
# Where staying speaks so clearly against an article, its openings count against its ends as well:
# who asked on and opened nothing is taken to have ended at what others read.
_LEFT = -3.0


@dataclass(frozen=True)
class Evidence:
    """What speaks for one article.

    Attributes:
        chosen: That it is what the readers were after, against what else they opened.
        answers: That it answers them.
        opened: Visits that opened it.
    """

    chosen: float
    answers: float
    opened: int


def evidence(opened: Mapping[str, Article], habits: Habits) -> dict[str, Evidence]:
    """What speaks for each article of a group.

    Args:
        opened: What its visits made of each.
        habits: Of the period.
    """
    openings = {code: one.read + one.left for code, one in opened.items()}
    trusted = {
        code: openings[code] - (1 - _OF_FIRST) * (one.read_first + one.left_first)
        for code, one in opened.items()
    }
    gone_on = sum(one.later for one in opened.values())
    ends = sum(one.later > 0 for one in opened.values())
    found = {}
    for code, one in opened.items():
        others = sorted((n for other, n in trusted.items() if other != code), reverse=True)
        beside = max(_UNOPENED, sum(others[:_BESIDE]) / _BESIDE)
        chosen = _surprise(openings[code], beside, _CHOSEN_TIMES)
        shown = _surprise(openings[code], one.expected, _SHOWN_TIMES)
        choice = (_bounded(chosen) + _bounded(shown)) / 2
        staying = stayed(one, habits)
        here = staying + max(-_MOST_AGAINST, min(_MOST_FOR_CHOICE, choice))
        expected = gone_on * max(habits.later.get(code, 0.0), _LEAST_SHARE) + _BY_CHANCE
        later = _ended_there(one.later, expected, ends)
        answers = max(0.0, here + later) if staying < _LEFT else max(0.0, here) + later
        found[code] = Evidence(chosen, answers, openings[code])
    return found


def _bounded(surprise: float) -> float:
    return max(_LEAST_OF_ONE, min(_MOST_OF_ONE, surprise))


def _surprise(openings: int, expected: float, times: float) -> float:
    """Openings of an article that answers against those of one like the others (Poisson)."""
    return openings * math.log(times) - (times - 1) * expected


def stayed(one: Article, habits: Habits) -> float:
    """Readers who stayed or left, against what they do with a wrong first hit (binomial)."""
    good, bad = one.read + one.helpful, one.left + one.unhelpful
    return good * math.log(habits.stay / habits.stay_wrongly) + bad * math.log(
        (1 - habits.stay) / (1 - habits.stay_wrongly)
    )


def _ended_there(visits: int, expected: float, ends: int) -> float:
    """Visits that asked on and ended at an article, against as many as end there anyway."""
    if visits <= expected:
        return 0.0
    surprise = visits * math.log(visits / expected) - (visits - expected)
    return max(0.0, surprise - _FOR_EACH_OTHER * math.log(max(1, ends)))
