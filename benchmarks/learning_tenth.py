"""A month of a tenth hand: people with a temper, who type with one thumb.

A dependent click model (Guo, Liu and Wang 2009): all on the screen is looked at from the top (four
titles on a telephone, eight on a desk) until something is opened; whether more is opened after that
depends on the rank. Each pair of matter and title has a pull of its own (a normal draw, through a
logistic). A visitor is plain, terse, angry or lost, and that decides how he types, how long he
bears it and whether he rings. Reading times are log-logistic. Sizes of gaps are log-normal; some
grow over the month and some begin in its second half. Served needs have words of their own readers
as well, of which up to one in five misses.
"""

# ruff: noqa: PLR2004 - chances are said where they are used
from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.learning_hand import DAYS, WHOLE, Hand, Judged, Made
from benchmarks.learning_manners import Noise
from search_service.evaluation.robustness import (
    full_pinyin,
    homophones,
    one_deleted,
    traditional,
    two_swapped,
)
from search_service.learning.simulation.intents import Intent
from search_service.records.visit_window import STAYED_SECONDS
from search_service.records.visits import Asked, Opened, Shown, Visit


@dataclass(frozen=True)
class _Level:
    """Chances at one level of noise.

    Attributes:
        excerpt: A right first hit is enough as it is shown.
        pull: Mean pull of a right title and of another, before the logistic.
        seconds: Median reading time of what answers, and of what does not.
        fooled: What does not answer is taken for an answer.
        again: Who is not satisfied asks again.
        rings: Who gives up takes a number.
        garbles: A text is not typed as it was meant.
    """

    excerpt: float
    pull: tuple[float, float]
    seconds: tuple[float, float]
    fooled: float
    again: float
    rings: float
    garbles: float


_LEVELS: Mapping[Noise, _Level] = {
    "clean": _Level(0.32, (1.2, -2.4), (36, 5), 0.04, 0.55, 0.16, 0.25),
    "noisy": _Level(0.45, (0.6, -2.0), (24, 6.5), 0.1, 0.4, 0.12, 0.36),
    "very": _Level(0.55, (0.2, -1.8), (18, 8), 0.17, 0.3, 0.09, 0.45),
}
# Temper: how often, how much more or less often asked again, and rung.
_TEMPERS = {
    "plain": (5, 1.0, 1.0),
    "terse": (3, 0.8, 0.6),
    "angry": (2, 1.2, 2.0),
    "lost": (2, 1.3, 1.3),
}
_SWEARS = ("什么玩意", "垃圾", "搞笑呢", "有没有人管", "第三次了", "!!!", "服了")


