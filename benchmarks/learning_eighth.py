"""A month of an eighth hand: people who dictate, and who have only so much time.

Information foraging (Pirolli and Card 1999): a visitor comes with some seconds to spend; looking at
a title, reading, and saying it again all cost some, and what is left decides whether he goes on.
Of the titles on his screen (four on a telephone, nine on a desk) he opens the one that smells most
of what he wants (a Gumbel draw on scent and place), or none if nothing smells of it. He says a
thing again by putting a word before it, cutting it short, saying it otherwise, or in the very same
words. Reading times follow Weibull's distribution. Helpers ask for somebody else and come back the
next day.
"""

# ruff: noqa: PLR2004 - chances are said where they are used
from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.learning_hand import DAYS, WHOLE, Hand, Made
from benchmarks.learning_manners import Noise
from search_service.evaluation.robustness import homophones, one_deleted, polite
from search_service.learning.simulation.intents import Intent
from search_service.records.visit_window import STAYED_SECONDS
from search_service.records.visits import Asked, Opened, Shown, Visit

_TELEPHONE, _DESKTOP = 4, 9
_BEFORE = ("那个", "我想问", "就是说", "嗯", "请教一下")
_AFTER = ("怎么弄", "对吧", "有没有办法", "咋回事", "行不行呀")
_TO_LOOK, _TO_SAY = 1.2, 8.0


@dataclass(frozen=True)
class _Level:
    """Chances at one level of noise.

    Attributes:
        seconds: What a visitor has to spend, on the whole.
        warmth: How much chance there is in what smells best.
        reads_list: A right first hit is enough as it is shown.
        lingers: Typical seconds on what answers.
        glances: The same on what does not.
        misheard: What was dictated is not what was said.
        calls: Who has no time left takes a number.
    """

    seconds: float
    warmth: float
    reads_list: float
    lingers: float
    glances: float
    misheard: float
    calls: float


_LEVELS: Mapping[Noise, _Level] = {
    "clean": _Level(110, 0.5, 0.25, 40, 5, 0.15, 0.2),
    "noisy": _Level(70, 0.8, 0.45, 26, 6.5, 0.28, 0.15),
    "very": _Level(50, 1.0, 0.55, 20, 8, 0.38, 0.1),
}


