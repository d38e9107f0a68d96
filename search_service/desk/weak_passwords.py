"""Passwords that others think of too: on a list of common ones, of few characters, or a pattern.

The list is kept in common_passwords.txt, which says where it comes from.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

_LIST = Path(__file__).parent / "common_passwords.txt"
LEAST_DIFFERENT = 5
# A guesser puts this much before, between and behind common passwords.
_LEAST_OF_ONES_OWN = 6
_COMMON_PARTS = 2
_SHORTEST_COMMON = 6
_RUNS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST_RUN = 4


def weakness(password: str, name: str) -> str:
    """What is wrong with it, in Chinese as what follows 「这个密码」; empty when nothing is.

    Args:
        password: Of at least twelve characters.
        name: The agent's.
    """
    text = unicodedata.normalize("NFKC", password).casefold()
    if len(set(text)) < LEAST_DIFFERENT:
        return "只有几个不同的字符"
    if any(text == (text[:n] * len(text))[: len(text)] for n in range(1, len(text) // 2 + 1)):
        return "是同一段重复"
    if len(_without_runs(text)) < _LEAST_OF_ONES_OWN:
        return "是键盘或数字的顺序"
    own = unicodedata.normalize("NFKC", name).casefold()
    if len(text.replace(own, "") if own else text) < _LEAST_OF_ONES_OWN:
        return "几乎只有名字"
    if len(_without_common(text)) < _LEAST_OF_ONES_OWN:
        return "是常见密码"
    return ""


def _without_runs(text: str) -> str:
    """What is left when neighbours on a keyboard, in the alphabet or in counting are taken out."""
    left, start = [], 0
    while start < len(text):
        end = start + 1
        while end < len(text) and _is_run(text[start : end + 1]):
            end += 1
        if end - start < _SHORTEST_RUN:
            end = start + 1
            left.append(text[start])
        start = end
    return "".join(left)


def _is_run(piece: str) -> bool:
    return any(piece in run or piece[::-1] in run for run in _RUNS)


def _without_common(text: str) -> str:
    """What is left when the two longest common passwords in it are taken out."""
    for _ in range(_COMMON_PARTS):
        lengths = range(len(text), _SHORTEST_COMMON - 1, -1)
        pieces = (text[at : at + n] for n in lengths for at in range(len(text) - n + 1))
        longest = next((piece for piece in pieces if piece in _common()), None)
        if longest is None:
            break
        text = text.replace(longest, "")
    return text


@cache
def _common() -> frozenset[str]:
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("# "))
