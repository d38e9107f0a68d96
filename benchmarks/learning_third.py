"""A month of a third hand: nothing but the search is shared with `learning.simulation`.

Gaps are said in frames, so that few visits type the same text; their sizes are drawn. Readers look
down the list by a position model (Craswell et al. 2008), read for a log-normal time, differ among
themselves in patience, and open things for no reason. Gaps may begin in the middle of the month.
"""

# ruff: noqa: PLR2004 - chances are said where they are used
from __future__ import annotations

import itertools
import random
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from search_service.answering.search import Search
from search_service.answering.shown import shown_of
from search_service.content.plain_yaml import value_of
from search_service.errors import QueryRejected
from search_service.evaluation.robustness import full_pinyin, homophones, one_deleted
from search_service.learning.simulation.intents import Intent
from search_service.learning.simulation.month import Month
from search_service.records.visit_window import STAYED_SECONDS
from search_service.records.visits import Asked, Opened, Shown, Side, Visit

_FILE = Path(__file__).parent / "learning_third.yml"
_DAYS, _WHOLE = 30, 100_000
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


def third_month(  # noqa: PLR0913 - what a month is made of
    search: Search,
    judged: Sequence[tuple[str, tuple[str, ...]]],
    *,
    last_day: date,
    seed: int,
    visits: int = _WHOLE,
    noisy: bool = False,
) -> Month:
    """A month of visits, as of `learning.simulation.month`."""
    return _Hand(search, judged, last_day, seed, noisy=noisy).month(visits)


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


class _Hand:
    def __init__(
        self,
        search: Search,
        judged: Sequence[tuple[str, tuple[str, ...]]],
        last_day: date,
        seed: int,
        *,
        noisy: bool,
    ) -> None:
        self._search, self._last_day, self._noisy = search, last_day, noisy
        self._chance = random.Random(f"third hand {seed}")  # noqa: S311 - repeatable, not secret
        self._known: dict[str, Shown] = {}
        told = value_of(_FILE.read_text(encoding="utf-8"))
        self._gaps = [self._intent(one) for one in told["gaps"]]
        self._decoys = [(self._intent(one), one["visits"]) for one in told["decoys"]]
        self._served = self._served_intents(judged)
        self._attraction: dict[tuple[str, str], float] = {}

    def _intent(self, one: Mapping[str, Any]) -> Intent:
        words = wordings(one["frames"], self._chance)
        right = tuple(one.get("right", ()))
        if one["kind"] in {"hidden", "tool"}:
            missing = [text for text in words if self._first(text) not in right]
            found = [text for text in words if text not in missing]
            words = (*missing, *found[: len(missing) // 4])
        return Intent(str(one["name"]), one["kind"], right, words)

    def _served_intents(self, judged: Sequence[tuple[str, tuple[str, ...]]]) -> list[Intent]:
        failing = {code for one in self._gaps if one.kind == "unhelpful" for code in one.right}
        said = {text for one in self._gaps for text in one.words}
        words: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        own = [
            (t, (a.id,)) for a in self._search.documents.articles for t in (a.title, *a.questions)
        ]
        for text, right in (*judged, *own):
            if right[0] not in failing and text not in said and self._first(text) in right:
                words[right[0]][text] = right
        return [
            Intent(
                f"served:{code}", "served", tuple({r for rs in of.values() for r in rs}), tuple(of)
            )
            for code, of in sorted(words.items())
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
            size = min(700, max(25, chance.lognormvariate(4.9, 0.9)))
            begins = 0 if chance.random() < 0.7 else chance.randrange(5, 20)
            plan += [(chance.randrange(begins, _DAYS), gap) for _ in range(round(size * scale))]
        for decoy, count in self._decoys:
            plan += [(chance.randrange(_DAYS), decoy) for _ in range(round(count * scale))]
        weights = [chance.lognormvariate(0, 1.1) for _ in self._served]
        rest = chance.choices(self._served, weights, k=visits - len(plan))
        plan += [(chance.randrange(_DAYS), intent) for intent in rest]
        plan.sort(key=lambda one: one[0])
        first_day = self._last_day - timedelta(_DAYS - 1)
        made = [self._visit(intent, first_day + timedelta(day)) for day, intent in plan]
        planted = (*self._gaps, *(one for one, _ in self._decoys))
        return Month([visit for visit, _ in made], [meant for _, meant in made], planted)

    def _reader(self) -> Reader:
        beta, noisy = self._chance.betavariate, self._noisy
        return Reader(
            reads_excerpt=beta(5, 5) if noisy else beta(3, 7),
            wanders=beta(1.5, 12) if noisy else beta(1, 20),
            persists=beta(2, 6) if noisy else beta(4, 5),
            calls=beta(1.2, 10),
            haste=self._chance.lognormvariate(-0.5 if noisy else 0, 0.35),
        )

    def _visit(self, intent: Intent, day: date) -> tuple[Visit, tuple[Intent, ...]]:
        chance, reader = self._chance, self._reader()
        side, network = self._where(intent)
        asked: list[Asked] = []
        meant: list[Intent] = []
        wanted, patience = intent, reader.persists
        while True:
            text = self._said(wanted, {one.text for one in asked})
            shown = self._shown(text)
            opened, served = self._read(wanted, shown, reader)
            contact = not served and wanted.kind not in {"flood", "testing"}
            contact = contact and chance.random() < reader.calls * (
                0.2 if wanted.kind == "odd" else 1.6
            )
            asked.append(
                Asked(text, shown.reading or text, self._first(text), shown.level, opened, contact)
            )
            meant.append(wanted)
            if wanted.kind in {"flood", "odd"} or contact or len(asked) == 5:
                break
            if not served and chance.random() < patience:
                patience *= 0.8
                continue
            if wanted.kind == "testing" or chance.random() > 0.09:
                break
            wanted = chance.choice(self._served)
        return Visit(day, side, network, tuple(asked)), tuple(meant)

    def _said(self, wanted: Intent, before: Collection[str]) -> str:
        chance = self._chance
        words: Sequence[str] = wanted.words
        if before and wanted.kind in {"hidden", "tool"} and chance.random() < 0.22:
            # Who asks again happens upon the words that the article has.
            words = next((s.words for s in self._served if s.right[0] in wanted.right), words)
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
        chance, hits = self._chance, shown.articles[:10]
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
        """How likely a title is opened once seen: each pair has its own, for titles mislead."""
        key = wanted.name, code
        if key not in self._attraction:
            beta = self._chance.betavariate
            is_right = code in wanted.right
            odd = wanted.kind in {"odd", "testing"}
            self._attraction[key] = beta(8, 3) if is_right else beta(1, 14) if odd else beta(1.3, 8)
        return self._attraction[key]

    def _where(self, intent: Intent) -> tuple[Side, str]:
        chance = self._chance
        if intent.kind == "flood":
            return "site", f"{intent.name}{chance.randrange(2)}"
        if intent.kind == "testing" or chance.random() < 0.06:
            return "desk", f"agent:{chance.randrange(60)}"
        side: Side = "frame" if chance.random() < 0.15 else "site"
        if chance.random() < 0.22:
            return side, f"carrier{chance.randrange(35)}"
        return side, f"home{chance.randrange(70_000)}"