class EighthHand(Hand):
    """See the module."""

    name = "eighth"

    def words(self, one: Mapping[str, Any]) -> list[str]:
        """The bare matter, and with what is said before it; no trouble where an article answers."""
        bare = [str(text) for text in one["bare"]]
        longer = [f"{where}{text}" for text in bare[:4] for where in one["where"]]
        if one["kind"] in {"flood", "testing", "odd"}:
            longer = []
        said = [*bare, *longer]
        if one["kind"] in {"hidden", "tool"}:
            said = [text for text in said if not self.is_urgent(text)]
        return said

    def plan(self, visits: int) -> list[tuple[int, Intent]]:
        """Gaps of log-normal sizes, some of them growing over the month, decoys, and the rest."""
        chance, scale = self.chance, visits / WHOLE
        plan: list[tuple[int, Intent]] = []
        for gap in self.gaps:
            size = min(500, max(30, chance.lognormvariate(math.log(95), 0.8)))
            grows = chance.random() < 0.3
            weights = [day + 1 if grows else 10 for day in range(DAYS)]
            plan += [
                (day, gap)
                for day in chance.choices(range(DAYS), weights, k=max(1, round(size * scale)))
            ]
        for decoy, count in self.decoys:
            is_burst = self.manner(decoy) == "burst"
            on = chance.randrange(DAYS)
            plan += [
                (on if is_burst else chance.randrange(DAYS), decoy)
                for _ in range(round(count * scale))
            ]
        served = chance.sample(self.served, len(self.served))
        weights_of = [math.exp(-place / 18) + 0.05 for place in range(len(served))]
        rest = chance.choices(served, weights_of, k=max(0, visits - len(plan)))
        return [*plan, *((chance.randrange(DAYS), intent) for intent in rest)]

    def sittings(self, intent: Intent, day: int) -> list[Made]:
        """A visit; a helper who found nothing comes back the next day."""
        side, network = self.where(intent)
        is_helper = self.chance.random() < 0.15
        made = []
        satisfied = False
        for on in (day, day + 1) if is_helper else (day,):
            if on >= DAYS or satisfied:
                break
            asked, satisfied = self._sitting(intent)
            visit = Visit(self.at(on), side, network, tuple(asked))
            made.append((visit, (intent,) * len(asked)))
        return made

    def _sitting(self, intent: Intent) -> tuple[list[Asked], bool]:
        chance, level, manner = self.chance, _LEVELS[self.noise], self.manner(intent)
        if manner in {"bot", "tries", "idle"}:
            count = 1 if manner == "idle" else chance.randrange(1, 4)
            texts = [chance.choice(intent.words) for _ in range(count)]
            return [self.asked(text, (), contact=False) for text in texts], True
        left = chance.expovariate(1 / level.seconds) + 15
        seen = _TELEPHONE if chance.random() < 0.7 else _DESKTOP
        text = self._said(intent)
        asked: list[Asked] = []
        while True:
            opened, satisfied, spent = self._forage(intent, self.shown(text), seen, left)
            left -= spent
            goes_on = left > _TO_SAY and len(asked) < 4
            if satisfied:
                goes_on = manner == "anxious" and chance.random() < 0.2
            calls = not satisfied and not goes_on and chance.random() < level.calls
            asked.append(self.asked(text, opened, contact=calls))
            if not goes_on or chance.random() < 0.1:
                return asked, satisfied
            left -= _TO_SAY
            text = self._again(intent, text)

    def _said(self, intent: Intent) -> str:
        chance, misheard = self.chance, _LEVELS[self.noise].misheard
        manner = self.manner(intent)
        ranks = [1 / (place + 1) ** 0.5 for place in range(len(intent.words))]
        text = chance.choices(intent.words, ranks)[0]
        if manner == "short":
            return min(intent.words, key=len) if chance.random() < 0.5 else text
        if chance.random() < (0.5 if manner == "dictated" else misheard):
            text = homophones(text, 1) if chance.random() < 0.7 else one_deleted(text)
        if chance.random() < misheard:
            text = chance.choice(_BEFORE) + text
        elif chance.random() < misheard:
            text += chance.choice(_AFTER)
        elif intent.kind == "served" and chance.random() < 0.05:
            text = polite(text)
        return text[:60]

    def _again(self, intent: Intent, text: str) -> str:
        """The same matter, said once more."""
        way = self.chance.random()
        where = self.told.get(intent.name, {}).get("where", _BEFORE)
        if way < 0.15:
            return text
        if way < 0.3:
            return f"{self.chance.choice(where)}{text}"[:60]
        if way < 0.45 and len(text) > 5:
            return text[-(len(text) * 2 // 3) :]
        return self._said(intent)

    def _forage(
        self, wanted: Intent, shown: Shown, seen: int, left: float
    ) -> tuple[tuple[Opened, ...], bool, float]:
        """What is opened, whether it answers, and how long it took."""
        chance, level = self.chance, _LEVELS[self.noise]
        sought = frozenset() if wanted.kind == "missing" else frozenset(wanted.right)
        helps = 0.2 if wanted.kind == "unhelpful" else 0.93
        if not shown.articles:
            return (), False, 2.0
        if shown.articles[0] in sought and chance.random() < level.reads_list * helps:
            return (), True, 4.0
        spent, opened = 0.0, list[Opened]()
        closed = list(enumerate(shown.articles[:seen], 1))
        slow = 1.8 if self.manner(wanted) == "slow" else 1.0
        while closed and spent < left and len(opened) < 3:
            spent += _TO_LOOK * min(4, len(closed))
            smells = [
                self._scent(wanted, code, is_right=code in sought)
                - 0.25 * math.log(rank)
                + level.warmth * -math.log(-math.log(chance.uniform(1e-9, 1 - 1e-9)))
                for rank, code in closed
            ]
            best = max(range(len(closed)), key=lambda n: smells[n])
            if smells[best] < 0.9 + 0.3 * len(opened):
                break
            rank, code = closed.pop(best)
            good = code in sought and chance.random() < helps
            typical = level.lingers if good else level.glances
            seconds = slow * chance.weibullvariate(typical, 1.4 if good else 1.1)
            vote = None
            if chance.random() < 0.025:
                vote = chance.random() < (0.88 if good else 0.1)
            opened.append(Opened(code, rank, seconds >= STAYED_SECONDS, vote))
            spent += seconds
            if good:
                return tuple(opened), True, spent
        return tuple(opened), False, spent

    def _scent(self, wanted: Intent, code: str, *, is_right: bool) -> float:
        """How a title smells to those who want this; each pair has its own."""
        pair = wanted.name, code
        if pair not in self.pairs:
            misleads = self.chance.random() < 0.07
            middle = 1.9 if is_right else 1.2 if misleads else -0.7
            self.pairs[pair] = self.chance.gauss(middle, 0.5)
        return self.pairs[pair]
