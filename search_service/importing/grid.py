"""A table of HTML as the grid a browser makes of it.

Source of the algorithm: WHATWG HTML, section 4.9.12.1 "Forming a table". Where two cells claim one
slot, the one that was there first keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from search_service.importing.html_nodes import children, name_of

_MOST_COLUMNS_SPANNED = 1000
_MOST_ROWS_SPANNED = 65_534
# Slots; a table beyond it is no table that anybody reads.
LARGEST_GRID = 50_000
# Columns from which on those that no cell begins in are left out: a browser gives them no width.
_WIDE = 60
_NUMBER = re.compile(r"[ \t\n\f\r]*\+?(\d+)")

Grid = list[list[LexborNode | None]]


class GridTooLarge(Exception):
    """A table has more slots than anybody reads."""


def grid_of(table: LexborNode) -> Grid:
    """The cells of each row, one entry a slot; None where no cell is.

    Raises:
        GridTooLarge: It has more than `LARGEST_GRID` slots.
    """
    slots: dict[tuple[int, int], LexborNode] = {}
    begun: set[int] = set()
    height = 0
    for rows in _row_groups(table):
        height = _add_group(rows, height, slots, begun)
    width = 1 + max((column for _, column in slots), default=-1)
    _require_size(height * min(width, _WIDE))
    columns = [n for n in range(width) if width <= _WIDE or n in begun]
    _require_size(height * len(columns))
    return [[slots.get((row, column)) for column in columns] for row in range(height)]


def _require_size(cells: int) -> None:
    if cells > LARGEST_GRID:
        raise GridTooLarge


def _row_groups(table: LexborNode) -> Iterator[list[LexborNode]]:
    """The rows of each group; feet come last, as browsers show them."""
    feet: list[list[LexborNode]] = []
    for child in children(table):
        name = name_of(child)
        if name == "tr":
            yield [child]
        elif name in {"thead", "tbody", "tfoot"}:
            rows = [row for row in children(child) if name_of(row) == "tr"]
            if name == "tfoot":
                feet.append(rows)
            else:
                yield rows
    yield from feet


def _add_group(
    rows: list[LexborNode], first: int, slots: dict[tuple[int, int], LexborNode], begun: set[int]
) -> int:
    """Place a group's cells; none of them reaches beyond it. Returns the row after the last."""
    end = first + len(rows)
    for number, row in enumerate(rows, first):
        column = 0
        for cell in children(row):
            if name_of(cell) not in {"td", "th"}:
                continue
            while (number, column) in slots:
                column += 1
            wide = span(cell, "colspan", 1, _MOST_COLUMNS_SPANNED) or 1
            high = span(cell, "rowspan", 1, _MOST_ROWS_SPANNED)
            bottom = end if high == 0 else min(end, number + high)
            begun.add(column)
            _require_size(len(slots) // 20 + (bottom - number) * min(wide, _WIDE))
            for y in range(number, bottom):
                for x in range(column, column + wide):
                    slots.setdefault((y, x), cell)
            column += wide
    return end


def span(cell: LexborNode, name: str, default: int, most: int) -> int:
    """An attribute as browsers read non-negative integers: ` +2x` is 2, `-1` and `x` are none."""
    found = _NUMBER.match(cell.attributes.get(name) or "")
    return min(int(found[1][:9]), most) if found else default
