"""Units that may answer, in the order of their scores; each is put together when it is looked at.

Three articles have some two hundred units, and of most questions fewer than twenty are looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple, overload

import numpy as np

from search_service.answering.article_units import AnalysedUnit, ArticleUnits
from search_service.answering.term_sums import Floats


class Place(NamedTuple):
    """Units that may answer: those of a hit, or named ones of another article.

    Attributes:
        article: Its units.
        share: Score of the article, as a share of the best one's; 0 when it was not found.
        is_first: Whether it is the first hit.
        among: Places of the units in question; all when None.
    """

    article: ArticleUnits
    share: float
    is_first: bool
    among: Sequence[int] | None = None


class Scored(NamedTuple):
    """A unit and how well it answers; only comparable within one question.

    Attributes:
        score: The higher, the better.
        unit: The unit.
        place: Where it stands.
        matched: What all units have in common with the question: a row for each of
            `choosing.MATCHED`.
        column: Its own in it.
    """

    score: float
    unit: AnalysedUnit
    place: Place
    matched: Floats
    column: int


# As by its name, in a third of the time.
_scored = partial(tuple.__new__, Scored)


class Candidates(Sequence[Scored]):
    """The best first; equal ones in reading order.

    Args:
        scored: Of each place, the scores of its units in question.
        matched: A column for each unit of all places: what it has in common with the question.
    """

    def __init__(self, scored: Sequence[tuple[Place, Floats]], matched: Floats) -> None:
        self._scored = scored
        self._matched = matched
        scores = np.concatenate([scores for _, scores in scored]) if scored else np.empty(0)
        self._order: list[int] = (-scores).argsort(kind="stable").tolist()
        self._scores: list[float] = scores.tolist()
        self._made: dict[int, Scored] = {}  # each is looked at two or three times

    def of(self, article_id: str) -> Candidates:
        """The units of one article alone."""
        found = Candidates.__new__(Candidates)
        found.__dict__ = {**self.__dict__, "_order": self._by_article.get(article_id, [])}
        return found

    @property
    def best_two(self) -> tuple[float, float]:
        """The two best scores; 0 for one that is not there."""
        scores = self._scores
        best, second = (*[scores[at] for at in self._order[:2]], 0.0, 0.0)[:2]
        return best, second

    @cached_property
    def _by_article(self) -> Mapping[str, list[int]]:
        """Of each article the numbers of its units, the best first."""
        owners: list[list[int]] = []
        found: dict[str, list[int]] = {}
        for place, scores in self._scored:
            own = found.setdefault(place.article.units[0].unit.article_id, [])
            owners += [own] * len(scores)
        for number in self._order:
            owners[number].append(number)
        return found

    def __iter__(self) -> Iterator[Scored]:
        """The best first."""
        return map(self._put_together, self._order)

    @overload
    def __getitem__(self, place: int) -> Scored: ...
    @overload
    def __getitem__(self, place: slice) -> list[Scored]: ...
    def __getitem__(self, place: int | slice) -> Scored | list[Scored]:
        """By how many are better."""
        if isinstance(place, slice):
            return [self._put_together(at) for at in self._order[place]]
        return self._put_together(self._order[place])

    def __len__(self) -> int:
        """How many there are."""
        return len(self._order)

    def _put_together(self, number: int) -> Scored:
        made = self._made.get(number)
        if made is None:
            at, part, before = number, 0, 0
            while at >= len(self._scored[part][1]):
                at -= len(self._scored[part][1])
                before += len(self._scored[part][0].article.units)
                part += 1
            place = self._scored[part][0]
            at = at if place.among is None else place.among[at]
            unit, score = place.article.units[at], self._scores[number]
            made = _scored((score, unit, place, self._matched, before + at))
            self._made[number] = made
        return made


def apart(scored: Sequence[Scored], count: int, shown: Collection[str] = ()) -> list[Scored]:
    """The best that repeat neither each other nor what is shown already."""
    chosen: list[Scored] = []
    texts = list(shown)
    for one in scored:
        text = one.unit.text
        if all(text not in other and other not in text for other in texts):
            chosen.append(one)
            texts.append(text)
        if len(chosen) == count:
            break
    return chosen
