"""Two cells of a row that stand in each other's columns.

Each is unlike everything in its own column and like everything in the other's: a number among
words and a word among numbers, a whole sentence among names and a name among sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Level, Rule
from search_service.checks.sums import tables_of
from search_service.content.problems import Problem

_NUMBER = re.compile(r"[\d,.]+ ?(?:[元%天]|个?工作日)?")
_STEP = re.compile(r"第 ?\d+ ?步")
_LINK = re.compile(r"先?看?\[")
# Of lengths a few rows say nothing, of numbers they do.
_ROWS, _ROWS_OF_KINDS = 3, 2
_LONGER = 2
_COUNTED = frozenset({"number", "step"})


def _kind(cell: str) -> str:
    for name, pattern in (("number", _NUMBER), ("step", _STEP)):
        if pattern.fullmatch(cell):
            return name
    return "link" if _LINK.match(cell) else "words"


def _belongs_there(cell: str, own: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a number or a step stands among words, and its like in the other column."""
    kind = _kind(cell)
    return (
        kind in _COUNTED
        and len(own) >= _ROWS_OF_KINDS
        and {*map(_kind, own)} == {"words"}
        and sum(_kind(one) == kind for one in other) >= _ROWS_OF_KINDS
    )


def _are_swapped(one: str, two: str, first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether `one`, of the column of `first`, belongs among `second`, and `two` the other way."""
    if not (one and two):
        return False
    if _belongs_there(one, first, second) and _kind(two) == "words":
        return True
    longest, shortest = max(map(len, first)), min(map(len, second))
    return (
        len(first) >= _ROWS
        and longest * _LONGER <= shortest <= len(one) <= max(map(len, second))
        and min(map(len, first)) <= len(two) <= longest
    )


def swapped_in(rows: Sequence[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, str, str]]:
    """Line and both cells of rows of which two cells stand in each other's columns.

    Args:
        rows: Of one table without its head, all of one width, each with its line.
    """
    for at, (line, cells) in enumerate(rows):
        others = [row for number, (_, row) in enumerate(rows) if number != at]
        pairs = ((one, two) for one in range(len(cells)) for two in range(len(cells)) if one != two)
        for one, two in pairs:
            columns = [row[one] for row in others], [row[two] for row in others]
            if others and _are_swapped(cells[one], cells[two], *columns):
                yield line, cells[one], cells[two]
                break


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for table in tables_of(page.prose):
            if len({len(cells) for _, cells in table}) == 1:
                for line, one, two in swapped_in(table[1:]):
                    message = f"「{one[:12]}」和「{two[:12]}」像是填反了"
                    advice = "请对照这一列别的行；没有填反就不用改"
                    yield page.problem(RULE.id, line, message, advice)


RULE = Rule("swapped-cells", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
