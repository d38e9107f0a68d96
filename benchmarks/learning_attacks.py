"""What one network can send to have its way with the report; each way is a list of visits.

Whoever attacks knows all that was typed in the month and what each text is meant for, which is more
than anybody outside can: what such a one cannot do, nobody can.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from search_service.answering.search import Search
from search_service.answering.shown import shown_of
from search_service.errors import QueryRejected
from search_service.evaluation.robustness import (
    full_pinyin,
    full_width,
    homophones,
    one_deleted,
    polite,
    traditional,
)
from search_service.learning.simulation.intents import Intent
from search_service.learning.simulation.month import Month
from search_service.records.visits import Asked, Opened, Shown, Visit

NETWORK = "flood 0"
_NOBODY_ASKS = ("集五福抽奖在哪", "宠物医院预约挂号", "孩子学费分期名额")
_FILLERS = "啊呢吧嘛呀哦请快急帮查看说问找真又再都就"
_MOST = 500


class Attacks:
    """Sends visits of one network against the gaps that a month names.

    Args:
        search: Says what comes first for a text, as the service would.
        month: What honest readers asked.
        gaps: Those of its gaps that are named.
        last_day: Of the month.
        seed: Another number, other words.
    """

    def __init__(
        self, search: Search, month: Month, gaps: Sequence[Intent], last_day: date, seed: int
    ) -> None:
        self._search, self._gaps, self._last_day = search, gaps, last_day
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._known_answers: dict[str, Shown] = {}
        self._meant: dict[Intent, Counter[str]] = defaultdict(Counter)
        for visit, intents in zip(month.visits, month.meant, strict=True):
            for one, intent in zip(visit.asked, intents, strict=True):
                self._meant[intent][one.text] += 1

    def ways(self) -> Mapping[str, Callable[[], list[Visit]]]:
        """Every way by its name."""
        return {
            "known": self._known,
            "variants": self._variants,
            "edges": self._edges,
            "drags": self._drags,
            "plants": self._plants,
            "plants_edges": self._plants_edges,
            "bridges": self._bridges,
            "bridges_served": self._bridges_served,
            "wrong_article": self._wrong_article,
            "rejects": self._rejects,
        }

    def _known(self) -> list[Visit]:
        """Each text of each gap, as it was typed, is content with its first hit."""
        return [self._visit(self._content(text)) for text in self._texts()]

    def _variants(self) -> list[Visit]:
        """The same in the script, sound and form that it was not typed in."""
        ways = (traditional, full_pinyin, full_width, polite, one_deleted, _homophones)
        said = (way(text)[:60] for text in self._commonest() for way in ways)
        return [self._visit(self._content(text)) for text in dict.fromkeys(said)]

    def _edges(self) -> list[Visit]:
        """As known, on the last day of the month before and on the last of this one."""
        return self._on_both_days(self._known())

    def _drags(self) -> list[Visit]:
        """Whatever is asked most of what is served well fails, each text once."""
        return [self._visit(self._failed(text)) for text in self._served()]

    def _plants(self) -> list[Visit]:
        """Three matters that nobody asks of fail, each time in other words."""
        return [self._visit(self._failed(self._varied(text))) for text in self._nobody_asks()]

    def _plants_edges(self) -> list[Visit]:
        """The same over the edge of two months."""
        return self._on_both_days(self._plants())

    def _bridges(self) -> list[Visit]:
        """From each text of a gap to one of the next gap, and nothing is read."""
        made = []
        for place, gap in enumerate(self._gaps):
            following = self._of(self._gaps[(place + 1) % len(self._gaps)])
            for text in self._of(gap):
                other = self._chance.choice(following)
                made.append(self._visit(self._asked(text), self._asked(other)))
        return made

    def _bridges_served(self) -> list[Visit]:
        """From each text of a gap to what is served well, where the first hit is read."""
        served = self._served()
        return [
            self._visit(self._asked(text), self._content(self._chance.choice(served)))
            for text in self._texts()
        ]

    def _wrong_article(self) -> list[Visit]:
        """In each gap one article that does not answer it is read, from wherever it stands."""
        made = []
        for gap in self._gaps:
            wrong = self._wrong(gap)
            for text in self._of(gap):
                hits = self._shown(text).articles
                rank = hits.index(wrong) + 1 if wrong in hits else len(hits) + 1
                first = Opened(self._first(text), 1, stayed=False)
                read = Opened(wrong, rank, stayed=True, helpful=True)
                opened = (read,) if rank == 1 else (first, read)
                made.append(self._visit(self._asked(text, *opened)))
        return made

    def _rejects(self) -> list[Visit]:
        """In each gap the article that answers it is left at once and called of no help."""
        made = []
        for gap in self._gaps:
            for text in self._of(gap):
                hits = self._shown(text).articles
                code = next(iter(gap.right), self._first(text)) or self._first(text)
                rank = hits.index(code) + 1 if code in hits else len(hits) + 1
                opened = Opened(code, rank, stayed=False, helpful=False)
                made.append(self._visit(self._asked(text, opened, contact=True)))
        return made

    def _on_both_days(self, visits: Sequence[Visit]) -> list[Visit]:
        earlier = self._last_day.replace(day=1) - timedelta(1)
        return [*(replace(one, day=earlier) for one in visits), *visits]

    def _visit(self, *asked: Asked) -> Visit:
        return Visit(self._last_day, "site", NETWORK, asked)

    def _texts(self) -> list[str]:
        return [text for gap in self._gaps for text in self._of(gap)]

    def _commonest(self) -> list[str]:
        return [text for gap in self._gaps for text in self._of(gap)[:10]]

    def _of(self, gap: Intent) -> list[str]:
        """All texts of a gap, the commonest first."""
        return [text for text, _ in self._meant[gap].most_common()]

    def _served(self) -> list[str]:
        said: Counter[str] = Counter()
        for intent, texts in self._meant.items():
            if intent.kind in {"served", "frequent"}:
                said.update(texts)
        return [text for text, _ in said.most_common(_MOST)]

    def _nobody_asks(self) -> list[str]:
        return [self._chance.choice(_NOBODY_ASKS) for _ in range(_MOST)]

    def _wrong(self, gap: Intent) -> str:
        """The article that stands most often below the first place and does not answer."""
        seen: Counter[str] = Counter()
        for text in self._of(gap):
            seen.update(code for code in self._shown(text).articles[1:] if code not in gap.right)
        return seen.most_common(1)[0][0] if seen else "C-101"

    def _varied(self, text: str) -> str:
        for _ in range(self._chance.randrange(1, 4)):
            at = self._chance.randrange(len(text) + 1)
            text = text[:at] + self._chance.choice(_FILLERS) + text[at:]
        return text

    def _content(self, text: str) -> Asked:
        first = self._first(text)
        return self._asked(text, *([Opened(first, 1, stayed=True)] if first else []))

    def _failed(self, text: str) -> Asked:
        first = self._first(text)
        opened = [Opened(first, 1, stayed=False)] if first else []
        return self._asked(text, *opened, contact=True)

    def _asked(self, text: str, *opened: Opened, contact: bool = False) -> Asked:
        shown = self._shown(text)
        reading = shown.reading or text
        return Asked(text, reading, self._first(text), shown.level, opened, contact)

    def _first(self, text: str) -> str:
        return next(iter(self._shown(text).articles), "")

    def _shown(self, text: str) -> Shown:
        known = self._known_answers
        if text not in known:
            try:
                known[text] = shown_of(self._search.search(text))
            except QueryRejected:
                known[text] = Shown((), "none", text)
        return known[text]


def _homophones(text: str) -> str:
    return homophones(text, 1)
