"""Counts by text to counts by question: texts that were understood alike are one question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.chains import Analyser
from search_service.learning.clusters import clusters, slips
from search_service.learning.failing import fails
from search_service.learning.features import is_word, vectors
from search_service.learning.floods import Asked, Belief, belief
from search_service.learning.trials import is_trial
from search_service.records.visit_reading import AskedRow, VisitCounts

# Programs that ask do not say what became of the answer.
_UNTOLD = "api"
_DESK = "desk"


@dataclass
class Question:
    """One question and what visits made of it.

    Attributes:
        reading: As it was understood.
        texts: Visits of each text that was typed for it.
        visits: All of them, as the rest as far as it is believed (`learning.floods`); of these:
        failed: Visits that failed with it.
        heard: Witnesses of it, the first questions of their networks (`learning.floods`).
        heard_failed: Of these, those that failed.
        at_desk: Visits of agents.
        first: Visits by the article that was shown first.
        days: Visits and failures by day.
        is_word: Whether it is one word, beside what asks.
    """

    reading: str
    texts: Counter[str] = field(default_factory=Counter)
    visits: int = 0
    failed: int = 0
    heard: float = 0.0
    heard_failed: float = 0.0
    at_desk: int = 0
    first: Counter[str] = field(default_factory=Counter)
    days: dict[str, list[int]] = field(default_factory=dict)
    is_word: bool = False


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
        expected: Openings to be expected if its title said no more than others do, as far as that
            is counted (`learning.exposure`).
    """

    read: int = 0
    left: int = 0
    later: int = 0
    helpful: int = 0
    unhelpful: int = 0
    read_first: int = 0
    left_first: int = 0
    expected: float = 0.0


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

    @cached_property
    def _times(self) -> float:
        """How many visits of the period a witness stands for."""
        heard = sum(one.heard for one in self.all)
        return sum(one.visits for one in self.all) / heard if heard else 0.0

    def fail(self, places: Iterable[int]) -> bool:
        """Whether questions fail together, by all visits or by what their witnesses stand for.

        A crowd can make a gap larger, and cannot take away what the witnesses say.
        """
        ones = [self.all[place] for place in places]
        failed, visits = sum(one.failed for one in ones), sum(one.visits for one in ones)
        heard_failed, heard = sum(o.heard_failed for o in ones), sum(o.heard for o in ones)
        return fails(failed, visits, self.mean) or fails(
            self._times * heard_failed, self._times * heard, self.mean
        )


def questions_of(counts: VisitCounts, analyser: Analyser) -> Questions:
    """Questions and clusters of what was counted, as far as it is believed (`learning.floods`)."""
    places: dict[str, int] = {}
    of_text: dict[int, int] = {}
    answers: dict[str, int] = {}
    rows: list[tuple[AskedRow, int]] = []
    for row in counts.asked:
        text = counts.texts[row.text_id]
        if row.side == _UNTOLD or (row.side == _DESK and is_trial(text)):
            continue
        place = places.setdefault(counts.readings[row.text_id] or text, len(places))
        of_text[row.text_id] = place
        rows.append((row, place))
        answers.setdefault(row.answer, len(answers))
    asked = Asked(
        question=_whole(place for _, place in rows),
        answer=_whole(answers[row.answer] for row, _ in rows),
        visits=_whole(row.visits for row, _ in rows),
        failed=_whole(row.failed for row, _ in rows),
        early=_whole(row.early for row, _ in rows),
        early_failed=_whole(row.early_failed for row, _ in rows),
    )
    # What nobody asked first makes no word common, and leads a cluster after all others.
    visits = np.bincount(asked.question, asked.visits, len(places)).astype(np.int64)
    is_heard = np.bincount(asked.question, asked.early, len(places)) > 0
    made = vectors(list(places), analyser, is_heard)
    for slip, whole in slips(list(places), visits).items():
        made[slip] = made[whole]
    labels = clusters(made, 2 * visits + is_heard)
    believed = belief(asked, labels)
    found = _summed(counts, rows, list(places), believed)
    for one in found:
        one.is_word = is_word(one.reading, analyser)
    raw_failed = np.bincount(asked.question, asked.failed, len(places))
    moving = np.array([one.failed for one in found]) / np.maximum(raw_failed, 1)
    return Questions(
        all=found,
        labels=labels,
        opened=_opened(counts, of_text, believed),
        moved=_moved(counts, of_text, moving),
        vectors=made,
    )


