"""A text that asks two things to its questions: 退款没到 · 客服电话打不通."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_MARKS = ",，。.!！?？;；、\n"
_MOST_CLAUSES = 3
_FEWEST_CHARACTERS = 3
_CHARACTER = re.compile(r"[^\W_]", re.UNICODE)


@lru_cache(maxsize=8)
def _between(joins: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(joins, key=lambda word: (-len(word), word))
    words = "".join(f"|{re.escape(word)}" for word in longest_first)
    return re.compile(rf"(?:[{_MARKS}]{words})+")


def clauses(text: str, joins: Iterable[str]) -> list[str]:
    """The parts of a text between marks and joining words; none when there is only one.

    Args:
        text: As understood.
        joins: Words that stand between two questions.
    """
    parts = _between(frozenset(joins)).split(text)
    whole = [part.strip() for part in parts if len(_CHARACTER.findall(part)) >= _FEWEST_CHARACTERS]
    return whole[:_MOST_CLAUSES] if len(whole) > 1 else []
