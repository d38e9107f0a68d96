"""Rows of a Markdown table that say more than its header has room for.

GitHub Flavored Markdown, section 4.10: "The excess is ignored". Whoever wrote a bare `|` into a
cell loses the last one that way, in the old system as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

_BEFORE = re.compile(r"^[>\s]*")


def cut_cells(tokens: Sequence[Token], text: str) -> Iterator[str]:
    """The cells that are ignored, as they are written."""
    lines = text.split("\n")
    width = 0
    for number, token in enumerate(tokens):
        if token.type == "thead_open":
            width = _header_width(tokens[number:])
        elif token.type == "tr_open" and token.map and width:
            line = lines[token.map[0]] if token.map[0] < len(lines) else ""
            cells = escapedSplit(_BEFORE.sub("", line).strip())
            cells = cells[1:] if cells and not cells[0].strip() else cells
            cells = cells[:-1] if cells and not cells[-1].strip() else cells
            yield from (cell.strip() for cell in cells[width:] if cell.strip())


def _header_width(tokens: Sequence[Token]) -> int:
    end = next(n for n, token in enumerate(tokens) if token.type == "thead_close")
    return sum(token.type == "th_open" for token in tokens[:end])