class TenthHand(Hand):
    """See the module."""

    name = "tenth"

    def words(self, one: Mapping[str, Any]) -> list[str]:
        """All that is said; nothing that tells of trouble where an article answers."""
        said = [str(text) for text in one["said"]]
        if one["kind"] in {"hidden", "tool"}:
            said = [text for text in said if not self.is_urgent(text)]
        return said

    def _served(self, judged: Judged) -> list[Intent]:
        """What others serve, and needs in their readers' words: mostly found, as they are."""
        own = []
        gaps = {text for one in self.gaps for text in one.words}
        for one in self.needs:
            right, said = tuple(one["right"]), [str(text) for text in one["said"]]
            found = [text for text in said if self.first(text) in right and text not in gaps]
            missed = [text for text in said if self.first(text) not in right]
            if found:
                words = (*found, *missed[: len(found) // 4])
                own.append(Intent(f"need:{one['name']}", "served", right, words))
        return [*own, *super()._served(judged)]

    def plan(self, visits: int) -> list[tuple[int, Intent]]:
        """Gaps of log-normal sizes that come early, late or all the time; decoys; the rest."""
        chance, scale = self.chance, visits / WHOLE
        week = [1.3 if day % 7 == 0 else 0.8 if day % 7 > 4 else 1.0 for day in range(DAYS)]
        plan: list[tuple[int, Intent]] = []
        for gap in self.gaps:
            size = min(800.0, max(30.0, chance.lognormvariate(math.log(110), 0.8)))
            way = chance.random()
            days = [
                of * (1 + day / 10 if way < 0.2 else day >= 15 if way < 0.3 else 1)
                for day, of in enumerate(week)
            ]
            on = chance.choices(range(DAYS), days, k=max(1, round(size * scale)))
            plan += [(day, gap) for day in on]
        for decoy, count in self.decoys:
            peak = chance.randrange(3, DAYS - 3)
            is_burst = self.manner(decoy) == "burst"
            for _ in range(round(count * scale)):
                near = min(DAYS - 1, max(0, round(chance.gauss(peak, 1))))
                plan.append((near if is_burst else chance.randrange(DAYS), decoy))
        served = sorted(self.served, key=lambda _: chance.random())
        weights = [1 / (place + 5) for place in range(len(served))]
        rest = chance.choices(served, weights, k=max(0, visits - len(plan)))
        return [*plan, *zip(chance.choices(range(DAYS), week, k=len(rest)), rest, strict=True)]

    def sittings(self, intent: Intent, day: int) -> list[Made]:
        """One visit."""
        side, network = self.where(intent)
        asked = self._sitting(intent)
        return [(Visit(self.at(day), side, network, tuple(asked)), (intent,) * len(asked))]

    def _sitting(self, intent: Intent) -> list[Asked]:
        chance, level, manner = self.chance, _LEVELS[self.noise], self.manner(intent)
        if manner in {"bot", "idle", "tries"}:
            count = chance.choice((1, 1, 2)) if manner != "tries" else chance.randrange(1, 6)
            return [
                self.asked(chance.choice(intent.words), (), contact=False) for _ in range(count)
            ]
        temper = chance.choices(list(_TEMPERS), [one[0] for one in _TEMPERS.values()])[0]
        _, bears, rings = _TEMPERS[temper]
        fold = 4 if chance.random() < 0.7 else 8
        asked: list[Asked] = []
        text = self._said(intent, temper)
        while True:
            opened, satisfied = self._look(intent, self.shown(text), fold)
            if satisfied:
                calls = chance.random() < (0.3 if manner == "rings" else 0.01)
                return [*asked, self.asked(text, opened, contact=calls)]
            goes_on = len(asked) < 3 and chance.random() < level.again * bears
            calls = not goes_on and chance.random() < level.rings * rings
            asked.append(self.asked(text, opened, contact=calls))
            if not goes_on:
                return asked
            text = self._said(intent, temper)

    def _said(self, intent: Intent, temper: str) -> str:
        chance, level = self.chance, _LEVELS[self.noise]
        words = intent.words
        weights = [1 / (place + 2) ** 0.7 for place in range(len(words))]
        text = chance.choices(words, weights)[0]
        if temper == "terse" and chance.random() < 0.3:
            text = min(text, chance.choice(words), key=len)
        mood = self.told.get(intent.name, {}).get("mood", ())
        if mood and chance.random() < 0.2:
            said = str(chance.choice(mood))
            text = f"{said} {text}" if chance.random() < 0.5 else f"{text} {said}"
        if temper == "angry" and chance.random() < 0.4:
            text = f"{text}{chance.choice(_SWEARS)}"
        if chance.random() < level.garbles:
            text = self._garbled(text)
        return text[:60]

    def _garbled(self, text: str) -> str:
        chance, way = self.chance, self.chance.random()
        if way < 0.9:
            ends = (0.35, 0.55, 0.65, 0.8, 0.9)
            place = next(number for number, end in enumerate(ends) if way < end)
            if not place:
                return homophones(text, 1)
            return (traditional, full_pinyin, one_deleted, two_swapped)[place - 1](text)
        return text[: chance.randrange(5, len(text))] if len(text) > 6 else text

    def _look(self, wanted: Intent, shown: Shown, fold: int) -> tuple[tuple[Opened, ...], bool]:
        """What is opened, and whether it answers."""
        chance, level, manner = self.chance, _LEVELS[self.noise], self.manner(wanted)
        sought = frozenset() if wanted.kind == "missing" else frozenset(wanted.right)
        helps = 0.2 if wanted.kind == "unhelpful" else 0.92
        is_first = bool(shown.articles) and shown.articles[0] in sought
        if is_first and chance.random() < level.excerpt * helps:
            return (), True
        opened: list[Opened] = []
        for rank, code in enumerate(shown.articles[:fold], 1):
            is_right = code in sought
            if chance.random() >= self._pulls(wanted, code, is_right=is_right):
                continue
            good = is_right and chance.random() < helps
            fooled = not good and chance.random() < level.fooled
            typical = level.seconds[0 if good or fooled else 1]
            if manner == "regular" and good:
                typical = 9.0
            seconds = typical * (1 / max(1e-6, chance.random()) - 1) ** (-1 / 2.2)
            vote = None
            if chance.random() < 0.035:
                vote = chance.random() < (0.9 if good or fooled else 0.1)
            opened.append(Opened(code, rank, seconds >= STAYED_SECONDS, vote))
            if good or fooled:
                more = manner == "vague" and chance.random() < 0.3
                if not more:
                    return tuple(opened), True
            elif chance.random() >= 0.85 * rank**-0.4:
                break
        return tuple(opened), False

    def _pulls(self, wanted: Intent, code: str, *, is_right: bool) -> float:
        pair = wanted.name, code
        if pair not in self.pairs:
            mean = _LEVELS[self.noise].pull[0 if is_right else 1]
            self.pairs[pair] = 1 / (1 + math.exp(-self.chance.gauss(mean, 0.8)))
        return self.pairs[pair]
