"""A text that asks two things to its questions: 退款没到 · 客服电话打不通."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_MARKS = "。.!！?？;；\n"
_PAUSES = ",，、"
_PAUSE = re.compile(f"[{_PAUSES}]")
_TWO, _MOST_CLAUSES = 2, 3
_FEWEST_CHARACTERS = 3
# What only joins a question to the one before it: 另外提现手续费是多少 asks about no 另外加扣.
_JOINING = re.compile(
    r"(?:^|(?<=[,、。.!?;: ]))(?:另外(?![一两二三几那的加付收])|还有(?=我|请问|想问|怎么)"
    r"|再就是|还有就是|顺便(?:问一?下|问)?|对了|再问一下|第[一二三四]个?问题是?)[,、: ]*(?=\w)"
)
_CHARACTER = re.compile(r"[^\W_]", re.UNICODE)


@lru_cache(maxsize=8)
def _between(joins: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(joins, key=lambda word: (-len(word), word))
    words = "".join(f"|{re.escape(word)}" for word in longest_first)
    return re.compile(rf"[{_PAUSES}]?(?:[{_MARKS}]{words})+[{_PAUSES}]?")


def clauses(text: str, joins: frozenset[str]) -> list[str]:
    """The questions of a text, at most three; none when there is only one.

    Marks at the end of a sentence and joining words stand between questions. Pauses do where there
    is one alone: with more of them, a text is one story.

    Args:
        text: Normalised.
        joins: Words that stand between two questions.
    """
    parts = _said(_between(joins).split(text))
    if len(parts) < _TWO:
        parts = _said(_PAUSE.split(text))
        return parts if len(parts) == _TWO else []
    return parts[:_MOST_CLAUSES]


def _said(parts: Sequence[str]) -> list[str]:
    if len(parts) < _TWO:
        return []
    return [part.strip() for part in parts if len(_CHARACTER.findall(part)) >= _FEWEST_CHARACTERS]


def without_joins(text: str) -> str:
    """A normalised text without the words that only join one question to another."""
    return _JOINING.sub("", text)