def _whole(numbers: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(numbers, np.int64)


def _summed(
    counts: VisitCounts,
    rows: Sequence[tuple[AskedRow, int]],
    readings: Sequence[str],
    believed: Belief,
) -> list[Question]:
    """The questions with what is believed of their rows, in whole visits."""
    sums: list[_Sums] = [_Sums() for _ in readings]
    of_rows = zip(
        rows, believed.first_failed.tolist(), believed.first_content.tolist(), strict=True
    )
    for (row, place), witness_failed, witness_content in of_rows:
        content, first_content = row.visits - row.failed, row.early - row.early_failed
        heard_failed = witness_failed * row.early_failed
        heard = heard_failed + witness_content * first_content
        sums[place].hear(heard, heard_failed)
        failed = heard_failed + believed.failed[place] * (row.failed - row.early_failed)
        visits = heard + failed - heard_failed
        visits += believed.content[place] * (content - first_content)
        sums[place].add(row, counts.texts[row.text_id], float(visits), float(failed))
    return [one.question(reading) for one, reading in zip(sums, readings, strict=True)]


class _Sums:
    """What a question is made of, in parts of visits."""

    def __init__(self) -> None:
        self._texts: dict[str, float] = defaultdict(float)
        self._first: dict[str, float] = defaultdict(float)
        self._days: dict[str, list[float]] = {}
        self._visits = self._failed = self._at_desk = 0.0
        self._heard = self._heard_failed = 0.0

    def hear(self, visits: float, failed: float) -> None:
        self._heard += visits
        self._heard_failed += failed

    def add(self, row: AskedRow, text: str, visits: float, failed: float) -> None:
        self._texts[text] += visits
        self._first[row.answer] += visits
        day = self._days.setdefault(row.day, [0.0, 0.0])
        day[0] += visits
        day[1] += failed
        self._visits += visits
        self._failed += failed
        self._at_desk += visits if row.side == _DESK else 0

    def question(self, reading: str) -> Question:
        return Question(
            reading=reading,
            texts=Counter({text: round(visits) for text, visits in self._texts.items()}),
            visits=round(self._visits),
            failed=round(self._failed),
            heard=self._heard,
            heard_failed=self._heard_failed,
            at_desk=round(self._at_desk),
            first=Counter({code: round(visits) for code, visits in self._first.items()}),
            days={day: [round(a), round(b)] for day, (a, b) in self._days.items()},
        )


def _opened(
    counts: VisitCounts, of_text: Mapping[int, int], believed: Belief
) -> list[dict[str, Article]]:
    """Of each question, what visits made of the articles that they opened from it."""
    opened: list[dict[str, Counter[str]]] = [defaultdict(Counter) for _ in believed.both]
    witnesses, crowd = believed.first.tolist(), believed.both.tolist()
    for row in counts.landed:
        if row.text_id not in of_text:
            continue
        place = of_text[row.text_id]
        sums = opened[place][row.article]
        first = witnesses[place] * row.early
        visits = round(first + crowd[place] * (row.visits - first))
        sums["read" if row.stayed else "left"] += visits
        sums["helpful"] += round(row.helpful * visits / row.visits)
        sums["unhelpful"] += round(row.unhelpful * visits / row.visits)
        if row.rank == 1:
            sums["read_first" if row.stayed else "left_first"] += visits
    return [{code: Article(**sums) for code, sums in one.items()} for one in opened]


def _moved(
    counts: VisitCounts, of_text: Mapping[int, int], share: NDArray[np.float64]
) -> dict[tuple[int, int], Counter[str]]:
    """Visits from each question to another, by the article that was read in the end.

    Whoever asked on has failed, so as many are believed as of the failures of the question.
    """
    moved: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for row in counts.moved:
        if row.from_id in of_text and row.to_id in of_text:
            start, end = of_text[row.from_id], of_text[row.to_id]
            if visits := round(row.visits * min(1.0, float(share[start]))):
                moved[start, end][row.article] += visits
    return dict(moved)
