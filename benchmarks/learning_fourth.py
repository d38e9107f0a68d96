"""A month of a fourth hand: a dynamic Bayesian click model (Chapelle and Zhang 2009) and habits.

Nothing but the search is shared with the other hands. Each question and article have a chance to be
opened once seen and one to satisfy; who is not satisfied looks on with a chance of his own. On top
of it: several tabs opened at once, phones that show four hits, readers who come back the next days,
who change to another matter within a visit, who have enough of a wrong excerpt, agents who type
catchwords, bots, and decoys that each fail in a way of their own. Noise has three levels.
"""

# ruff: noqa: PLR2004 - chances are said where they are used
from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.learning_manners import MANNERS, Manners, Noise, misspelt
from search_service.answering.search import Search
from search_service.answering.shown import shown_of
from search_service.content.plain_yaml import value_of
from search_service.errors import QueryRejected
from search_service.learning.simulation.intents import Intent
from search_service.learning.simulation.month import Month
from search_service.records.visits import Asked, Opened, Shown, Side, Visit

_FILE = Path(__file__).parent / "learning_fourth.yml"
_DAYS, _WHOLE = 30, 100_000


def fourth_month(  # noqa: PLR0913 - what a month is made of
    search: Search,
    judged: Sequence[tuple[str, tuple[str, ...]]],
    *,
    last_day: date,
    seed: int,
    visits: int = _WHOLE,
    noise: Noise = "clean",
) -> Month:
    """A month of visits, as of `learning.simulation.month`."""
    return _Readers(search, judged, last_day, seed, MANNERS[noise]).month(visits)


