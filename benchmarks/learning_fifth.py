"""A month of a fifth hand: readers have names, colleagues and a voice; bursts follow incidents.

A reader chooses among all that is on the screen at once, by how much a title smells of what is
wanted and how far down it stands (a softmax, as of information foraging: Pirolli and Card 1999),
not place by place. Offices of 500 readers stand behind one address and tell each other; a part of
the questions is spoken; after an incident some gaps are asked on three days alone.
"""

# ruff: noqa: PLR2004 - chances are said where they are used
from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from benchmarks.learning_hand import DAYS, WHOLE, Hand, Made
from benchmarks.learning_manners import Noise
from search_service.evaluation.robustness import (
    full_pinyin,
    full_width,
    homophones,
    one_deleted,
    traditional,
    two_swapped,
)
from search_service.learning.simulation.intents import Intent
from search_service.records.visit_window import STAYED_SECONDS
from search_service.records.visits import Asked, Opened, Shown, Side, Visit

_HUMS = ("呃", "那个", "就是说", "喂", "嗯我想问", "你好那个", "哎")
_SLIPS = (two_swapped, one_deleted, full_pinyin, full_width, traditional)
_AROUND = ("{}怎么搞", "求解 {}", "{}…", "{}!", "大家知道{}吗", "{}有人遇到过吗", "{} 谢了")
_SMALLEST, _LARGEST = 22, 450
_INCIDENT = range(8, 11)


@dataclass(frozen=True)
class Temper:
    """What readers tend to do at a level of noise.

    Attributes:
        excerpt: A right first hit is enough as it is shown.
        again: Who failed asks again at once.
        calls: Who failed takes a number.
        tomorrow: Who failed comes back on the next day.
        good_seconds: Mean time on an article that answers.
        bad_seconds: The same of one that does not.
        leaves: How tempting it is to open nothing.
        slips: A text is not typed as meant.
    """

    excerpt: float
    again: float
    calls: float
    tomorrow: float
    good_seconds: float
    bad_seconds: float
    leaves: float
    slips: float


_TEMPERS: Mapping[Noise, Temper] = {
    "clean": Temper(0.25, 0.5, 0.12, 0.07, 45, 7, 0.6, 0.2),
    "noisy": Temper(0.45, 0.3, 0.08, 0.05, 28, 11, 1.3, 0.35),
    "very": Temper(0.55, 0.22, 0.06, 0.05, 22, 14, 1.7, 0.45),
}


