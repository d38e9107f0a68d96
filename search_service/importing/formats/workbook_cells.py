"""What the cells of an .xlsx show, from its styles: ECMA-376 part 1, section 18."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree as ET

from search_service.importing import limits
from search_service.importing.formats.number_formats import BUILT_IN, GENERAL, shown_number

Place = tuple[int, int]
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_TEXTS = frozenset({"s", "str", "inlineStr"})
# No number of a sheet is greater.
_LARGEST = Decimal("1e309")


@dataclass(frozen=True)
class Cell:
    """What a cell shows.

    Attributes:
        text: Of a number; empty for the others.
        digits: How many digits a whole number has.
        format: The format code of a text that is shown with something around it.
        error: What stands in the place of a value that could not be computed, such as `#N/A`.
    """

    text: str = ""
    digits: int = 0
    format: str = ""
    error: str = ""


def workbook_cells(archive: zipfile.ZipFile) -> Iterator[tuple[str, Place, Cell]]:
    """Sheet, place and what is shown there, of every cell that holds more than plain text.

    Raises:
        KeyError: A part is missing.
        ParseError: A part is no XML.
        ValueError: A part says what no workbook says.
    """
    codes = _codes(archive)
    since_1904 = any(
        local_name(one) == "workbookPr" and one.get("date1904") in {"1", "true"}
        for one in elements(archive, "xl/workbook.xml")
    )
    for name, file in sheet_parts(archive):
        if "/chartsheets/" not in file and "/dialogsheets/" not in file:
            for place, cell in _placed(archive, file):
                if shown := _shown(cell, codes, since_1904=since_1904):
                    yield name, place, shown


def sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The name of each sheet, and the part that holds it."""
    targets = {
        one.get("Id", ""): one.get("Target", "").lstrip("/")
        for one in elements(archive, "xl/_rels/workbook.xml.rels")
    }
    found = []
    for one in elements(archive, "xl/workbook.xml"):
        if local_name(one) == "sheet":
            key = next(value for name, value in one.items() if name.endswith("}id"))
            target = targets[key]
            file = target if target.startswith("xl/") else f"xl/{target}"
            found.append((one.get("name", ""), file))
    return found


def cell_name(place: Place) -> str:
    """A place as sheets name it: B12."""
    row, column = place
    letters, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def place_of(reference: str) -> Place | None:
    """Row and column, from 0, of a cell such as B12; None for what names none."""
    found = _PLACE.fullmatch(reference)
    return (int(found[2]) - 1, _number(found[1]) - 1) if found else None


def local_name(element: ET.Element) -> str:
    """A name without its namespace, which writers choose freely."""
    return element.tag.rpartition("}")[2]


def elements(archive: zipfile.ZipFile, file: str) -> Iterator[ET.Element]:
    """Every element of a part, whole; emptied when the next is asked for but for text and cells."""
    with archive.open(file) as stream:
        # Expat refuses entities that grow beyond measure, and asks for nothing outside.
        for _, one in ET.iterparse(stream):  # noqa: S314
            yield one
            if local_name(one) not in {"v", "is", "t", "c", "p", "span"}:
                one.clear()


def _codes(archive: zipfile.ZipFile) -> list[str]:
    """The format code of each style of cells."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    own: dict[str, str] = {}
    for one in elements(archive, "xl/styles.xml"):
        if local_name(one) == "numFmt":
            own[one.get("numFmtId", "")] = one.get("formatCode", GENERAL)
    with archive.open("xl/styles.xml") as stream:
        root = ET.parse(stream).getroot()  # noqa: S314 - as above
    keys = [
        style.get("numFmtId", "0")
        for table in root
        if local_name(table) == "cellXfs"
        for style in table
    ]
    return [own.get(key) or BUILT_IN.get(int(key), GENERAL) for key in keys]


def _placed(archive: zipfile.ZipFile, file: str) -> Iterator[tuple[Place, ET.Element]]:
    """Cells with their places; one that names none follows the one before."""
    row, column = 0, 0
    with archive.open(file) as stream:
        for event, one in ET.iterparse(stream, ("start", "end")):  # noqa: S314 - as above
            name = local_name(one)
            if name == "row" and event == "start":
                row, column = int(one.get("r", row + 1)), 0
            elif name == "row":
                one.clear()
            elif name == "c" and event == "end":
                if found := _PLACE.fullmatch(one.get("r", "")):
                    row, column = int(found[2]), _number(found[1])
                else:
                    column += 1
                if column <= limits.COLUMNS:
                    yield (row - 1, column - 1), one


def _number(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


def _shown(cell: ET.Element, codes: list[str], *, since_1904: bool) -> Cell | None:
    kind = cell.get("t", "n")
    style = int(cell.get("s", "0"))
    code = codes[style] if 0 <= style < len(codes) else GENERAL
    if kind in _TEXTS:
        return Cell(format=code) if "@" in code and code != "@" else None
    value = next((one.text for one in cell if local_name(one) == "v"), None)
    if not value or not value.strip():
        return None
    if kind == "e":
        return Cell(error=value)
    if kind != "n":
        return None
    number = Decimal(value.strip())
    if not abs(number) < _LARGEST:
        return None
    return Cell(shown_number(number, code, since_1904=since_1904), digits=_digits(number))


def _digits(number: Decimal) -> int:
    return number.adjusted() + 1 if number == number.to_integral_value() else 0
