"""Counts by text to counts by question: texts that were understood alike are one question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.chains import Analyser
from search_service.learning.clusters import clusters, slips
from search_service.learning.features import vectors
from search_service.learning.floods import belief_in_later
from search_service.learning.trials import is_trial
from search_service.records.visit_reading import VisitCounts

# Programs that ask do not say what became of the answer.
_UNTOLD = "api"
_DESK = "desk"


@dataclass
class Question:
    """One question and what visits made of it.

    Attributes:
        reading: As it was understood.
        texts: Visits of each text that was typed for it.
        visits: All of them that are believed (`learning.floods`); of these:
        failed: Visits that failed with it.
        at_desk: Visits of agents.
        first: Visits by the article that was shown first.
        days: Visits and failures by day.
    """

    reading: str
    texts: Counter[str] = field(default_factory=Counter)
    visits: int = 0
    failed: int = 0
    at_desk: int = 0
    first: Counter[str] = field(default_factory=Counter)
    days: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Article:
    """What visits made of an article opened from some question.

    Attributes:
        read: Visits that stayed.
        left: Visits that came straight back.
        later: Visits that read it after asking on in other words.
        helpful: Votes.
        unhelpful: Votes.
        read_first: Of those that stayed, the ones that opened it as the first hit.
        left_first: The same of those that came back.
    """

    read: int = 0
    left: int = 0
    later: int = 0
    helpful: int = 0
    unhelpful: int = 0
    read_first: int = 0
    left_first: int = 0


@dataclass(frozen=True)
class Questions:
    """All questions of a period and their clusters.

    Attributes:
        all: The questions.
        labels: Of each, the number of its cluster.
        opened: Of each question, its articles.
        moved: Visits from a question to another, and by the article that was read in the end.
        vectors: Of each question.
    """

    all: Sequence[Question]
    labels: NDArray[np.int64]
    opened: Sequence[Mapping[str, Article]]
    moved: Mapping[tuple[int, int], Counter[str]]
    vectors: NDArray[np.float32]

    @cached_property
    def moved_from(self) -> Sequence[Sequence[tuple[int, Counter[str]]]]:
        """Of each question, where visits went from it, and by the article that was read."""
        found: list[list[tuple[int, Counter[str]]]] = [[] for _ in self.all]
        for (start, end), ways in self.moved.items():
            found[start].append((end, ways))
        return found

    @cached_property
    def mean(self) -> float:
        """Share of failures of all visits."""
        visits = sum(one.visits for one in self.all)
        return sum(one.failed for one in self.all) / visits if visits else 0.0


def questions_of(counts: VisitCounts, analyser: Analyser) -> Questions:
    """Questions and clusters of what was counted."""
    places: dict[str, int] = {}
    early: Counter[int] = Counter()
    early_failed: Counter[int] = Counter()
    found: list[Question] = []
    of_text: dict[int, int] = {}

    def place(text_id: int) -> int:
        if text_id not in of_text:
            said = counts.readings[text_id] or counts.texts[text_id]
            of_text[text_id] = places.setdefault(said, len(found))
            if of_text[text_id] == len(found):
                found.append(Question(said))
        return of_text[text_id]

    for row in counts.asked:
        is_desk = row.side == _DESK
        if row.side == _UNTOLD or (is_desk and is_trial(counts.texts[row.text_id])):
            continue
        one = found[place(row.text_id)]
        early[of_text[row.text_id]] += row.early
        early_failed[of_text[row.text_id]] += row.early_failed
        one.texts[counts.texts[row.text_id]] += row.visits
        one.visits += row.visits
        one.failed += row.failed
        one.at_desk += row.visits if is_desk else 0
        one.first[row.answer] += row.visits
        day = one.days.setdefault(row.day, [0, 0])
        day[0] += row.visits
        day[1] += row.failed
    readings = [one.reading for one in found]
    made = vectors(readings, analyser)
    visits = np.array([one.visits for one in found], np.int64)
    for slip, whole in slips(readings, visits).items():
        made[slip] = made[whole]
    labels = clusters(made, visits)
    first = np.array([early[n] for n in range(len(found))], np.int64)
    first_failed = np.array([early_failed[n] for n in range(len(found))], np.int64)
    belief = belief_in_later(labels, visits, first)
    for one, few, few_failed, share in zip(found, first, first_failed, belief, strict=True):
        one.visits = int(few) + round(share * (one.visits - int(few)))
        one.failed = int(few_failed) + round(share * (one.failed - int(few_failed)))
    return Questions(
        all=found,
        labels=labels,
        opened=_opened(counts, of_text, belief),
        moved=_moved(counts, of_text),
        vectors=made,
    )


def _opened(
    counts: VisitCounts, of_text: Mapping[int, int], belief: NDArray[np.float64]
) -> list[dict[str, Article]]:
    """Of each question, what visits made of the articles that they opened from it."""
    opened: list[dict[str, Counter[str]]] = [defaultdict(Counter) for _ in belief]
    for row in counts.landed:
        if row.text_id not in of_text:
            continue
        place = of_text[row.text_id]
        sums = opened[place][row.article]
        visits = row.early + round(float(belief[place]) * (row.visits - row.early))
        sums["read" if row.stayed else "left"] += visits
        sums["helpful"] += round(row.helpful * visits / row.visits)
        sums["unhelpful"] += round(row.unhelpful * visits / row.visits)
        if row.rank == 1:
            sums["read_first" if row.stayed else "left_first"] += visits
    return [{code: Article(**sums) for code, sums in one.items()} for one in opened]


def _moved(counts: VisitCounts, of_text: Mapping[int, int]) -> dict[tuple[int, int], Counter[str]]:
    """Visits from each question to another, by the article that was read in the end."""
    moved: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for row in counts.moved:
        if row.from_id in of_text and row.to_id in of_text:
            moved[of_text[row.from_id], of_text[row.to_id]][row.article] += row.visits
    return dict(moved)