class FifthHand(Hand):
    """See the module."""

    name = "fifth"

    @property
    def _temper(self) -> Temper:
        return _TEMPERS[self.noise]

    def words(self, one: Mapping[str, Any]) -> list[str]:
        """What is typed, then what is spoken."""
        said = [*one["typed"], *one["spoken"]]
        if one["kind"] in {"hidden", "tool"}:
            said = [text for text in said if not self.is_urgent(text)]
        return said

    def plan(self, visits: int) -> list[tuple[int, Intent]]:
        """Gaps of sizes even on a logarithmic scale, decoys, and what is served by Zipf's law."""
        chance, scale = self.chance, visits / WHOLE
        plan: list[tuple[int, Intent]] = []
        for gap in self.gaps:
            size = _SMALLEST * (_LARGEST / _SMALLEST) ** chance.random()
            days = _INCIDENT if self.told[gap.name].get("after") else range(DAYS)
            plan += [(chance.choice(days), gap) for _ in range(max(1, round(size * scale)))]
        for decoy, count in self.decoys:
            days = _INCIDENT[:2] if self.manner(decoy) == "incident" else range(DAYS)
            plan += [(chance.choice(days), decoy) for _ in range(round(count * scale))]
        served = chance.sample(self.served, len(self.served))
        weights = list(accumulate(1 / (place + 3) for place in range(len(served))))
        rest = chance.choices(served, cum_weights=weights, k=max(0, visits - len(plan)))
        return [*plan, *((chance.randrange(DAYS), intent) for intent in rest)]

    def sittings(self, intent: Intent, day: int) -> list[Made]:
        """A visit, the next days of who is not satisfied, and a colleague who heard of it."""
        chance, of = self.chance, self.networks
        side, network = self.where(intent)
        in_office = network.startswith(("home", "carrier")) and chance.random() < of["office"]
        if in_office:
            network = f"office{chance.randrange(of['offices'])}"
        speed, screen = chance.lognormvariate(0, 0.3), 5 if chance.random() < 0.55 else 10
        made: list[Made] = []
        while True:
            visit, meant, satisfied = self._visit(intent, day, side, network, speed, screen)
            made.append((visit, meant))
            if satisfied or day == DAYS - 1 or chance.random() > self._temper.tomorrow:
                break
            day += 1
        if in_office and day < DAYS - 1 and chance.random() < 0.1:
            # A colleague heard of it and types the same.
            text, first = made[0][0].asked[0].text, made[0][1][0]
            opened, _ = self._read(first, self.shown(text), speed, screen)
            asked = self.asked(text, opened, contact=False)
            made.append((Visit(self.at(day + 1), side, network, (asked,)), (first,)))
        return made

    def _visit(  # noqa: PLR0913 - who makes a visit, and when
        self, intent: Intent, day: int, side: Side, network: str, speed: float, screen: int
    ) -> tuple[Visit, tuple[Intent, ...], bool]:
        chance, temper = self.chance, self._temper
        asked: list[Asked] = []
        meant: list[Intent] = []
        wanted, again, satisfied = intent, temper.again, False
        is_voice = side != "desk" and chance.random() < 0.13
        while len(asked) < 5:
            text = self._said(wanted, is_voice=is_voice)
            opened, satisfied = self._read(wanted, self.shown(text), speed, screen)
            calls, on, leaves = self._after(self.manner(wanted), again, satisfied=satisfied)
            asked.append(self.asked(text, opened, contact=calls))
            meant.append(wanted)
            if calls or leaves:
                break
            if on:
                again *= 0.8
            elif satisfied and chance.random() < 0.08:
                wanted = chance.choice(self.served)
            else:
                break
        return Visit(self.at(day), side, network, tuple(asked)), tuple(meant), satisfied

    def _after(self, manner: str, again: float, *, satisfied: bool) -> tuple[bool, bool, bool]:
        """Whether a number is taken, the same asked again, and the visit over."""
        chance = self.chance.random
        if manner == "bot":
            return False, False, True
        if manner == "number":
            return chance() < 0.4, False, True
        if manner == "idle":
            return chance() < 0.02, chance() < 0.1, False
        if manner == "incident":  # whatever is read, it does not work
            return chance() < 0.06, chance() < 0.12, False
        calls = chance() < self._temper.calls * (0.2 if satisfied else 1)
        return calls, not satisfied and chance() < again, False

    def _said(self, wanted: Intent, *, is_voice: bool) -> str:
        chance = self.chance
        told = self.told.get(wanted.name, {})
        ways = [text for text in told.get("spoken", ()) if text in wanted.words]
        if is_voice:
            text = chance.choice(ways or wanted.words)
            text = chance.choice(_HUMS) + text if chance.random() < 0.6 else text
            return homophones(text, chance.choice((0, 0, 1, 2)))[:60]
        typed = [text for text in wanted.words if text not in ways] or list(wanted.words)
        text = typed[min(int(chance.expovariate(3 / len(typed))), len(typed) - 1)]
        if wanted.kind == "flood" or chance.random() > self._temper.slips + 0.12:
            return text
        if chance.random() < 0.4:
            return chance.choice(_AROUND).format(text)
        if chance.random() < 0.4:
            return homophones(text, 1)
        return chance.choice(_SLIPS)(text)[:60]

    def _read(
        self, wanted: Intent, shown: Shown, speed: float, screen: int
    ) -> tuple[tuple[Opened, ...], bool]:
        chance, temper, hits = self.chance, self._temper, list(shown.articles[:screen])
        manner = self.manner(wanted)
        if manner in {"bot", "agents"} or not hits:
            return (), manner == "bot"
        sought = (chance.choice(wanted.right),) if manner == "vague" else wanted.right
        helps = 0.18 if wanted.kind == "unhelpful" else 0.85
        if hits[0] in sought and wanted.kind != "unhelpful" and chance.random() < temper.excerpt:
            return (), True
        opened: list[Opened] = []
        while hits and len(opened) < 3:
            code = self._chosen(wanted, hits, shown.articles, sought)
            if code is None:
                break
            hits.remove(code)
            good = code in sought and chance.random() < helps
            seconds = speed * (
                chance.gammavariate(2, temper.good_seconds / 2)
                if good
                else chance.expovariate(1 / temper.bad_seconds)
            )
            vote = chance.random() < (0.9 if good else 0.15) if chance.random() < 0.03 else None
            rank = shown.articles.index(code) + 1
            opened.append(Opened(code, rank, seconds >= STAYED_SECONDS, vote))
            if good:
                return tuple(opened), True
        return tuple(opened), False

    def _chosen(
        self, wanted: Intent, hits: Sequence[str], shown: Sequence[str], sought: Sequence[str]
    ) -> str | None:
        """A hit by how it smells and where it stands, or none."""
        pulls = [self._scent(wanted, code, sought) - 0.3 * shown.index(code) for code in hits]
        weights = [*(math.exp(2 * pull) for pull in pulls), math.exp(2 * self._temper.leaves)]
        return self.chance.choices([*hits, None], weights)[0]

    def _scent(self, wanted: Intent, code: str, sought: Sequence[str]) -> float:
        is_right = code in sought
        key = wanted.name, f"{code} {is_right}"
        if key not in self.pairs:
            low, high = (1.6, 3.2) if is_right else (-1, 0) if wanted.kind == "odd" else (-0.6, 1.5)
            self.pairs[key] = self.chance.uniform(low, high)
        return self.pairs[key]
