"""A month of a ninth hand: people who tell a story and read down the list.

A dynamic Bayesian network of clicks (Chapelle and Zhang 2009): from the top, each title attracts or
does not (a Beta draw for each matter and title), what is opened satisfies or does not, and who is
not satisfied looks further with a chance of his own (impatient and patient readers). Nobody opens
the same article twice in a visit. Reading times follow a gamma distribution. A matter is told as a
story: what happened, with a mood around it, in two short sentences run together, in the pinyin of a
word, or with a character typed twice.
"""

# ruff: noqa: PLR2004 - chances are said where they are used
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.learning_hand import DAYS, WHOLE, Hand, Made
from benchmarks.learning_manners import Noise
from search_service.evaluation.robustness import full_pinyin, homophones
from search_service.learning.simulation.intents import Intent
from search_service.records.visit_window import STAYED_SECONDS
from search_service.records.visits import Asked, Opened, Shown, Visit


@dataclass(frozen=True)
class _Level:
    """Chances at one level of noise.

    Attributes:
        at_a_glance: A right first hit is enough as it is shown.
        attracts: Parameters of the Beta draws of right titles and of others.
        patience: Chances to look one place further, of impatient and of patient readers.
        reads: Typical seconds on what answers, and on what does not.
        again: Who is not satisfied asks again.
        calls: Who gives up takes a number.
        garbles: A text is not typed as it was meant.
        wanders: Something further is opened although the answer is found.
    """

    at_a_glance: float
    attracts: tuple[tuple[float, float], tuple[float, float]]
    patience: tuple[float, float]
    reads: tuple[float, float]
    again: float
    calls: float
    garbles: float
    wanders: float


_LEVELS: Mapping[Noise, _Level] = {
    "clean": _Level(0.3, ((6, 3), (0.8, 9)), (0.72, 0.93), (38, 6), 0.55, 0.18, 0.22, 0.05),
    "noisy": _Level(0.45, ((4, 4), (1.0, 8)), (0.62, 0.88), (24, 7.5), 0.38, 0.13, 0.34, 0.12),
    "very": _Level(0.55, ((3, 4), (1.2, 7)), (0.55, 0.84), (18, 9), 0.28, 0.1, 0.42, 0.18),
}