class _Readers:
    def __init__(
        self,
        search: Search,
        judged: Sequence[tuple[str, tuple[str, ...]]],
        last_day: date,
        seed: int,
        manners: Manners,
    ) -> None:
        self._search, self._last_day, self._manners = search, last_day, manners
        self._chance = random.Random(f"fourth hand {seed}")  # noqa: S311 - repeatable, not secret
        self._known: dict[str, Shown] = {}
        self._opens: dict[tuple[str, str], float] = {}
        self._manner: dict[str, str] = {}
        told = value_of(_FILE.read_text(encoding="utf-8"))
        self._short: dict[str, Sequence[str]] = {}
        self._gaps = [self._intent(one) for one in told["gaps"]]
        self._decoys = [(self._intent(one), int(one["visits"])) for one in told["decoys"]]
        self._served = self._served_intents(judged)
        self._own_words = {
            article.id: (article.title, *article.questions) for article in search.documents.articles
        }

    def _intent(self, one: Mapping[str, Any]) -> Intent:
        about, trouble = one.get("about", ()), one.get("trouble", ())
        words = [a + t for a in about for t in trouble] + list(one["whole"])
        words += [t + a for a in about for t in trouble if self._chance.random() < 0.3]
        self._chance.shuffle(words)
        right = tuple(one.get("right", ()))
        name, kind = str(one["name"]), one["kind"]
        self._manner[name], self._short[name] = one.get("manner", ""), (*about, *trouble)
        if kind in {"hidden", "tool"}:
            # Who seems to be in trouble is shown what to do first, whatever else would answer.
            words = [text for text in words if not self._search.parsed(text).urgent]
            missing = [text for text in words if self._first(text) not in right]
            found = [text for text in words if text not in missing]
            words = [*missing, *found[: len(missing) // 4]]
            self._chance.shuffle(words)
        return Intent(name, kind, right, tuple(words))

    def _served_intents(self, judged: Sequence[tuple[str, tuple[str, ...]]]) -> list[Intent]:
        failing = {code for one in self._gaps if one.kind == "unhelpful" for code in one.right}
        said = {text for one in self._gaps for text in one.words}
        of: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        own = [
            (text, (article.id,))
            for article in self._search.documents.articles
            for text in (article.title, *article.questions)
        ]
        for text, right in (*judged, *own):
            if right[0] not in failing and text not in said and self._first(text) in right:
                of[right[0]][text] = right
        return [
            Intent(
                f"served:{code}",
                "served",
                tuple({one for rights in texts.values() for one in rights}),
                tuple(texts),
            )
            for code, texts in sorted(of.items())
        ]

    def _shown(self, text: str) -> Shown:
        if text not in self._known:
            try:
                self._known[text] = shown_of(self._search.search(text))
            except QueryRejected:
                self._known[text] = Shown((), "none", "")
        return self._known[text]

    def _first(self, text: str) -> str:
        return next(iter(self._shown(text).articles), "")

    def month(self, visits: int) -> Month:
        chance, scale = self._chance, visits / _WHOLE
        plan: list[tuple[int, Intent]] = []
        for gap in self._gaps:
            size = min(550, 32 * chance.paretovariate(0.85))
            plan += [(chance.randrange(_DAYS), gap) for _ in range(round(size * scale))]
        for decoy, count in self._decoys:
            within = range(11, 14) if self._manner[decoy.name] in {"season", "news"} else range(30)
            plan += [(chance.choice(within), decoy) for _ in range(round(count * scale))]
        weights = [chance.paretovariate(0.9) for _ in self._served]
        weights = [min(one, 25) for one in weights]
        while len(plan) < visits:
            plan.append((chance.randrange(_DAYS), chance.choices(self._served, weights)[0]))
        made: list[tuple[Visit, tuple[Intent, ...]]] = []
        for day, intent in plan:
            made += self._sittings(intent, day)
        made.sort(key=lambda one: one[0].day)
        planted = (*self._gaps, *(one for one, _ in self._decoys))
        return Month([visit for visit, _ in made], [meant for _, meant in made], planted)

    def _sittings(self, intent: Intent, day: int) -> list[tuple[Visit, tuple[Intent, ...]]]:
        """A visit, and the next ones of who comes back with the same matter."""
        first = self._last_day - timedelta(_DAYS - 1)
        side, network = self._where(intent)
        made = [self._visit(intent, first + timedelta(day), side, network)]
        while day < _DAYS - 1 and not made[-1][2] and self._chance.random() < self._manners.returns:
            day = min(_DAYS - 1, day + self._chance.randrange(1, 4))
            made.append(self._visit(intent, first + timedelta(day), side, network))
        return [(visit, meant) for visit, meant, _ in made]

    def _visit(
        self, intent: Intent, day: date, side: Side, network: str
    ) -> tuple[Visit, tuple[Intent, ...], bool]:
        chance, manners = self._chance, self._manners
        asked: list[Asked] = []
        meant: list[Intent] = []
        wanted, patience = intent, manners.again * chance.uniform(0.4, 1.4)
        depth = 4 if chance.random() < 0.6 else 10
        while True:
            manner = self._manner.get(wanted.name, "")
            text = self._said(wanted, [one.text for one in asked], desk=side == "desk")
            shown = self._shown(text)
            opened, satisfied = self._read(wanted, shown, depth, manner)
            asked.append(Asked(text, shown.reading or text, self._first(text), shown.level, opened))
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
            wanted = chance.choice(self._served)
        return Visit(day, side, network, tuple(asked)), tuple(meant), satisfied

    def _afterwards(
        self, manner: str, patience: float, *, satisfied: bool
    ) -> tuple[bool, bool, bool]:
        """Whether a number is taken, the same matter asked again, and the visit over."""
        chance = self._chance
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
        chance = self._chance
        if before and wanted.kind in {"hidden", "tool"} and chance.random() < 0.15:
            return chance.choice(self._own_words[wanted.right[0]])
        short = self._short.get(wanted.name, ())
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
        """How attractive a title is for a question: each pair has its own."""
        key = wanted.name, code
        if key not in self._opens:
            uniform = self._chance.uniform
            if code in wanted.right:
                self._opens[key] = uniform(0.55, 0.9)
            elif any(code[0] == one[0] for one in wanted.right):
                self._opens[key] = uniform(0.08, 0.4)
            else:
                self._opens[key] = uniform(0.01, 0.2)
        return self._opens[key]

    def _satisfies(self, wanted: Intent, code: str) -> float:
        if code not in wanted.right:
            return 0.0
        return {"unhelpful": 0.2, "frequent": 0.85}.get(wanted.kind, 0.8)

    def _opened(self, wanted: Intent, code: str, rank: int, manner: str) -> tuple[Opened, bool]:
        chance, manners = self._chance, self._manners
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
        chance, manners, hits = self._chance, self._manners, shown.articles[:depth]
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
        chance = self._chance
        if chance.random() < self._manners.strays:
            return True
        if sought and code != sought and code in wanted.right:
            return False
        return chance.random() < self._chance_opened(wanted, code) * (0.9 if rank > 3 else 1)

    def _browsed(self, hits: Sequence[str]) -> tuple[Opened, ...]:
        chance = self._chance
        if chance.random() > 0.3:
            return ()
        rank = min(len(hits), 1 + int(chance.expovariate(1)))
        return (Opened(hits[rank - 1], rank, chance.random() < 0.4),)

    def _where(self, intent: Intent) -> tuple[Side, str]:
        chance = self._chance
        if intent.kind == "flood":
            return "site", f"{intent.name}{chance.randrange(3)}"
        if intent.kind == "testing" or chance.random() < 0.07:
            return "desk", f"agent:{chance.randrange(45)}"
        side: Side = "frame" if chance.random() < 0.2 else "site"
        if chance.random() < 0.3:
            return side, f"carrier{int(chance.paretovariate(0.7)) % 60}"
        return side, f"home{chance.randrange(60_000)}"
