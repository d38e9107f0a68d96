"""Two cells of a row that stand in each other's columns.

Each is unlike everything in its own column and like everything in the other's: a number among
words and a word among numbers, a whole sentence among names and a name among sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

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


def _kind(cell: str) -> str:
    for name, pattern in (("number", _NUMBER), ("step", _STEP)):
        if pattern.fullmatch(cell):
            return name
    return "link" if _LINK.match(cell) else "words"


def _is_of_kind(cell: str, others: Sequence[str]) -> bool | None:
    """Whether a cell is as all others of a column are; None where they are of several kinds."""
    kinds = {_kind(other) for other in others}
    return None if len(kinds) != 1 or kinds == {"words"} else _kind(cell) in kinds


def _is_of_length(cell: str, others: Sequence[str]) -> bool:
    return min(map(len, others)) <= len(cell) <= max(map(len, others))


def _are_swapped(one: str, two: str, first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether `one`, of the column of `first`, belongs among `second`, and `two` the other way."""
    if not (one and two):
        return False
    by_kind = (_is_of_kind(one, first), _is_of_kind(two, first))
    if len(first) >= _ROWS_OF_KINDS and by_kind == (False, True) and not _all_of(two, second):
        return True
    by_kind = (_is_of_kind(two, second), _is_of_kind(one, second))
    if len(first) >= _ROWS_OF_KINDS and by_kind == (False, True) and not _all_of(one, first):
        return True
    longest, shortest = max(map(len, first)), min(map(len, second))
    if len(first) < _ROWS or longest * _LONGER > shortest:
        return False
    return (
        _is_of_length(one, second)
        and _is_of_length(two, first)
        and (len(one) > longest and len(two) < shortest)
    )


def _all_of(cell: str, others: Sequence[str]) -> bool:
    return _is_of_kind(cell, others) is True


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for table in tables_of(page.prose):
            rows = table[1:]
            width = len(table[0][1])
            if any(len(cells) != width for _, cells in rows):
                continue
            for at, (line, cells) in enumerate(rows):
                others = [row for number, (_, row) in enumerate(rows) if number != at]
                for left, right in combinations(range(width), 2):
                    columns = ([row[left] for row in others], [row[right] for row in others])
                    one, two = cells[left], cells[right]
                    if others and (
                        _are_swapped(one, two, *columns)
                        or _are_swapped(two, one, *reversed(columns))
                    ):
                        message = f"「{one[:12]}」和「{two[:12]}」像是填反了"
                        advice = "请对照这一列别的行；没有填反就不用改"
                        yield page.problem(RULE.id, line, message, advice)
                        break
                else:
                    continue
                break


RULE = Rule("swapped-cells", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
