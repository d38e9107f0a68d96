"""What to do about a group: which article answers it, by where its visits ended well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from search_service.learning.evidence import Evidence, evidence
from search_service.learning.failing import wilson_lower
from search_service.learning.habits import Habits
from search_service.learning.questions import Article

Step = Literal["alias", "tool", "improve", "draft"]
# An article answers a group when so much speaks for it, so much more than for any other, and more
# than one visit.
_ENOUGH, _AHEAD, _LEAST_GOOD = 1.5, 0.6, 2
# What is already first for so many is nothing that other words would help.
_MOST_SAW = 0.5
# An article that does not help is opened nearly as often as one that does, few visits allowed for;
# it was first for so many, or nothing says that it answers.
_OPENED, _SAW = 0.6, 0.33
# As many openings and ends of an article, for one of another that was opened, are few.
_FEW = 0.2


@dataclass(frozen=True)
class Decision:
    """The next step for a group.

    Attributes:
        step: Give an article (or a tool) these words, improve the first hit, or write an article.
        article: Its code; None for a draft.
        good: Visits that ended well there.
        bad: Visits that did not.
        answers: Enough speaks for it: to what does not find it first, its words are given too.
    """

    step: Step
    article: str | None
    good: int = 0
    bad: int = 0
    answers: bool = False


def decide(
    visits: int,
    first: Counter[str],
    opened: Mapping[str, Article],
    tools: Collection[str],
    habits: Habits,
) -> Decision:
    """The next step.

    Args:
        visits: Of the group.
        first: Visits by the article that was shown first.
        opened: What visits made of each article.
        tools: Codes of pages that carry a tool.
        habits: What visits of the period do where nothing is wrong.
    """
    found = evidence(opened, habits)
    best, *others = _ordered(found, opened) or [""]
    if best:
        second = found[others[0]].answers if others else 0.0
        one = opened[best]
        is_told = one.read + one.later + one.helpful >= _LEAST_GOOD
        answers = is_told and found[best].answers >= max(_ENOUGH, second + _AHEAD)
        chosen = max(found, key=lambda code: (found[code].chosen, code))
        share = wilson_lower(min(visits, found[chosen].opened), visits)
        is_wanting = first[chosen] >= _SAW * visits or found[chosen].answers < _ENOUGH
        is_chosen = found[chosen].chosen >= _ENOUGH and share >= _OPENED * habits.opens
        # What a few ended at does not answer the many who opened something else in vain.
        few = one.read + one.left + one.later <= _FEW * found[chosen].opened
        if answers and not (few and is_chosen and is_wanting):
            is_first = first[best] > _MOST_SAW * visits
            step: Step = "improve" if is_first else "tool" if best in tools else "alias"
            return _decision(step, best, opened, answers=True)
        if is_chosen and is_wanting:
            return _decision("improve", chosen, opened)
    return Decision("draft", None)


def _ordered(found: Mapping[str, Evidence], opened: Mapping[str, Article]) -> list[str]:
    """Articles, the one first for which most speaks.

    One that nobody of the group read itself, for which only ends of visits speak, is left out where
    as many visits read or ended at another that answers: such ends are partly inferred.
    """
    order = sorted(found, key=lambda code: (-found[code].answers, code))
    for other in order[1:]:
        one, first = opened[other], opened[order[0]]
        if found[other].answers < _ENOUGH or first.read:
            break
        if one.read and one.read + one.later >= first.later:
            return [other, *(code for code in order[1:] if code != other)]
    return order


def _decision(
    step: Step, code: str, opened: Mapping[str, Article], *, answers: bool = False
) -> Decision:
    one = opened[code]
    good, bad = one.read + one.later + one.helpful, one.left + one.unhelpful
    return Decision(step, code, good, bad, answers)