class NinthHand(Hand):
    """See the module."""

    name = "ninth"

    def words(self, one: Mapping[str, Any]) -> list[str]:
        """What is said, and two of it in one breath; no trouble where an article answers."""
        core = [str(text) for text in one["core"]]
        if one["kind"] in {"flood", "testing", "odd", "frequent"}:
            return core
        told = [f"{core[n]}{core[n + 1]}" for n in range(0, len(core) - 1, 2)]
        said = [*core, *(text for text in told if len(text) <= 24)]
        if one["kind"] in {"hidden", "tool"}:
            said = [text for text in said if not self.is_urgent(text)]
        return said

    def plan(self, visits: int) -> list[tuple[int, Intent]]:
        """Gaps of sizes between 30 and 450 by a power law, decoys, and the rest by weekdays."""
        chance, scale = self.chance, visits / WHOLE
        days = [1.0 if day % 7 < 5 else 1.4 for day in range(DAYS)]
        plan: list[tuple[int, Intent]] = []
        for gap in self.gaps:
            size = min(450.0, 30 * chance.paretovariate(0.9))
            plan += [
                (day, gap)
                for day in chance.choices(range(DAYS), days, k=max(1, round(size * scale)))
            ]
        for decoy, count in self.decoys:
            on = chance.randrange(DAYS - 1)
            for _ in range(round(count * scale)):
                is_burst = self.manner(decoy) == "burst" and chance.random() < 0.8
                plan.append(
                    (on + (chance.random() < 0.3) if is_burst else chance.randrange(DAYS), decoy)
                )
        served = chance.sample(self.served, len(self.served))
        weights = [1 / (place + 3) ** 0.8 for place in range(len(served))]
        rest = chance.choices(served, weights, k=max(0, visits - len(plan)))
        return [*plan, *zip(chance.choices(range(DAYS), days, k=len(rest)), rest, strict=True)]

    def sittings(self, intent: Intent, day: int) -> list[Made]:
        """One visit."""
        side, network = self.where(intent)
        asked = self._sitting(intent)
        return [(Visit(self.at(day), side, network, tuple(asked)), (intent,) * len(asked))]

    def _sitting(self, intent: Intent) -> list[Asked]:
        chance, level, manner = self.chance, _LEVELS[self.noise], self.manner(intent)
        if manner in {"bot", "idle", "tries"}:
            count = chance.randrange(1, 3) if manner != "tries" else chance.randrange(1, 5)
            return [
                self.asked(chance.choice(intent.words), (), contact=False) for _ in range(count)
            ]
        further = level.patience[chance.random() < 0.5]
        asked: list[Asked] = []
        read: set[str] = set()
        text = self._said(intent)
        while True:
            opened, satisfied = self._look(intent, self.shown(text), further, read)
            again = 0.2 if satisfied and manner == "again" else 0.0 if satisfied else level.again
            goes_on = len(asked) < 3 and chance.random() < again
            calls = not goes_on and not satisfied and chance.random() < level.calls
            asked.append(self.asked(text, opened, contact=calls))
            if not goes_on:
                return asked
            text = self._said(intent, plainly=True)

    def _said(self, intent: Intent, *, plainly: bool = False) -> str:
        chance, level = self.chance, _LEVELS[self.noise]
        weights = [1 / (place + 1.5) for place in range(len(intent.words))]
        text = chance.choices(intent.words, weights)[0]
        mood = self.told.get(intent.name, {}).get("mood", ())
        if plainly and intent.right and chance.random() < 0.2:
            titles = self.search.documents.articles_by_id
            known = [titles[code].title for code in intent.right if code in titles]
            if known:
                return chance.choice(known)
        if mood and chance.random() < 0.25:
            said = str(chance.choice(mood))
            text = f"{said}{text}" if chance.random() < 0.6 else f"{text}{said}"
        if chance.random() < level.garbles * (2 if self.manner(intent) == "pinyin" else 1):
            way = chance.random()
            if way < 0.45:
                return homophones(text, 1)[:60]
            if way < 0.6 or self.manner(intent) == "pinyin":
                return full_pinyin(text)[:60]
            at = chance.randrange(len(text))
            return f"{text[: at + 1]}{text[at]}{text[at + 1 :]}"[:60]
        return text[:60]

    def _look(
        self, wanted: Intent, shown: Shown, further: float, read: set[str]
    ) -> tuple[tuple[Opened, ...], bool]:
        """What is opened down the list, and whether it answers."""
        chance, level = self.chance, _LEVELS[self.noise]
        sought = frozenset() if wanted.kind == "missing" else frozenset(wanted.right)
        helps = 0.18 if wanted.kind == "unhelpful" else 0.9
        slow = 1.7 if self.manner(wanted) == "reads" else 1.0
        is_first = bool(shown.articles) and shown.articles[0] in sought
        if is_first and chance.random() < level.at_a_glance * helps:
            return (), True
        opened: list[Opened] = []
        satisfied = False
        for rank, code in enumerate(shown.articles[:10], 1):
            if rank > 1 and chance.random() >= further:
                break
            if code in read or chance.random() >= self._attracts(
                wanted, code, is_right=code in sought
            ):
                continue
            read.add(code)
            good = code in sought and chance.random() < helps
            typical = level.reads[0 if good else 1] * slow
            seconds = chance.gammavariate(1.6, typical / 1.6)
            vote = None
            if chance.random() < 0.03:
                vote = chance.random() < (0.9 if good else 0.12)
            opened.append(Opened(code, rank, seconds >= STAYED_SECONDS, vote))
            satisfied = satisfied or good
            several = self.manner(wanted) == "several" and chance.random() < 0.4
            if len(opened) == 3 or (satisfied and not several and chance.random() >= level.wanders):
                break
        return tuple(opened), satisfied

    def _attracts(self, wanted: Intent, code: str, *, is_right: bool) -> float:
        """The chance that a title attracts those who want this; each pair has its own."""
        pair = wanted.name, code
        if pair not in self.pairs:
            a, b = _LEVELS[self.noise].attracts[0 if is_right else 1]
            self.pairs[pair] = min(0.97, self.chance.betavariate(a, b))
        return self.pairs[pair]
