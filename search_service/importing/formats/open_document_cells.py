"""What the cells of an .ods show: it stands beside each number.

OpenDocument 1.3 part 3, sections 9.1.4 (cells) and 19.385 (kinds of values).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from search_service.importing import limits
from search_service.importing.formats.workbook_cells import Cell, Place, local_name

_CELLS = frozenset({"table-cell", "covered-table-cell"})
_NUMBERS = frozenset({"float", "percentage", "currency", "date", "time"})


def open_document_cells(archive: zipfile.ZipFile) -> Iterator[tuple[str, Place, Cell]]:
    """Sheet, place and what is shown there, of every number.

    Raises:
        KeyError: The part is missing.
        ParseError: It is no XML.
        ValueError: It says what no sheet says.
    """
    sheet, row, column, high = "", 0, 0, 1
    with archive.open("content.xml") as stream:
        # Expat refuses entities that grow beyond measure, and asks for nothing outside.
        for event, one in ET.iterparse(stream, ("start", "end")):  # noqa: S314
            name = local_name(one)
            if name == "table" and event == "start":
                sheet, row = _attribute(one, "name") or "", 0
            elif name == "table-row" and event == "start":
                column, high = 0, _repeated(one, "number-rows-repeated")
            elif name == "table-row":
                row += high
                one.clear()
            elif name in _CELLS and event == "end":
                wide = _repeated(one, "number-columns-repeated")
                if _attribute(one, "value-type") in _NUMBERS and (text := _text(one)):
                    for y in range(row, min(row + high, limits.ROWS)):
                        for x in range(column, min(column + wide, limits.COLUMNS)):
                            yield sheet, (y, x), Cell(text)
                column += wide


def _text(cell: ET.Element) -> str:
    """The lines of a cell; notes on it are none."""
    return "\n".join("".join(one.itertext()) for one in cell if local_name(one) == "p")


def _attribute(element: ET.Element, name: str) -> str | None:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), None)


def _repeated(element: ET.Element, name: str) -> int:
    return int(_attribute(element, name) or 1)
