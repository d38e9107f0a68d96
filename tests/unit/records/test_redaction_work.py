"""Redaction takes time in proportion to a text, also if it is made of the guard's own words."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator

import pytest

from benchmarks.redaction import WORST
from search_service.records.privacy import redact_query
from search_service.records.privacy_rules import rules

SHORT, LONG = 1_000, 8_000
# In proportion it is 8 times as much, with the square 64 times.
MOST_TIMES = 24
# Seconds of CPU that are too few to be compared.
FEW = 0.05
SEED = 13
_SIGNS = [
    *"“”\"':：= -.@，。1是的芝a一ﷺ",
    "4829",
    "13800138000",
    "6 ",
    "\u200b",
    "密码",
    "mima ",
    "yzm",
]


def _words(found: object) -> Iterator[str]:
    """What the rules are made of, from all their patterns and lists."""
    if isinstance(found, str):
        yield from (one for one in re.split(r"[^\w\u4e00-\u9fff]+", found) if 0 < len(one) <= 12)
    elif isinstance(found, dict):
        for one in found.values():
            yield from _words(one)
    elif isinstance(found, list):
        for one in found:
            yield from _words(one)


def _hostile() -> Iterator[tuple[str, Callable[[int], str]]]:
    yield from WORST.items()
    chance = random.Random(SEED)  # noqa: S311 - no secret, the same on every run
    words = [*sorted(set(_words(rules()))), *_SIGNS * 20]
    for _ in range(40):
        parts = chance.choices(words, k=chance.randint(1, 5))
        unit = "".join(parts)
        if chance.random() < 0.25:
            unit = "".join(chance.choices(parts, k=300))
        yield unit[:30], lambda size, unit=unit: (unit * size)[:size]  # type: ignore[misc]


HOSTILE = list(_hostile())


def _seconds(text: str) -> float:
    """The best of three of this thread's own time: a busy machine is no slow rule."""
    taken = []
    for _ in range(3):
        started = time.thread_time()
        redact_query(text)
        taken.append(time.thread_time() - started)
        if taken[-1] < FEW:
            break
    return min(taken)


@pytest.mark.parametrize(("name", "make"), HOSTILE, ids=[str(at) for at in range(len(HOSTILE))])
def test_eight_times_the_text_takes_no_square_of_the_time(
    name: str, make: Callable[[int], str]
) -> None:
    long = _seconds(make(LONG))

    assert long < FEW or long < MOST_TIMES * max(_seconds(make(SHORT)), FEW / MOST_TIMES), name
