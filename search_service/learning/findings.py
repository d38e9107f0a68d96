"""The groups that fail, the largest first, each with its questions and its next step."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from search_service.learning.decisions import Decision, Step, decide
from search_service.learning.failing import LEAST_VISITS, fails
from search_service.learning.groups import failing_clusters, joined
from search_service.learning.habits import Habits, ended_at, habits_of
from search_service.learning.pooling import may_belong, pooled
from search_service.learning.questions import Article, Question, Questions
from search_service.learning.served import served_first

# Of the visits of a group so many are agents' before an article for them alone answers it.
_MOST_AT_DESK = 0.5
# Of the visits of a wrong first hit at least so many end well at another article.
_READ_ELSEWHERE = 0.2


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


def groups_of(
    questions: Questions, tools: Collection[str], internal: Collection[str] = ()
) -> list[Group]:
    """Every group that fails, by how many visits failed.

    Args:
        questions: Of a period.
        tools: Codes of pages that carry a tool.
        internal: Codes of articles that agents alone may read.
    """
    members = defaultdict(list)
    for place, label in enumerate(questions.labels.tolist()):
        members[label].append(place)
    failing = failing_clusters(questions)
    habits = habits_of(questions, failing)

    def group(places: list[int]) -> Group:
        return _group(questions, places, tools, habits, internal)

    found = [
        group([place for label in labels for place in members[label]])
        for labels in joined(questions, failing)
    ]
    taken = {place for one in found for place in one.members}
    rest = [
        group(places)
        for places in members.values()
        if taken.isdisjoint(places) and may_belong(questions, places)
    ]
    found = [group(places) for places in pooled(found, rest, questions, habits)]
    found = [left for one in found if (left := _left(one, group, questions, tools, habits))]
    return sorted(found, key=lambda group: (-group.failed, group.name))


def wrong_first_hits(
    questions: Questions,
    tools: Collection[str],
    internal: Collection[str] = (),
    named: Iterable[Group] = (),
) -> list[Group]:
    """Clusters that do not fail often enough to be named, and yet are read elsewhere.

    Without those that a named group has taken along.

    They fail at least as often as the mean, and one article that is not shown first is clearly
    where their visits end well.
    """
    failing = set(failing_clusters(questions))
    taken = {place for group in named for place in group.members}
    habits = habits_of(questions, failing)
    members = defaultdict(list)
    for place, label in enumerate(questions.labels.tolist()):
        if label not in failing and place not in taken:
            members[label].append(place)
    large = (p for p in members.values() if sum(questions.all[n].visits for n in p) >= LEAST_VISITS)
    found = [_group(questions, places, tools, habits, internal) for places in large]
    mean = questions.mean
    return sorted(
        (
            group
            for group in found
            if group.decision.step in {"alias", "tool"}
            and group.failed >= mean * group.visits
            and group.decision.good >= _READ_ELSEWHERE * group.visits
        ),
        key=lambda group: (-group.failed, group.name),
    )


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
        ones = [questions.all[place] for place in places]
        failed, visits = sum(one.failed for one in ones), sum(one.visits for one in ones)
        if not fails(failed, visits, questions.mean):
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
    opened = opened_from(questions, places, habits.ends)
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


def opened_from(
    questions: Questions, places: Sequence[int], ends: Sequence[str] = ()
) -> dict[str, Article]:
    """What visits made of each article from these questions; what was read later counts as well.

    Args:
        questions: Of a period.
        places: Of these questions.
        ends: As `Habits.ends`.
    """
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    own = set(places)
    for place in places:
        for code, one in questions.opened[place].items():
            sums[code].update(vars(one))
    for end, ways in (one for place in own for one in questions.moved_from[place]):
        if end not in own:
            for article, visits in ways.items():
                if code := ended_at(article, end, ends):
                    sums[code]["later"] += visits
    return {code: Article(**one) for code, one in sums.items()}


def nearest_group(questions: Questions, group: Group, vector: np.ndarray) -> float:
    """How like the most asked question of a group a vector is (cosine)."""
    return float(questions.vectors[group.members[0]] @ vector)
