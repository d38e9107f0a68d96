"""A month of a seventh hand: people who type as in a chat, one line after the other.

A user browsing model (Dupret and Piwowarski 2008): whether a hit is looked at depends on its rank
and on how far it is below the last one that was opened. The first line is often a greeting or two
bare words, then comes the matter, then what is added when nobody understood; many ask a second
matter in the same sitting. Reading times are gamma distributed. Small gaps are many and a few are
large (Zipf), and what is asked differs between weekdays and weekends.
"""

# ruff: noqa: PLR2004 - chances are said where they are used
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.learning_hand import DAYS, WHOLE, Hand, Made
from benchmarks.learning_manners import Noise
from search_service.evaluation.robustness import full_pinyin, homophones, one_deleted
from search_service.learning.simulation.intents import Intent
from search_service.records.visit_window import STAYED_SECONDS
from search_service.records.visits import Asked, Opened, Shown, Visit

_OPENINGS = ("你好", "在吗", "有个事想问", "问一下", "麻烦了", "客服")
_JOINS = ("我是说", "就是", "还是那个事 ", "那", "意思是", "重新说下 ")
_ENDS = ("，急", "呀", "可以吗", "怎么搞", "求解答", "，谢谢啦", "!!", "嘞")
# Looked at, by rank from 1, and times so much for each hit since the last one that was opened.
_SEEN = (0.98, 0.82, 0.66, 0.5, 0.38, 0.3, 0.24, 0.2)
_FURTHER = 0.88


@dataclass(frozen=True)
class _Level:
    """Chances at one level of noise.

    Attributes:
        reads_list: A right first hit is enough as it is shown.
        again: Who failed types another line.
        calls: Who failed takes a number.
        lingers: Typical seconds on what answers.
        glances: The same on what does not.
        strays: A hit that does not promise is opened.
        slips: A line is not typed as meant.
        opens_vague: The first line is a greeting or two words.
    """

    reads_list: float
    again: float
    calls: float
    lingers: float
    glances: float
    strays: float
    slips: float
    opens_vague: float


_LEVELS: Mapping[Noise, _Level] = {
    "clean": _Level(0.25, 0.58, 0.12, 45, 5, 0.08, 0.15, 0.1),
    "noisy": _Level(0.45, 0.38, 0.1, 28, 6.5, 0.12, 0.28, 0.18),
    "very": _Level(0.55, 0.28, 0.08, 22, 8, 0.16, 0.4, 0.25),
}


