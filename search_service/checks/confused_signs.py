"""Characters that sound or look alike, taken for each other: 己/已, 在/再, 做/作, 象/像, 即/既.

The table is `confused_signs.txt`. Each pattern says in which surroundings a character can only be
the wrong one; what is sound in other words (知己, 对象, 立即) is kept out by the characters beside
it. A pattern that might be right is not in this list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Confused(NamedTuple):
    """A character that was taken for another.

    Attributes:
        text: The stretch with the wrong one.
        wrong: What was typed.
        right: What was meant.
    """

    text: str
    wrong: str
    right: str


def _read(text: str) -> Iterator[tuple[str, str, re.Pattern[str]]]:
    named: dict[str, str] = {}
    for line in text.splitlines():
        match line.split("\t"):
            case [right, wrong, pattern]:
                yield right, wrong, re.compile(_NAME.sub(lambda name: named[name[1]], pattern))
            case [name, words]:
                named[name] = words
            case _:
                continue  # a comment


_NAME = re.compile(r"<([a-z]+)>")
_TABLE = Path(__file__).with_suffix(".txt")
_PATTERNS = tuple(_read(_TABLE.read_text(encoding="utf-8")))
_SIGNS = frozenset(wrong[0] for _, wrong, _ in _PATTERNS)


def confused_signs(text: str) -> Iterator[Confused]:
    """Every place of `text` where one character was taken for another, each once."""
    if _SIGNS.isdisjoint(text):
        return
    seen: set[int] = set()
    for right, wrong, pattern in _PATTERNS:
        if wrong not in text:
            continue
        for found in pattern.finditer(text):
            place = found.start() + found[0].rfind(wrong)
            if place not in seen:
                seen.add(place)
                yield Confused(text[max(0, place - 1) : place + len(wrong) + 1], wrong, right)
