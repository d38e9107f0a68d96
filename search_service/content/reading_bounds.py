"""How much Markdown one page may hold: counted before it is read, so that reading is bounded work.

A reader of Markdown looks for the end of each sign anew, through the whole paragraph, and reads a
list again for each list around it: 3,000 brackets in one line take a second, 3,000 half-written
tags a minute, 300 lists in one another two seconds. What passes here costs a small multiple of its
length.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

# Open at once in a paragraph.
_OPEN = 100
# Of one kind in a paragraph or a row; articles have 20, the longest reference has 46.
SIGNS = 300
# Lists, quotations and boxes in one another.
LEVELS = 20
# Signs, numbers, lines, blocks and cells of a page together. Articles have 560 at most, and 99 in
# 100 of 1,238 pages of technical manuals have fewer; what they cost grows as their length does.
WEIGHT = 10_000
_LINE = 2

_BRACKETS = re.compile(r"[\[\]]|<(?=[A-Za-z/!])|>")
_PAIRS = {"[": ("[", 1), "]": ("[", -1), "<": ("<", 1), ">": ("<", -1)}
_COUNTED = re.compile(r"[*_`!<>&{}\\~^#\[\]|$=]")
_NUMBER = re.compile(r"\d+")
# What stands before the words of a line: indentation and the signs of lists, quotations and boxes.
_BEFORE = re.compile(r"(?:[ \t]+|[-*+>:](?=[ \t>]|$)|>|\d{1,9}[.)](?=[ \t]|$)|!!!(?= ))*")
_BLOCK_SIGN = re.compile(r"[-*+>:#]|\d{1,9}[.)]|!!!|```|~~~|\|")
_CONTAINER = re.compile(r"[-*+>:]|\d{1,9}[.)]|!!!")
_TAB = 4
# The reader of a page, the desk, the site and every rule that looks at it ask.
_REMEMBERED = 5_000


class Excess(NamedTuple):
    """The line, from 1, on which a text passes a bound, and what there is too much of."""

    line: int
    message: str


@lru_cache(maxsize=_REMEMBERED)
def excess_of_signs(markdown: str) -> Excess | None:
    """Where a paragraph or row has more signs of a kind than any reader of Markdown should see."""
    is_open: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for number, line in enumerate(markdown.split("\n"), 1):
        if not line.strip():
            is_open.clear()
            seen.clear()
        elif line.lstrip().startswith("|"):
            seen.clear()
        seen.update(_COUNTED.findall(line))
        seen.update(["行末空格"] if line.endswith("  ") else [])
        for sign in _BRACKETS.findall(line):
            kind, step = _PAIRS[sign[0]]
            is_open[kind] = max(0, is_open[kind] + step)
            if is_open[kind] > _OPEN:
                return Excess(number, "没有写完的括号或标签太多")
        if line.count("](") - line.count(")") > _OPEN:
            return Excess(number, "没有写完的括号或标签太多")
        if seen and (most := max(seen, key=seen.__getitem__)) and seen[most] > SIGNS:
            return Excess(number, f"一段里的「{most}」太多，超过 {SIGNS} 个")
    return None


@lru_cache(maxsize=_REMEMBERED)
def excess_of(markdown: str) -> Excess | None:
    """Where what a writer wrote is more than one page may hold; None where all of it can be read.

    Args:
        markdown: A body with its references, which bring lines of their own, not filled in.
    """
    levels: list[int] = []
    weight = columns = 0
    after_empty = True
    for number, line in enumerate(markdown.split("\n"), 1):
        if not line.strip():
            after_empty, columns = True, 0
            continue
        before = _BEFORE.match(line)
        begin = before[0] if before else ""
        width = len(begin.expandtabs(_TAB))
        while levels and levels[-1] >= width:
            levels.pop()
        levels.append(width)
        depth = max(len(levels), len(_CONTAINER.findall(begin)))
        if depth > LEVELS:
            return Excess(number, f"列表、引用或提示框套得太深，超过 {LEVELS} 层")
        # A row is filled up to the cells of its table's head.
        columns = max(columns, line.count("|"))
        weight += _LINE + columns + len(_COUNTED.findall(line)) + len(_NUMBER.findall(line))
        if after_empty or _BLOCK_SIGN.match(line.lstrip()):
            weight += _LINE + depth
        if weight > WEIGHT:
            return Excess(number, "一页里的列表、表格和记号太多，读不了，请拆成几页")
        after_empty = False
    return excess_of_signs(markdown)
