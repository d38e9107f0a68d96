"""A month of visits: seeded, so that the same month comes out of the same search."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from search_service.answering.search import Search
from search_service.answering.shown import shown_of
from search_service.errors import QueryRejected
from search_service.learning.simulation.behaviour import Behaviour, react
from search_service.learning.simulation.intents import (
    Intent,
    PlantedFile,
    planted_intent,
    served_intents,
)
from search_service.learning.simulation.spelling import typed
from search_service.records.visits import Asked, Shown, Side, Visit

DAYS = 30
_WHOLE_MONTH = 100_000
_SMALLEST, _LARGEST = 30, 500
_NETWORKS, _SHARED_NETWORKS = 40_000, 20
_MOST_QUESTIONS = 4
_OFFICIAL = 0.35
_NOTHING = Shown((), "none", "")


@dataclass(frozen=True)
class Month:
    """What happened, and what was meant.

    Attributes:
        visits: In the order of their days.
        meant: Of each visit, what each of its questions was after.
        planted: Gaps and decoys.
    """

    visits: Sequence[Visit]
    meant: Sequence[tuple[Intent, ...]]
    planted: tuple[Intent, ...]


@dataclass
class _Answers:
    """What the search answers, each text asked once."""

    search: Search
    known: dict[str, Shown] = field(default_factory=dict)

    def shown(self, text: str) -> Shown:
        if text not in self.known:
            try:
                self.known[text] = shown_of(self.search.search(text))
            except QueryRejected:
                self.known[text] = _NOTHING
        return self.known[text]

    def first(self, text: str) -> str | None:
        return next(iter(self.shown(text).articles), None)


def simulated_month(  # noqa: PLR0913 - what a month is made of
    search: Search,
    planted: PlantedFile,
    judged: Sequence[tuple[str, tuple[str, ...]]],
    *,
    last_day: date,
    seed: int = 1,
    visits: int = _WHOLE_MONTH,
    behaviour: Behaviour | None = None,
) -> Month:
    """A month of visits.

    Args:
        search: Answers what is asked.
        planted: Gaps and decoys; gaps of 30 to 500 visits in a month of 100,000.
        judged: Texts with the codes that answer them: how served questions are asked as well.
        last_day: The month is the 30 days up to it.
        seed: Another number, another month.
        visits: How many; fewer make smaller gaps.
        behaviour: What visitors do.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    answers, codes = _Answers(search), search.documents.articles_by_id
    sound = [one for one in planted.gaps if all(code in codes for code in one.right)]
    gaps = [planted_intent(one, answers.first) for one in sound]
    decoys = [planted_intent(one, answers.first) for one in planted.decoys]
    served = served_intents(search.documents, judged, answers.first, [*gaps, *decoys])
    chance.shuffle(served)
    plan = _plan(chance, gaps, [d.visits for d in planted.decoys], decoys, served, visits)
    days = sorted(chance.randrange(DAYS) for _ in plan)
    one = _Visitor(chance, answers, behaviour or Behaviour(), served)
    made = [
        one.visit(intent, last_day - timedelta(DAYS - 1 - day))
        for intent, day in zip(plan, days, strict=True)
    ]
    return Month([visit for visit, _ in made], [meant for _, meant in made], (*gaps, *decoys))


def _plan(  # noqa: PLR0913 - the parts of a month
    chance: random.Random,
    gaps: Sequence[Intent],
    decoy_visits: Sequence[int],
    decoys: Sequence[Intent],
    served: Sequence[Intent],
    visits: int,
) -> list[Intent]:
    scale = visits / _WHOLE_MONTH
    plan: list[Intent] = []
    for place, gap in enumerate(chance.sample(list(gaps), len(gaps))):
        share = place / max(1, len(gaps) - 1)
        plan += [gap] * round(scale * _SMALLEST * (_LARGEST / _SMALLEST) ** share)
    for decoy, count in zip(decoys, decoy_visits, strict=True):
        plan += [decoy] * round(scale * count)
    if served:
        plan += chance.choices(served, cum_weights=_by_rank(len(served), 0.9), k=visits - len(plan))
    chance.shuffle(plan)
    return plan


def _by_rank(count: int, power: float) -> list[float]:
    """Cumulative weights by Zipf's law."""
    return list(accumulate(1 / (place + 1) ** power for place in range(count)))


class _Visitor:
    def __init__(
        self, chance: random.Random, answers: _Answers, how: Behaviour, served: Sequence[Intent]
    ) -> None:
        self._chance, self._answers, self._how = chance, answers, how
        self._served = served
        self._official = {one.right[0]: one for one in served}

    def visit(self, intent: Intent, day: date) -> tuple[Visit, tuple[Intent, ...]]:
        side, network = self._where(intent)
        asked: list[Asked] = []
        meant: list[Intent] = []
        for text, wanted in self._questions(intent, asked):
            meant.append(wanted)
            shown = self._answers.shown(text)
            reaction = react(wanted, shown.articles[:10], self._how, self._chance)
            first = next(iter(shown.articles), "")
            asked.append(
                Asked(
                    text,
                    shown.reading or text,
                    first,
                    shown.level,
                    reaction.opened,
                    reaction.contact,
                )
            )
            self._satisfied, self._contacted = reaction.satisfied, reaction.contact
        return Visit(day, side, network, tuple(asked)), tuple(meant)

    def _questions(self, intent: Intent, asked: Sequence[Asked]) -> Iterator[tuple[str, Intent]]:
        said: set[str] = set()
        wanted = intent
        for place in range(_MOST_QUESTIONS):
            yield self._said(wanted, said, again=place > 0 and wanted is intent), wanted
            if intent.kind == "flood" or len(asked) == _MOST_QUESTIONS:
                return
            again = 0.06 if wanted.kind == "odd" else self._how.asks_again
            if not self._satisfied and not self._contacted and self._chance.random() < again:
                continue
            if not self._served or wanted.kind in {"odd", "testing"}:
                return
            if self._chance.random() >= self._how.another_matter:
                return
            wanted = self._chance.choice(self._served)

    def _said(self, wanted: Intent, said: set[str], *, again: bool) -> str:
        official = self._official.get(wanted.right[0]) if wanted.right else None
        is_gap = wanted.kind in {"hidden", "tool"}
        if again and official and is_gap and self._chance.random() < _OFFICIAL:
            known = [text for text in official.words if self._answers.first(text) in wanted.right]
            if known:
                return self._chance.choice(known)
        left = [text for text in wanted.words if text not in said] or list(wanted.words)
        text = self._chance.choices(left, cum_weights=_by_rank(len(left), 0.7))[0]
        said.add(text)
        return text if wanted.kind == "flood" else typed(text, self._chance)

    def _where(self, intent: Intent) -> tuple[Side, str]:
        if intent.kind == "flood":
            return (
                "site",
                f"flood{len(intent.words)}:{self._chance.randrange(len(intent.words) - 1)}",
            )
        shared = self._chance.random() < 0.3  # noqa: PLR2004 - three in ten come from large networks
        number = self._chance.randrange(_SHARED_NETWORKS if shared else _NETWORKS)
        network = f"{'shared' if shared else 'own'}{number}"
        at_desk = intent.kind == "testing" or self._chance.random() < 0.08  # noqa: PLR2004
        return ("desk" if at_desk else "site"), network
