"""A month of a fourth hand: a dynamic Bayesian click model (Chapelle and Zhang 2009) and habits.

Each question and article have a chance to be opened once seen and one to satisfy; who is not
satisfied looks on with a chance of his own. On top of it: several tabs opened at once, phones that
show four hits, readers who come back the next days, who change to another matter within a visit,
who have enough of a wrong excerpt, agents who type catchwords, bots, and decoys that each fail in a
way of their own. Noise has three levels.
"""

# ruff: noqa: PLR2004 - chances are said where they are used
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from benchmarks.learning_hand import DAYS, WHOLE, Hand, Made
from benchmarks.learning_manners import MANNERS, Manners, misspelt
from search_service.learning.simulation.intents import Intent
from search_service.records.visits import Asked, Opened, Shown, Side, Visit


class FourthHand(Hand):
    """See the module."""

    name = "fourth"

    @property
    def _manners(self) -> Manners:
        return MANNERS[self.noise]

    def words(self, one: Mapping[str, Any]) -> list[str]:
        """What it is about and the trouble in either order, and whole texts."""
        about, trouble = one.get("about", ()), one.get("trouble", ())
        words = [a + t for a in about for t in trouble] + list(one["whole"])
        words += [t + a for a in about for t in trouble if self.chance.random() < 0.3]
        self.chance.shuffle(words)
        if one["kind"] in {"hidden", "tool"}:
            words = [text for text in words if not self.is_urgent(text)]
        return words

    def mostly_missing(self, words: Sequence[str], right: Sequence[str]) -> list[str]:
        """The same, in an order of chance."""
        words = super().mostly_missing(words, right)
        self.chance.shuffle(words)
        return words

    def plan(self, visits: int) -> list[tuple[int, Intent]]:
        """Gaps of Pareto's sizes, decoys that may have a season, and what is served."""
        chance, scale = self.chance, visits / WHOLE
        plan: list[tuple[int, Intent]] = []
        for gap in self.gaps:
            size = min(550, 32 * chance.paretovariate(0.85))
            plan += [(chance.randrange(DAYS), gap) for _ in range(round(size * scale))]
        for decoy, count in self.decoys:
            within = range(11, 14) if self.manner(decoy) in {"season", "news"} else range(DAYS)
            plan += [(chance.choice(within), decoy) for _ in range(round(count * scale))]
        weights = [min(chance.paretovariate(0.9), 25) for _ in self.served]
        while len(plan) < visits:
            plan.append((chance.randrange(DAYS), chance.choices(self.served, weights)[0]))
        return plan

    def sittings(self, intent: Intent, day: int) -> list[Made]:
        """A visit, and the next ones of who comes back with the same matter."""
        side, network = self.where(intent)
        made = [self._visit(intent, day, side, network)]
        while day < DAYS - 1 and not made[-1][2] and self.chance.random() < self._manners.returns:
            day = min(DAYS - 1, day + self.chance.randrange(1, 4))
            made.append(self._visit(intent, day, side, network))
        return [(visit, meant) for visit, meant, _ in made]

    def _visit(
        self, intent: Intent, day: int, side: Side, network: str
    ) -> tuple[Visit, tuple[Intent, ...], bool]:
        chance, manners = self.chance, self._manners
        asked: list[Asked] = []
        meant: list[Intent] = []
        wanted, patience = intent, manners.again * chance.uniform(0.4, 1.4)
        depth = 4 if chance.random() < 0.6 else 10
        while True:
            manner = self.manner(wanted)
            text = self._said(wanted, [one.text for one in asked], desk=side == "desk")
            opened, satisfied = self._read(wanted, self.shown(text), depth, manner)
            asked.append(self.asked(text, opened, contact=False))
            meant.append(wanted)
            calls, again, leaves = self._afterwards(manner, patience, satisfied=satisfied)
            if calls:
                asked[-1] = replace(asked[-1], contact=True)
            if leaves or len(asked) == 5:
                break
            if again:
                patience *= 0.75
                continue
            if not satisfied or chance.random() > 0.1:
                break
            wanted = chance.choice(self.served)
        return Visit(self.at(day), side, network, tuple(asked)), tuple(meant), satisfied

    def _afterwards(
        self, manner: str, patience: float, *, satisfied: bool
    ) -> tuple[bool, bool, bool]:
        """Whether a number is taken, the same matter asked again, and the visit over."""
        chance = self.chance
        if manner in {"bot", "chat"}:
            return False, manner == "chat" and chance.random() < 0.15, manner == "bot"
        if manner == "number":
            return chance.random() < 0.35, False, True
        if manner in {"curious", "news", "shot"}:
            return chance.random() < 0.01, chance.random() < patience * 0.3, False
        if manner in {"impatient", "season"}:
            return chance.random() < 0.08, chance.random() < 0.14, False
        calls = chance.random() < self._manners.calls * (0.25 if satisfied else 1)
        return calls, chance.random() < (0.02 if satisfied else patience), calls

    def _said(self, wanted: Intent, before: Sequence[str], *, desk: bool) -> str:
        chance = self.chance
        if before and wanted.kind in {"hidden", "tool"} and chance.random() < 0.15:
            article = self.search.documents.articles_by_id[wanted.right[0]]
            return chance.choice((article.title, *article.questions))
        told = self.told.get(wanted.name, {})
        short = (*told.get("about", ()), *told.get("trouble", ()))
        if short and chance.random() < (0.35 if desk else 0.06):
            return chance.choice(short)
        place = int(abs(chance.gauss(0, len(wanted.words) / 3 + 0.5)))
        text = wanted.words[min(place, len(wanted.words) - 1)]
        if text in before:
            text = chance.choice(wanted.words)
        if wanted.kind == "flood" or chance.random() > self._manners.misspells + 0.15:
            return text
        return misspelt(text, chance)

    def _chance_opened(self, wanted: Intent, code: str) -> float:
        """How attractive a title is for a question."""
        key = wanted.name, code
        if key not in self.pairs:
            uniform = self.chance.uniform
            if code in wanted.right:
                self.pairs[key] = uniform(0.55, 0.9)
            elif any(code[0] == one[0] for one in wanted.right):
                self.pairs[key] = uniform(0.08, 0.4)
            else:
                self.pairs[key] = uniform(0.01, 0.2)
        return self.pairs[key]

    def _satisfies(self, wanted: Intent, code: str) -> float:
        if code not in wanted.right:
            return 0.0
        return {"unhelpful": 0.2, "frequent": 0.85}.get(wanted.kind, 0.8)

    def _opened(self, wanted: Intent, code: str, rank: int, manner: str) -> tuple[Opened, bool]:
        chance, manners = self.chance, self._manners
        good = chance.random() < self._satisfies(wanted, code)
        hasty = 0.45 if manner in {"impatient", "season", "number"} else manners.hasty
        stayed = chance.random() > hasty if good else chance.random() < manners.dawdles
        vote = None
        if chance.random() < 0.035:
            vote = chance.random() < (0.85 if good else 0.2)
        return Opened(code, rank, stayed, vote), good

    def _read(
        self, wanted: Intent, shown: Shown, depth: int, manner: str
    ) -> tuple[tuple[Opened, ...], bool]:
        chance, manners, hits = self.chance, self._manners, shown.articles[:depth]
        if manner in {"bot", "chat"} or not hits:
            return (), False
        if manner in {"curious", "news", "shot"}:
            return self._browsed(hits), False
        first_right = self._satisfies(wanted, hits[0]) > 0.5
        if chance.random() < (manners.excerpt if first_right else manners.misled):
            return (), True
        sought = chance.choice(wanted.right) if manner == "ambiguous" else ""
        attracted = [
            (rank, code)
            for rank, code in enumerate(hits, 1)
            if self._is_opened(wanted, code, rank, sought)
        ]
        if attracted and chance.random() < manners.tabs:
            made = [self._opened(wanted, code, rank, manner) for rank, code in attracted[:3]]
            return tuple(one for one, _ in made), any(good for _, good in made)
        opened: list[Opened] = []
        goes_on = chance.uniform(0.5, 0.95)
        seen = 0
        for rank, code in attracted:
            if any(chance.random() > 0.93 for _ in range(rank - 1 - seen)):
                break
            seen = rank
            one, good = self._opened(wanted, code, rank, manner)
            opened.append(one)
            if good or chance.random() > goes_on:
                return tuple(opened), good
        return tuple(opened), False

    def _is_opened(self, wanted: Intent, code: str, rank: int, sought: str) -> bool:
        chance = self.chance
        if chance.random() < self._manners.strays:
            return True
        if sought and code != sought and code in wanted.right:
            return False
        return chance.random() < self._chance_opened(wanted, code) * (0.9 if rank > 3 else 1)

    def _browsed(self, hits: Sequence[str]) -> tuple[Opened, ...]:
        chance = self.chance
        if chance.random() > 0.3:
            return ()
        rank = min(len(hits), 1 + int(chance.expovariate(1)))
        return (Opened(hits[rank - 1], rank, chance.random() < 0.4),)
