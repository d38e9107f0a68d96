"""A month of a sixth hand: three kinds of readers, who look down the list until they give up.

A cascade (Craswell et al. 2008): a reader looks at a hit, opens it or not by what its title
promises, and goes on to the next one while patience lasts. Callers want a number, skimmers read
excerpts alone, readers open and stay. Who fails asks again in other words, or in a single noun.
Some decoys are typed short or misspelt first and well afterwards; one is an office that tries the
search on its public address.
"""

# ruff: noqa: PLR2004 - chances are said where they are used
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from benchmarks.learning_hand import DAYS, WHOLE, Hand, Made
from benchmarks.learning_manners import Noise
from search_service.evaluation.robustness import full_pinyin, homophones, one_deleted, two_swapped
from search_service.learning.simulation.intents import Intent
from search_service.records.visit_window import STAYED_SECONDS
from search_service.records.visits import Asked, Opened, Shown, Visit

_BEFORE = ("求助", "麻烦问一句 ", "唉", "我这边", "老师", "有没有懂的 ", "客服你好", "为什么")
_AFTER = ("谢谢", "咋弄", "能帮我看看吗", "啊啊啊", "???", "在线等", "怎么处理", "是什么情况", "😭")
_SMALLEST, _SHAPE, _LARGEST = 30, 0.75, 520


@dataclass(frozen=True)
class _Reader:
    """Chances of one kind of reader.

    Attributes:
        share: Of all readers.
        patience: Goes on to the next hit.
        excerpt: A right first hit is enough as it is shown.
        again: Who failed asks again.
        calls: Who failed takes a number.
        scale: Typical seconds on an article that answers; a fifth of them on one that does not.
    """

    share: float
    patience: float
    excerpt: float
    again: float
    calls: float
    scale: float


_READERS: Mapping[Noise, tuple[_Reader, ...]] = {
    "clean": (
        _Reader(0.6, 0.75, 0.15, 0.5, 0.08, 60),
        _Reader(0.25, 0.55, 0.55, 0.55, 0.05, 25),
        _Reader(0.15, 0.6, 0.2, 0.25, 0.4, 40),
    ),
    "noisy": (
        _Reader(0.4, 0.65, 0.3, 0.35, 0.05, 38),
        _Reader(0.45, 0.45, 0.6, 0.35, 0.04, 18),
        _Reader(0.15, 0.5, 0.3, 0.2, 0.3, 28),
    ),
    "very": (
        _Reader(0.3, 0.6, 0.4, 0.25, 0.05, 30),
        _Reader(0.55, 0.4, 0.65, 0.28, 0.04, 15),
        _Reader(0.15, 0.5, 0.4, 0.15, 0.25, 24),
    ),
}
_SLIPS: Mapping[Noise, float] = {"clean": 0.16, "noisy": 0.28, "very": 0.4}
_ODD_TITLES: Mapping[Noise, float] = {"clean": 0.16, "noisy": 0.22, "very": 0.28}


