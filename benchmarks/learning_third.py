"""A month of a third hand: gaps said in frames, and readers who look down the list.

Few visits type the same text; the sizes of gaps are drawn, and they may begin in the middle of the
month. Readers follow a position model (Craswell et al. 2008), read for a log-normal time, differ
among themselves in patience, and open things for no reason.
"""

# ruff: noqa: PLR2004 - chances are said where they are used
from __future__ import annotations

import itertools
import random
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.learning_hand import DAYS, WHOLE, Hand, Made
from search_service.evaluation.robustness import full_pinyin, homophones, one_deleted
from search_service.learning.simulation.intents import Intent
from search_service.records.visit_window import STAYED_SECONDS
from search_service.records.visits import Asked, Opened, Shown, Visit

_BEFORE = (
    "麻烦问下",
    "急急急 ",
    "hi ",
    "我的情况是",
    "老师",
    "亲，",
    "嗯",
    "想了解一下",
    "有没有人知道",
)
_AFTER = ("？？", "求助", "!!", "该咋整", "能解决吗", "谢谢老师", " 在线等", "嘛", "有谁知道")
# Chances that the hit at each place is looked at.
_LOOKED_AT = (1.0, 0.68, 0.5, 0.36, 0.28, 0.2, 0.15, 0.12, 0.1, 0.08)
_SLOT = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True)
class Reader:
    """What one reader tends to do, each a chance: drawn anew for every visit.

    Attributes:
        reads_excerpt: Has enough of what the results page says.
        wanders: Opens what has nothing to do with it.
        persists: Asks again after failing, which falls with every time.
        calls: Takes a telephone number after failing.
        haste: Times as short as others read.
    """

    reads_excerpt: float
    wanders: float
    persists: float
    calls: float
    haste: float


def wordings(frames: Iterable[str], chance: random.Random) -> tuple[str, ...]:
    """All that frames say, in an order of chance."""
    said: list[str] = []
    for frame in frames:
        parts = [
            part.split("|") if odd % 2 else [part] for odd, part in enumerate(_SLOT.split(frame))
        ]
        said += map("".join, itertools.product(*parts))
    said = list(dict.fromkeys(said))
    chance.shuffle(said)
    return tuple(said)


class ThirdHand(Hand):
    """See the module."""

    name = "third"

    @property
    def _noisy(self) -> bool:
        return self.noise != "clean"

    def words(self, one: Mapping[str, Any]) -> list[str]:
        """All that its frames say."""
        return list(wordings(one["frames"], self.chance))

    def plan(self, visits: int) -> list[tuple[int, Intent]]:
        """Gaps that may begin late, decoys, and what is served."""
        chance, scale = self.chance, visits / WHOLE
        plan: list[tuple[int, Intent]] = []
        for gap in self.gaps:
            size = min(700, max(25, chance.lognormvariate(4.9, 0.9)))
            begins = 0 if chance.random() < 0.7 else chance.randrange(5, 20)
            plan += [(chance.randrange(begins, DAYS), gap) for _ in range(round(size * scale))]
        for decoy, count in self.decoys:
            plan += [(chance.randrange(DAYS), decoy) for _ in range(round(count * scale))]
        weights = [chance.lognormvariate(0, 1.1) for _ in self.served]
        rest = chance.choices(self.served, weights, k=visits - len(plan))
        plan += [(chance.randrange(DAYS), intent) for intent in rest]
        return sorted(plan, key=lambda one: one[0])

    def _reader(self) -> Reader:
        beta, noisy = self.chance.betavariate, self._noisy
        return Reader(
            reads_excerpt=beta(5, 5) if noisy else beta(3, 7),
            wanders=beta(1.5, 12) if noisy else beta(1, 20),
            persists=beta(2, 6) if noisy else beta(4, 5),
            calls=beta(1.2, 10),
            haste=self.chance.lognormvariate(-0.5 if noisy else 0, 0.35),
        )

    def sittings(self, intent: Intent, day: int) -> list[Made]:
        """One visit."""
        chance, reader = self.chance, self._reader()
        side, network = self.where(intent)
        asked: list[Asked] = []
        meant: list[Intent] = []
        wanted, patience = intent, reader.persists
        while True:
            text = self._said(wanted, {one.text for one in asked})
            opened, served = self._read(wanted, self.shown(text), reader)
            contact = not served and wanted.kind not in {"flood", "testing"}
            contact = contact and chance.random() < reader.calls * (
                0.2 if wanted.kind == "odd" else 1.6
            )
            asked.append(self.asked(text, opened, contact=contact))
            meant.append(wanted)
            if wanted.kind in {"flood", "odd"} or contact or len(asked) == 5:
                break
            if not served and chance.random() < patience:
                patience *= 0.8
                continue
            if wanted.kind == "testing" or chance.random() > 0.09:
                break
            wanted = chance.choice(self.served)
        return [(Visit(self.at(day), side, network, tuple(asked)), tuple(meant))]

    def _said(self, wanted: Intent, before: Collection[str]) -> str:
        chance = self.chance
        words: Sequence[str] = wanted.words
        if before and wanted.kind in {"hidden", "tool"} and chance.random() < 0.22:
            # Who asks again happens upon the words that the article has.
            words = next((s.words for s in self.served if s.right[0] in wanted.right), words)
        place = min(int(chance.expovariate(1 / (0.3 * len(words) + 1))), len(words) - 1)
        text = words[place] if words[place] not in before else chance.choice(words)
        if wanted.kind == "flood" or chance.random() < 0.62:
            return text
        way = chance.choices(range(6), (30, 28, 16, 8, 8, 10))[0]
        return (
            chance.choice(_BEFORE) + text,
            text + chance.choice(_AFTER),
            homophones(text, 1),
            one_deleted(text),
            full_pinyin(text),
            chance.choice(_BEFORE) + text + chance.choice(_AFTER),
        )[way][:60]

    def _read(
        self, wanted: Intent, shown: Shown, reader: Reader
    ) -> tuple[tuple[Opened, ...], bool]:
        chance, hits = self.chance, shown.articles[:10]
        if wanted.kind == "flood":
            return (), True
        first_is_right = bool(hits) and hits[0] in wanted.right and wanted.kind != "unhelpful"
        if first_is_right and chance.random() < reader.reads_excerpt:
            return (), True
        opened: list[Opened] = []
        for rank, code in enumerate(hits, 1):
            if chance.random() > _LOOKED_AT[rank - 1]:
                continue
            if chance.random() > self._attracts(wanted, code) + reader.wanders:
                continue
            helps = {"unhelpful": 0.2, "odd": 0.0, "testing": 0.3}.get(wanted.kind, 0.82)
            good = code in wanted.right and chance.random() < helps
            seconds = chance.lognormvariate(3.3 if good else 1.9, 0.8) * reader.haste
            vote = None
            if chance.random() < 0.04:
                vote = chance.random() < (0.88 if good else 0.2)
            opened.append(Opened(code, rank, seconds >= STAYED_SECONDS, vote))
            if good or len(opened) == 4 or chance.random() < 0.25:
                return tuple(opened), good
        return tuple(opened), False

    def _attracts(self, wanted: Intent, code: str) -> float:
        """How likely a title is opened once seen."""
        key = wanted.name, code
        if key not in self.pairs:
            beta = self.chance.betavariate
            is_right = code in wanted.right
            odd = wanted.kind in {"odd", "testing"}
            self.pairs[key] = beta(8, 3) if is_right else beta(1, 14) if odd else beta(1.3, 8)
        return self.pairs[key]
