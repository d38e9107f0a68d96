"""What texts call the records of the operator's data: ways of paying, ways of withdrawing, places.

A name in one word, what stands in brackets behind it, and for ways of paying the words by which the
search knows them (`words/tools.yml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search_service.checks.content_view import ContentView
from search_service.content.data.refund_times import RefundTime
from search_service.content.data.withdrawals import Withdrawal

_BRACKETS = re.compile(r"[（(]([^（）()]*)[)）]")
_SHORTEST = 2


@dataclass(frozen=True)
class Family:
    """Records beside each other, and what each is called.

    Attributes:
        macros: What shows one of them.
        titles: The name of each.
        words: Everything that each may be called.
        days: Fewest and most working days of each; empty where it is about something else.
        is_beside: Only a name right before the macro is meant to be what it shows.
    """

    macros: tuple[str, ...]
    titles: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    days: Mapping[str, tuple[int, int]]
    is_beside: bool = False

    def named_in(self, text: str) -> set[str]:
        """The keys of all records that a text names; what is part of a longer name is none."""
        named: dict[str, set[str]] = {}
        for key, words in self.words.items():
            for word in words:
                if word in text:
                    named.setdefault(word, set()).add(key)
        longest = [word for word in named if not any(word != one and word in one for one in named)]
        return {key for word in longest for key in named[word]}


def families_of(content: ContentView) -> tuple[Family, ...]:
    """The families whose records a sentence can name."""
    data = content.corpus.data
    brand = data.brand.written_as if data.brand else ()
    places = {
        key: {one.look_for, *_names((one.name,), brand)} for key, one in data.app_places.items()
    }
    refunds = _timed(("refund_time",), data.refund_times, brand)
    asked = {
        key: {word for word, of in content.analyser.words.tools.refund_methods.items() if of == key}
        for key in data.refund_times
    }
    return (
        Family(
            refunds.macros,
            refunds.titles,
            {key: words | asked[key] for key, words in refunds.words.items()},
            refunds.days,
        ),
        _timed(("withdrawal_time", "withdrawal_fee"), data.withdrawals, brand),
        Family(
            ("app_place",),
            {key: one.look_for for key, one in data.app_places.items()},
            {key: frozenset(words) for key, words in places.items()},
            {},
        ),
        Family(
            ("channel",),
            {key: one.name for key, one in data.channels.items()},
            {key: frozenset(_names((one.name,), brand)) for key, one in data.channels.items()},
            {},
            is_beside=True,
        ),
    )


def _timed(
    macros: tuple[str, ...],
    records: Mapping[str, RefundTime] | Mapping[str, Withdrawal],
    brand: Iterable[str],
) -> Family:
    return Family(
        macros,
        {key: one.name for key, one in records.items()},
        {key: frozenset(_names((one.name,), brand)) for key, one in records.items()},
        {key: (one.earliest_working_days, one.latest_working_days) for key, one in records.items()},
    )


def _names(written: Iterable[str], brand: Iterable[str]) -> set[str]:
    found = set()
    for name in written:
        found.add(_BRACKETS.sub("", name))
        # 余额加银行卡 is of two others.
        found |= {one for one in _BRACKETS.findall(name) if not re.search("[加和、或]", one)}
        found |= {name.replace(one, "") for one in brand if name.startswith(one)}
    return {one.strip() for one in found if len(one.strip()) >= _SHORTEST}
