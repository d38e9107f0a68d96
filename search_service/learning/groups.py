"""Clusters that fail, joined where visits themselves went from one to the other.

Words that share nothing (把我的号作废, 退出钱包服务) never meet by text; they meet in visits
that say one after the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from search_service.learning.questions import Questions

# Visits between two clusters, their share of the smaller one's, and how many times as many they
# are as if visits went on to anything: what joins two clusters. Chosen on ten simulated months.
_LEAST_MOVES, _LEAST_SHARE, _LEAST_LIFT = 1, 0.08, 10.0
# A small cluster is taken along when it fails so many times as often as the mean.
_BESIDE = 1.2


@dataclass(frozen=True)
class _Cluster:
    """Visits of a cluster, and how many of them failed."""

    visits: int
    failed: int


def failing_clusters(questions: Questions) -> list[int]:
    """The clusters that fail more often than the mean speaks for."""
    members: dict[int, list[int]] = defaultdict(list)
    for place, label in enumerate(questions.labels.tolist()):
        members[label].append(place)
    return [label for label, places in sorted(members.items()) if questions.fail(places)]


def joined(questions: Questions, failing: Collection[int]) -> list[list[int]]:
    """Groups of failing clusters, with the smaller ones beside them that fail more than the mean.

    Clusters that serve well are never joined with each other, for they would chain.
    """
    sizes, flagged, mean = _sizes(questions), set(failing), questions.mean
    strong = _links(questions, sizes)
    groups = _united(sorted(flagged), (pair for pair in strong if flagged.issuperset(pair)))
    group_of = {label: place for place, labels in enumerate(groups) for label in labels}
    for first, second in strong:  # the strongest link decides
        for own, other in ((first, second), (second, first)):
            one = sizes[own]
            is_beside = other in flagged and one.visits < sizes[other].visits
            if own not in group_of and is_beside and one.failed >= _BESIDE * mean * one.visits:
                group_of[own] = group_of[other]
                groups[group_of[other]].append(own)
    return groups


def _sizes(questions: Questions) -> dict[int, _Cluster]:
    visits: Counter[int] = Counter()
    failed: Counter[int] = Counter()
    for one, label in zip(questions.all, questions.labels.tolist(), strict=True):
        visits[label] += one.visits
        failed[label] += one.failed
    return {label: _Cluster(visits[label], failed[label]) for label in visits}


def _links(questions: Questions, sizes: Mapping[int, _Cluster]) -> list[tuple[int, int]]:
    """Pairs of clusters that visits went between, the most visits first."""
    labels = questions.labels.tolist()
    between: Counter[tuple[int, int]] = Counter()
    ends: Counter[int] = Counter()
    for (start, end), ways in questions.moved.items():
        first, second = sorted((labels[start], labels[end]))
        if first != second:
            between[first, second] += ways.total()
            ends.update({first: ways.total(), second: ways.total()})
    total = max(1, between.total())
    return [
        (first, second)
        for (first, second), moves in between.most_common()
        if moves >= _LEAST_MOVES
        and moves >= _LEAST_SHARE * min(sizes[first].visits, sizes[second].visits)
        and moves >= _LEAST_LIFT * ends[first] * ends[second] / (2 * total)
    ]


def _united(ones: Sequence[int], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    parents = {one: one for one in ones}

    def root(one: int) -> int:
        while parents[one] != one:
            one = parents[one]
        return one

    for first, second in pairs:
        low, high = sorted((root(first), root(second)))
        parents[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for one in ones:
        groups[root(one)].append(one)
    return list(groups.values())
