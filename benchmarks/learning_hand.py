"""What every hand of a month does alike: its file of gaps, the search asked once a text, networks.

A hand is a file of gaps, decoys and networks (`learning_third.yml` and so on) and what its readers
do (`learning_third.py` and so on); nothing but the search is shared with `learning.simulation`.
"""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.learning_manners import Noise
from search_service.answering.search import Search
from search_service.answering.shown import shown_of
from search_service.content.plain_yaml import value_of
from search_service.errors import QueryRejected
from search_service.learning.simulation.intents import Intent
from search_service.learning.simulation.month import Month
from search_service.records.visits import Asked, Opened, Shown, Side, Visit

DAYS, WHOLE = 30, 100_000
Judged = Sequence[tuple[str, tuple[str, ...]]]
Made = tuple[Visit, tuple[Intent, ...]]


class Hand(ABC):
    """One month; what is drawn by chance is drawn from `chance` alone.

    Args:
        search: Answers what is asked.
        judged: Texts with the codes that answer them: how served questions are asked as well.
        last_day: The month is the 30 days up to it.
        seed: Another number, another month.
        noise: How clearly its readers show what they want.
    """

    name: ClassVar[str]

    def __init__(
        self, search: Search, judged: Judged, last_day: date, seed: int, noise: Noise
    ) -> None:
        self.search, self.noise = search, noise
        self.first_day = last_day - timedelta(DAYS - 1)
        self.chance = random.Random(f"{self.name} hand {seed}")  # noqa: S311 - repeatable
        self._known: dict[str, Shown] = {}
        # How a title strikes those who want a matter: each pair has its own, for titles mislead.
        self.pairs: dict[tuple[str, str], float] = {}
        file = Path(__file__).parent / f"learning_{self.name}.yml"
        told = value_of(file.read_text(encoding="utf-8"))
        self.networks: Mapping[str, Any] = told["networks"]
        self.told: dict[str, Mapping[str, Any]] = {
            str(one["name"]): one for one in (*told["gaps"], *told["decoys"])
        }
        # Needs in the words of their readers, of the hands that have some.
        self.needs: Sequence[Mapping[str, Any]] = told.get("served", ())
        # What is found first in all its words is no gap.
        self.gaps = [gap for one in told["gaps"] if (gap := self._intent(one)).words]
        self.decoys = [(self._intent(one), int(one["visits"])) for one in told["decoys"]]
        self.served = self._served(judged)

    @abstractmethod
    def words(self, one: Mapping[str, Any]) -> list[str]:
        """All that is said of a gap or decoy, the commonest first."""

    @abstractmethod
    def plan(self, visits: int) -> list[tuple[int, Intent]]:
        """The day, from 0, and the intent of each visit."""

    @abstractmethod
    def sittings(self, intent: Intent, day: int) -> list[Made]:
        """A visit, and those that come of it."""

    def month(self, visits: int = WHOLE) -> Month:
        """The month, in the order of its days."""
        made = [one for day, intent in self.plan(visits) for one in self.sittings(intent, day)]
        made.sort(key=lambda one: one[0].day)
        planted = (*self.gaps, *(one for one, _ in self.decoys))
        return Month([visit for visit, _ in made], [meant for _, meant in made], planted)

    def manner(self, intent: Intent) -> str:
        """How the visitors of a decoy behave; empty where its file says nothing."""
        return str(self.told.get(intent.name, {}).get("manner", ""))

    def shown(self, text: str) -> Shown:
        """What a text is answered with."""
        if text not in self._known:
            try:
                self._known[text] = shown_of(self.search.search(text))
            except QueryRejected:
                self._known[text] = Shown((), "none", "")
        return self._known[text]

    def first(self, text: str) -> str:
        """Code of the first hit, or empty."""
        return next(iter(self.shown(text).articles), "")

    def asked(self, text: str, opened: Sequence[Opened], *, contact: bool) -> Asked:
        """A question as a visit holds it."""
        shown = self.shown(text)
        reading = shown.reading or text
        return Asked(text, reading, self.first(text), shown.level, tuple(opened), contact)

    def at(self, day: int) -> date:
        """The date of a day of the month."""
        return self.first_day + timedelta(day)

    def where(self, intent: Intent) -> tuple[Side, str]:
        """Where a visit is made, and from which network."""
        chance, of = self.chance, self.networks
        if intent.kind == "flood":
            return "site", f"{intent.name}{chance.randrange(of['flood'])}"
        if intent.kind == "testing" or chance.random() < of["desk"]:
            return "desk", f"agent:{chance.randrange(of['agents'])}"
        side: Side = "frame" if chance.random() < of["frame"] else "site"
        if chance.random() < of["shared"]:
            skew, count = of["skew"], of["addresses"]
            number = int(chance.paretovariate(skew)) % count if skew else chance.randrange(count)
            return side, f"carrier{number}"
        return side, f"home{chance.randrange(of['homes'])}"

    def _intent(self, one: Mapping[str, Any]) -> Intent:
        right = tuple(one.get("right", ()))
        words = self.words(one)
        if one["kind"] in {"hidden", "tool"}:
            words = self.mostly_missing(words, right)
        return Intent(str(one["name"]), one["kind"], right, tuple(words))

    def mostly_missing(self, words: Sequence[str], right: Sequence[str]) -> list[str]:
        """Words of a gap that has an answer: those that miss it today, and a few that do not."""
        missing = [text for text in words if self.first(text) not in right]
        found = [text for text in words if self.first(text) in right]
        return [*missing, *found[: len(missing) // 4]]

    def is_urgent(self, text: str) -> bool:
        """Whether it tells of trouble: what to do first stands above whatever else answers."""
        return bool(self.search.parsed(text).urgent)

    def _served(self, judged: Judged) -> list[Intent]:
        failing = {code for one in self.gaps if one.kind == "unhelpful" for code in one.right}
        said = {text for one in self.gaps for text in one.words}
        words: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        articles = self.search.documents.articles
        own = [(text, (one.id,)) for one in articles for text in (one.title, *one.questions)]
        for text, right in (*judged, *own):
            if right[0] not in failing and text not in said and self.first(text) in right:
                words[right[0]][text] = right
        return [
            Intent(
                f"served:{code}", "served", tuple({r for rs in of.values() for r in rs}), tuple(of)
            )
            for code, of in sorted(words.items())
        ]