class SixthHand(Hand):
    """See the module."""

    name = "sixth"

    def words(self, one: Mapping[str, Any]) -> list[str]:
        """What is said; nothing that tells of trouble where an article answers."""
        said = list(one["said"])
        if one["kind"] in {"hidden", "tool"}:
            said = [text for text in said if not self.is_urgent(text)]
        return said

    def plan(self, visits: int) -> list[tuple[int, Intent]]:
        """Gaps of Pareto's sizes, decoys, and what is served, half of it by a few articles."""
        chance, scale = self.chance, visits / WHOLE
        plan: list[tuple[int, Intent]] = []
        for gap in self.gaps:
            size = min(_LARGEST, _SMALLEST * chance.paretovariate(_SHAPE))
            start = chance.randrange(DAYS)
            late = chance.random() < 0.2  # some matters begin within the month
            days = range(start if late else 0, DAYS)
            plan += [(chance.choice(days), gap) for _ in range(max(1, round(size * scale)))]
        for decoy, count in self.decoys:
            days = self.told[decoy.name].get("days", range(DAYS))
            plan += [(int(chance.choice(days)), decoy) for _ in range(round(count * scale))]
        served = chance.sample(self.served, len(self.served))
        weights = list(accumulate(0.93**place + 0.01 for place in range(len(served))))
        rest = chance.choices(served, cum_weights=weights, k=max(0, visits - len(plan)))
        return [*plan, *((chance.randrange(DAYS), intent) for intent in rest)]

    def sittings(self, intent: Intent, day: int) -> list[Made]:
        """One visit, of one reader."""
        chance, manner = self.chance, self.manner(intent)
        side, network = self.where(intent)
        if manner == "office":
            side, network = "site", "office of testers"
        kinds = _READERS[self.noise]
        reader = chance.choices(kinds, [one.share for one in kinds])[0]
        asked: list[Asked] = []
        meant: list[Intent] = []
        wanted = intent
        for turn in range(chance.choice((2, 3, 3, 4))):
            text = self._said(wanted, turn)
            shown = self.shown(text)
            opened, satisfied = self._read(wanted, shown, reader, text)
            calls, again = self._after(manner if wanted is intent else "", reader, satisfied)
            asked.append(self.asked(text, opened, contact=calls))
            meant.append(wanted)
            if again:
                continue
            if satisfied and not calls and not manner and chance.random() < 0.07:
                wanted = chance.choice(self.served)
                continue
            break
        return [(Visit(self.at(day), side, network, tuple(asked)), tuple(meant))]

    def _after(self, manner: str, reader: _Reader, satisfied: bool) -> tuple[bool, bool]:  # noqa: FBT001
        """Whether a number is taken, and the same asked again."""
        chance = self.chance.random
        told = {"bot": (0, 0), "idle": (0.03, 0.08), "office": (0.05, 0.5), "number": (0.35, 0.03)}
        if manner in told:
            calls, again = told[manner]
            return chance() < calls, chance() < again
        if manner == "burst":
            return chance() < 0.05, not satisfied and chance() < 0.4
        if satisfied:
            return chance() < 0.1 * reader.calls, False
        is_calling = chance() < reader.calls
        return is_calling, not is_calling and chance() < reader.again

    def _said(self, wanted: Intent, turn: int) -> str:
        chance = self.chance
        short = self.told.get(wanted.name, {}).get("short", ())
        if short and turn == 0 and chance.random() < 0.6:
            return str(chance.choice(short))
        words = wanted.words
        text = words[min(int(chance.paretovariate(1.1)) - 1, len(words) - 1)]
        if turn or chance.random() < 0.35:
            text = chance.choice(words)
        if wanted.kind == "flood" or chance.random() > _SLIPS[self.noise] + 0.1:
            return text
        way = chance.random()
        if way < 0.25:
            return chance.choice(_BEFORE) + text
        if way < 0.5:
            return text + chance.choice(_AFTER)
        if way < 0.75:
            return homophones(text, 1 + (way > 0.68))
        slip = chance.choice((full_pinyin, one_deleted, two_swapped))
        return slip(text)[:60]

    def _read(
        self, wanted: Intent, shown: Shown, reader: _Reader, text: str
    ) -> tuple[tuple[Opened, ...], bool]:
        """Down the list until something answers or patience ends."""
        chance = self.chance
        manner = self.manner(wanted)
        if manner == "bot" or not shown.articles:
            return (), False
        sought = set(wanted.right) if wanted.kind != "missing" else set()
        if manner in {"short", "misspelt"} and text in wanted.words:
            sought = {self.first(text)} | sought
        helps = 0.25 if wanted.kind == "unhelpful" else 0.92
        if shown.articles[0] in sought and chance.random() < reader.excerpt * helps:
            return (), True
        if manner == "office":
            is_long = chance.random() < 0.3
            return ((Opened(shown.articles[0], 1, is_long, None),) if is_long else ()), is_long
        opened: list[Opened] = []
        for rank, code in enumerate(shown.articles[:8], 1):
            if chance.random() < self._promise(wanted, code, code in sought):
                good = code in sought and chance.random() < helps
                seconds = chance.weibullvariate(reader.scale * (1 if good else 0.2), 1.3)
                vote = None
                if chance.random() < 0.025:
                    vote = chance.random() < (0.92 if good else 0.1)
                opened.append(Opened(code, rank, seconds >= STAYED_SECONDS, vote))
                if good:
                    return tuple(opened), True
            if len(opened) == 3 or chance.random() > reader.patience:
                break
        return tuple(opened), False

    def _promise(self, wanted: Intent, code: str, is_right: bool) -> float:  # noqa: FBT001
        key = wanted.name, code
        if key not in self.pairs:
            most = _ODD_TITLES[self.noise]
            low, high = (0.55, 0.95) if is_right else (0.0, 0.03 if wanted.kind == "odd" else most)
            self.pairs[key] = self.chance.uniform(low, high)
            if not is_right and wanted.kind != "odd" and self.chance.random() < 0.1:
                self.pairs[key] = self.chance.uniform(0.3, 0.7)  # a title that misleads
        return self.pairs[key]
