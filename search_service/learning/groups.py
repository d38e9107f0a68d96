"""Clusters that fail, joined where visits themselves went from one to the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from search_service.learning.failing import fails
from search_service.learning.questions import Questions

# Visits between two clusters, and their share of the smaller one's, that join them.
_LEAST_MOVES, _LEAST_SHARE = 3, 0.08


def failing_clusters(questions: Questions) -> list[int]:
    """The clusters that fail more often than the mean speaks for."""
    visits: Counter[int] = Counter()
    failed: Counter[int] = Counter()
    for one, label in zip(questions.all, questions.labels.tolist(), strict=True):
        visits[label] += one.visits
        failed[label] += one.failed
    mean = questions.mean
    return [label for label in sorted(visits) if fails(failed[label], visits[label], mean)]


def joined(questions: Questions, failing: Collection[int]) -> list[list[int]]:
    """Groups of failing clusters; those that serve well are never joined, for they would chain."""
    labels = questions.labels.tolist()
    sizes: Counter[int] = Counter()
    for one, label in zip(questions.all, labels, strict=True):
        sizes[label] += one.visits
    between: Counter[tuple[int, int]] = Counter()
    flagged = set(failing)
    for (start, end), ways in questions.moved.items():
        pair = sorted((labels[start], labels[end]))
        if pair[0] != pair[1] and flagged.issuperset(pair):
            between[pair[0], pair[1]] += ways.total()
    enough = (
        pair
        for pair, moves in between.most_common()
        if moves >= _LEAST_MOVES and moves >= _LEAST_SHARE * min(sizes[pair[0]], sizes[pair[1]])
    )
    return _united(sorted(flagged), enough)


def _united(ones: Sequence[int], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    parents = {one: one for one in ones}

    def root(one: int) -> int:
        while parents[one] != one:
            one = parents[one]
        return one

    for first, second in pairs:
        low, high = sorted((root(first), root(second)))
        parents[high] = low
    groups: Mapping[int, list[int]] = defaultdict(list)
    for one in ones:
        groups[root(one)].append(one)
    return list(groups.values())
