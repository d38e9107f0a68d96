"""Brackets that are opened and never closed, line after line: what takes Markdown's reader minutes.

A reader of Markdown looks for the end of each `[`, `(` and `<` anew, through the whole paragraph;
3,000 of them in one line take a second, 3,000 half-written tags a minute. No sentence has so many.
"""

from __future__ import annotations

import re

_MOST = 100
_SIGNS = re.compile(r"[\[\]]|<(?=[A-Za-z/!])|>")
_PAIRS = {"[": ("[", 1), "]": ("[", -1), "<": ("<", 1), ">": ("<", -1)}


def line_of_too_many(markdown: str) -> int | None:
    """The line, from 1, in whose paragraph more than a hundred brackets of a kind stand open."""
    is_open = {"[": 0, "<": 0}
    for number, line in enumerate(markdown.split("\n"), 1):
        if not line.strip():
            is_open = {"[": 0, "<": 0}
        for sign in _SIGNS.findall(line):
            kind, step = _PAIRS[sign[0]]
            is_open[kind] = max(0, is_open[kind] + step)
            if is_open[kind] > _MOST:
                return number
        if line.count("](") - line.count(")") > _MOST:
            return number
    return None