class SeventhHand(Hand):
    """See the module."""

    name = "seventh"

    def words(self, one: Mapping[str, Any]) -> list[str]:
        """The matter's lines; nothing that tells of trouble where an article answers."""
        lines = [str(text) for text in one["lines"]]
        if one["kind"] in {"hidden", "tool"}:
            lines = [text for text in lines if not self.is_urgent(text)]
        return lines

    def plan(self, visits: int) -> list[tuple[int, Intent]]:
        """Gaps of Zipf's sizes in an order of chance, decoys, and what is served."""
        chance, scale = self.chance, visits / WHOLE
        plan: list[tuple[int, Intent]] = []
        order = chance.sample(self.gaps, len(self.gaps))
        for place, gap in enumerate(order, 1):
            size = max(30, 600 * place**-0.85)
            is_of_weekend = chance.random() < 0.3
            weights = [3 if is_of_weekend and day % 7 > 4 else 1 for day in range(DAYS)]
            days = chance.choices(range(DAYS), weights, k=max(1, round(size * scale)))
            plan += [(day, gap) for day in days]
        for decoy, count in self.decoys:
            is_burst = self.manner(decoy) == "burst"
            days = [chance.randrange(18, 21) if is_burst else chance.randrange(DAYS)]
            plan += [
                (days[0] if is_burst else chance.randrange(DAYS), decoy)
                for _ in range(round(count * scale))
            ]
        served = chance.sample(self.served, len(self.served))
        weights_of = [1 / (place + 4) for place in range(len(served))]
        rest = chance.choices(served, weights_of, k=max(0, visits - len(plan)))
        return [*plan, *((chance.randrange(DAYS), intent) for intent in rest)]

    def sittings(self, intent: Intent, day: int) -> list[Made]:
        """One visit; who comes with one matter may leave with another."""
        chance, level = self.chance, _LEVELS[self.noise]
        side, network = self.where(intent)
        manner = self.manner(intent)
        asked: list[Asked] = []
        meant: list[Intent] = []
        lines = self._lines(intent, chance.choice((1, 2, 3, 3, 4)))
        number = 0
        while number < len(lines):
            text = lines[number]
            opened, satisfied = self._browse(intent, self.shown(text), text)
            calls, again = self._then(manner, satisfied=satisfied)
            is_last = number + 1 == len(lines)
            asked.append(self.asked(text, opened, contact=calls))
            meant.append(intent)
            number += 1
            if calls or (not again and not (satisfied and manner == "wander")):
                break
            if is_last:
                break
        if intent.kind == "served" and chance.random() < 0.06:
            other = chance.choice(self.served)
            text = chance.choice(other.words)
            opened, _ = self._browse(other, self.shown(text), text)
            asked.append(self.asked(text, opened, contact=False))
            meant.append(other)
        if side == "desk" and manner != "tries" and chance.random() < level.strays:
            asked[-1] = self.asked(asked[-1].text, (), contact=False)  # read aloud from the list
        return [(Visit(self.at(day), side, network, tuple(asked)), tuple(meant))]

    def _lines(self, intent: Intent, most: int) -> list[str]:
        """What is typed in turn, as long as nothing helps."""
        chance, level = self.chance, _LEVELS[self.noise]
        told = self.told.get(intent.name, {})
        if self.manner(intent) in {"bot", "tries"}:
            return [chance.choice(intent.words) for _ in range(most)]
        made: list[str] = []
        if chance.random() < level.opens_vague:
            more = told.get("more", ())
            made.append(str(chance.choice(more)) if more else chance.choice(_OPENINGS))
        ranks = [1 / (place + 1) ** 0.6 for place in range(len(intent.words))]
        while len(made) < most:
            text = chance.choices(intent.words, ranks)[0]
            if made and told.get("more") and chance.random() < 0.35:
                text = str(chance.choice(told["more"]))
            made.append(self._typed(text, again=bool(made)))
        return made

    def _typed(self, text: str, *, again: bool) -> str:
        chance, slips = self.chance, _LEVELS[self.noise].slips
        if again and chance.random() < 0.15:
            text = chance.choice(_JOINS) + text
        if chance.random() < slips:
            way = chance.random()
            slip = full_pinyin if way < 0.25 else one_deleted
            text = slip(text) if way < 0.5 else homophones(text, 1)
        if chance.random() < slips:
            text += chance.choice(_ENDS)
        return text[:60]

    def _then(self, manner: str, *, satisfied: bool) -> tuple[bool, bool]:
        """Whether a number is taken, and another line typed."""
        chance, level = self.chance.random, _LEVELS[self.noise]
        told = {"bot": (0, 0), "idle": (0.02, 0.1), "tries": (0, 0.6), "wander": (0.02, 0.25)}
        if manner in told:
            calls, again = told[manner]
            return chance() < calls, chance() < again
        if manner == "angry" and chance() < 0.15:
            return chance() < 0.5, chance() < 0.4
        if manner == "hurried" and satisfied:
            return False, chance() < 0.05
        if satisfied:
            return chance() < 0.01, False
        return chance() < level.calls, chance() < level.again

    def _browse(self, wanted: Intent, shown: Shown, text: str) -> tuple[tuple[Opened, ...], bool]:
        """What is looked at and opened, and whether it answers."""
        chance, level, manner = self.chance, _LEVELS[self.noise], self.manner(wanted)
        if manner == "bot" or not shown.articles or text in _OPENINGS:
            return (), False
        sought = frozenset() if wanted.kind == "missing" else frozenset(wanted.right)
        helps = 0.22 if wanted.kind == "unhelpful" else 0.94
        if shown.articles[0] in sought and chance.random() < level.reads_list * helps:
            return (), True
        hurried = 0.6 if manner == "hurried" else 1.0
        opened: list[Opened] = []
        since = 0
        for rank, (code, seen) in enumerate(zip(shown.articles, _SEEN, strict=False), 1):
            if chance.random() > seen * _FURTHER**since * (hurried if rank > 1 else 1):
                since += 1
                continue
            is_right = code in sought
            if chance.random() > self._draws(wanted, code, is_right=is_right):
                since += 1
                continue
            since = 0
            good = is_right and chance.random() < helps
            scale = (level.lingers if good else level.glances) * hurried
            seconds = chance.gammavariate(1.8, scale / 1.8)
            vote = None
            if chance.random() < 0.02:
                vote = chance.random() < (0.9 if good else 0.12)
            opened.append(Opened(code, rank, seconds >= STAYED_SECONDS, vote))
            if good or len(opened) == 3:
                return tuple(opened), good
        return tuple(opened), False

    def _draws(self, wanted: Intent, code: str, *, is_right: bool) -> float:
        """How a title strikes those who want this."""
        pair = wanted.name, code
        if pair not in self.pairs:
            drawn = self.chance.betavariate(7, 2) if is_right else 0.0
            if not is_right and wanted.kind != "odd":
                strays = _LEVELS[self.noise].strays
                misleads = self.chance.random() < 0.08
                drawn = self.chance.uniform(0.3, 0.6) if misleads else 2 * strays
                drawn *= 1 if misleads else self.chance.random()
            self.pairs[pair] = drawn
        return self.pairs[pair]
