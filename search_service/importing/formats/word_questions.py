"""Questions in a Word document that no heading marks: in bold lines, and in tables."""

from __future__ import annotations

import re
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from search_service.importing.formats.options import Options
from search_service.importing.formats.question_columns import blocks_of
from search_service.importing.formats.question_tables import SheetReader
from search_service.importing.formats.sheets import Sheet
from search_service.importing.found import Export
from search_service.importing.grid import GridTooLarge, grid_of

_NUMBER = re.compile(
    r"^\s*(?:[（(]?\d{1,3}[)）、．.]|[一二三四五六七八九十]{1,3}、|第.{1,3}[条题]\s)\s*"
)


def bold_question(node: LexborNode) -> str:
    """The question that a paragraph is, all of it in bold; empty for any other paragraph."""
    words = " ".join(node.text().split())
    if node.tag != "p" or not words.endswith(("？", "?")):
        return ""
    bold = "".join("".join(one.text().split()) for one in node.css("strong"))
    return _NUMBER.sub("", words) if bold == words.replace(" ", "") else ""


def without_tables(html: str, path: str, today: date, export: Export) -> str:
    """The HTML without tables of questions and answers, which become articles of their own."""
    tree = LexborHTMLParser(html)
    taken = False
    for number, table in enumerate(tree.css("body > table"), 1):
        try:
            grid = grid_of(table)
        except GridTooLarge:
            continue
        rows = tuple(tuple(_cell(cell) for cell in row) for row in grid)
        plain = tuple(tuple(" ".join(one.text().split()) if one else "" for one in r) for r in grid)
        sheet = Sheet(path, f"表 {number}", plain)
        blocks = [(one, columns) for one, columns in blocks_of(sheet) if not columns.guessed]
        for block, columns in blocks:
            first = columns.first_row
            kept = rows[first : first + len(block.rows) - first]
            answers = set(columns.of("answer"))
            filled = tuple(
                tuple(cell if n in answers else plain[first + y][n] for n, cell in enumerate(row))
                for y, row in enumerate(kept)
            )
            read = Sheet(path, sheet.name, ((),) * first + filled)
            SheetReader(read, columns, Options(), today, export).read()
        if blocks:
            table.decompose()
            taken = True
    return (tree.body.inner_html or "") if taken and tree.body is not None else html


def _cell(cell: LexborNode | None) -> str:
    return (cell.inner_html or "").strip() if cell is not None else ""
