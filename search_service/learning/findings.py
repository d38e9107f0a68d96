"""The groups that fail, and those that are found but not first; each with its next step.

A group is only not first, and no gap, where an article that answers it is read and
- most of it are questions that are served there or elsewhere, with a slip in them;
- or questions that are served there, with something around them;
- or one word (余额): it names a matter and asks nothing, so no article answers it whole;
- or readers stay with another article that stands first (提现多久到账): two answer, and either may.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np

from search_service.learning.decisions import Decision, Step, decide
from search_service.learning.exposure import Ranking, unknown
from search_service.learning.failing import LEAST_VISITS
from search_service.learning.groups import failing_clusters, joined
from search_service.learning.habits import Habits, ended_at, ending_at, habits_of
from search_service.learning.pooling import may_belong, pooled
from search_service.learning.questions import Article, Question, Questions
from search_service.learning.served import served_alone, served_by_any, served_first
from search_service.learning.variants import served_wholes, varying

# Of the visits of a group so many are agents' before an article for them alone answers it.
_MOST_AT_DESK = 0.5
# Steps that give an article words.
_WORDS = frozenset({"alias", "tool"})
# Of the visits of a wrong first hit at least so many end well at another article.
_READ_ELSEWHERE = 0.2
# A larger share of a group's visits is most of it.
_MOST = 0.5
# Of a group that two articles answer so much is served by the first. A wrong first hit held the
# readers of a planted gap in 60 to 75 % of it, in one of eight simulated months.
_NEARLY_ALL = 0.85


@dataclass(frozen=True)
class Group:
    """Questions that mean the same and fail.

    Attributes:
        questions: The most asked first.
        members: Their places among all questions.
        visits: Of all of them.
        failed: Visits that failed.
        decision: The next step.
        opened: What visits made of each article, over all questions.
    """

    questions: Sequence[Question]
    members: Sequence[int]
    visits: int
    failed: int
    decision: Decision
    opened: dict[str, Article]

    @property
    def name(self) -> str:
        """The question that stands for the group."""
        return self.questions[0].reading

    @property
    def first(self) -> Counter[str]:
        """Visits by the article that was shown first."""
        return sum((one.first for one in self.questions), Counter[str]())


@dataclass(frozen=True)
class Findings:
    """What is to be mended, each list by how many visits failed.

    Attributes:
        failing: Groups that fail.
        not_first: Groups whose article is found, but not first.
    """

    failing: Sequence[Group]
    not_first: Sequence[Group]


def findings_of(
    questions: Questions,
    tools: Collection[str],
    internal: Collection[str] = (),
    ranking: Ranking = unknown,
) -> Findings:
    """Every group that fails, and every one whose article is not first.

    Args:
        questions: Of a period.
        tools: Codes of pages that carry a tool.
        internal: Codes of articles that agents alone may read.
        ranking: What a question is answered with, the best first.
    """
    members = defaultdict(list)
    for place, label in enumerate(questions.labels.tolist()):
        members[label].append(place)
    failing = frozenset(failing_clusters(questions))
    habits = habits_of(questions, failing, cache(ranking))
    by_habits = partial(_group, questions, tools=tools, internal=internal)
    found = [
        by_habits([place for label in labels for place in members[label]], habits=habits)
        for labels in joined(questions, failing)
    ]
    habits = ending_at(habits, _answered(found))
    group = partial(by_habits, habits=habits)
    found = [one if one.decision.answers else group(list(one.members)) for one in found]
    taken = {place for one in found for place in one.members}
    rest = [
        group(places)
        for places in members.values()
        if taken.isdisjoint(places) and may_belong(questions, places)
    ]
    whole = [group(places) for places in pooled(found, rest, questions, habits)]
    left = [(one, _left(one, group, questions, tools, habits)) for one in whole]
    alone = served_alone(questions, habits)
    gaps = [
        own
        for one, own in left
        if own
        and not _is_only_not_first(questions, own, one, alone)
        and not _is_answered_twice(questions, own, habits)
    ]
    named = {id(one) for one in gaps}
    others = [own for _, own in left if own and id(own) not in named]
    taken = {place for one in whole for place in one.members}
    free = (
        [place for place in places if place not in taken]
        for label, places in members.items()
        if label not in failing
    )
    large = (places for places in free if _fails_as_all_do(questions, places))
    others += [one for places in large if _is_read_elsewhere(one := group(places))]
    return Findings(_by_failures(gaps), _by_failures(others))


def _answered(groups: Iterable[Group]) -> dict[int, str]:
    """Places of the questions to which an article gets words, each with its code."""
    return {
        place: one.decision.article
        for one in groups
        if one.decision.article and one.decision.answers and one.decision.step in _WORDS
        for place in one.members
    }


def _by_failures(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: (-group.failed, group.name))


def _fails_as_all_do(questions: Questions, places: Iterable[int]) -> bool:
    """Whether a cluster that is not named is asked enough and fails as the mean does."""
    ones = [questions.all[place] for place in places]
    visits = sum(one.visits for one in ones)
    failed = sum(one.failed for one in ones)
    return visits >= LEAST_VISITS and failed >= questions.mean * visits


def _is_read_elsewhere(group: Group) -> bool:
    """Whether a cluster that is not named ends well at another article than the first."""
    return group.decision.step in _WORDS and group.decision.good >= _READ_ELSEWHERE * group.visits


def _is_answered_twice(questions: Questions, group: Group, habits: Habits) -> bool:
    """Whether readers stay with another article that is first, in all of a group that fails."""
    if group.decision.step not in _WORDS:
        return False
    others = group.first.keys() - {group.decision.article}
    served = served_by_any(questions, group.members, others, habits)
    if not served:
        return False
    visits = sum(questions.all[place].visits for place in served)
    rest = set(group.members) - served
    return visits > _NEARLY_ALL * group.visits or not questions.fail(rest)


def _is_only_not_first(
    questions: Questions, group: Group, whole: Group, alone: Collection[int]
) -> bool:
    """Whether a group varies what is served, or is one word; see the module.

    Args:
        questions: Of the period.
        group: Without the questions that are served where they stand.
        whole: With them.
        alone: Places of all questions that are served where they stand.
    """
    article = group.decision.article
    if article is None or not group.decision.answers:
        return False
    served = set(whole.members) - set(group.members)
    wholes = served_wholes(questions, {*served, *alone}, article)
    others = [questions.all[place] for place in alone]
    words = group.decision.step in _WORDS
    return varying(group.questions, wholes, others, words=words) > _MOST * group.visits


def _left(
    whole: Group,
    group: Callable[[list[int]], Group],
    questions: Questions,
    tools: Collection[str],
    habits: Habits,
) -> Group | None:
    """What of a group fails still without the questions that are served where they stand.

    What says too little by itself keeps the article that the whole group spoke for.
    """
    left = whole
    while left.decision.answers and left.decision.article:
        article = left.decision.article
        served = served_first(questions, left.members, article, habits)
        if not served:
            break
        places = [place for place in left.members if place not in served]
        if not questions.fail(places):
            return None
        before, left = left.decision, group(places)
        if left.decision.step == "draft":
            step: Step = "tool" if article in tools else "alias"
            return replace(left, decision=replace(before, step=step))
    return left


def _group(
    questions: Questions,
    places: list[int],
    tools: Collection[str],
    habits: Habits,
    internal: Collection[str],
) -> Group:
    places.sort(key=lambda place: (-questions.all[place].visits, questions.all[place].reading))
    ones = [questions.all[place] for place in places]
    opened = opened_from(questions, places, habits)
    visits = sum(one.visits for one in ones)
    first: Counter[str] = Counter()
    for one in ones:
        first.update(one.first)
    if sum(one.at_desk for one in ones) <= _MOST_AT_DESK * visits:
        # What readers ask as well is not answered by what they may not read.
        opened = {code: one for code, one in opened.items() if code not in internal}
    return Group(
        questions=ones,
        members=places,
        visits=visits,
        failed=sum(one.failed for one in ones),
        decision=decide(visits, first, opened, tools, habits),
        opened=opened,
    )


def opened_from(questions: Questions, places: Sequence[int], habits: Habits) -> dict[str, Article]:
    """What visits made of each article from these questions; what was read later counts as well.

    Args:
        questions: Of a period.
        places: Of these questions.
        habits: Of the period.
    """
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    own = set(places)
    for place in places:
        for code, one in questions.opened[place].items():
            sums[code].update(vars(one))
    for place in places:
        for end, ways in questions.moved_from[place]:
            for article, visits in ways.items():
                code = ended_at(article, end, habits.ends)
                if code and (end not in own or _leads_on(questions, place, end, code)):
                    sums[code]["later"] += visits
    openings = {code: n for code, one in sums.items() if (n := one["read"] + one["left"])}
    expected = habits.exposure.expected((questions.all[place] for place in places), openings)
    return {
        code: replace(Article(**one), expected=expected.get(code, 0.0))
        for code, one in sums.items()
    }


def _leads_on(questions: Questions, start: int, end: int, article: str) -> bool:
    """Whether of two questions of a group only the second finds an article first, for most."""
    before, after = questions.all[start], questions.all[end]
    finds_it = 2 * after.first[article] > after.visits
    return finds_it and 2 * before.first[article] <= before.visits


def nearest_group(questions: Questions, group: Group, vector: np.ndarray) -> float:
    """How like the most asked question of a group a vector is (cosine)."""
    return float(questions.vectors[group.members[0]] @ vector)
