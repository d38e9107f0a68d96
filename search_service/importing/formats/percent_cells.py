"""Which cells of a workbook show a share as percent: 0.05 in the file, 5% to whoever opens it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

_XFS = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_XF = re.compile(rb"<xf\b[^>]*?\bnumFmtId=\"(\d+)\"")
_FORMAT = re.compile(rb"<numFmt\b[^>]*>")
_CELL = re.compile(rb"<c\b[^>]*>")
_ID = re.compile(rb"\bnumFmtId=\"(\d+)\"")
_PLACE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_STYLE = re.compile(rb"\bs=\"(\d+)\"")
_SHEET = re.compile(rb"<sheet\b[^>]*\bname=\"([^\"]*)\"[^>]*\br:id=\"([^\"]*)\"")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
# Formats that every program knows without being told.
_PERCENT = {9, 10}


def percent_cells(raw: bytes) -> dict[str, set[tuple[int, int]]]:
    """Rows and columns (from 0) of such cells by the name of their sheet; none in old formats."""
    try:
        archive = zipfile.ZipFile(BytesIO(raw))
        styles = set(_percent_styles(archive.read("xl/styles.xml")))
        if not styles:
            return {}
        targets = dict(_targets(archive.read("xl/_rels/workbook.xml.rels")))
        found: dict[str, set[tuple[int, int]]] = {}
        for name, key in _SHEET.findall(archive.read("xl/workbook.xml")):
            path = targets.get(key, "").lstrip("/")
            path = path if path.startswith("xl/") else f"xl/{path}"
            shown = _unescaped(name.decode("utf-8", "replace"))
            found[shown] = set(_cells(archive.read(path), styles))
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        return {}
    return found


def _percent_styles(styles: bytes) -> Iterator[int]:
    own = {
        int(found[1])
        for one in _FORMAT.findall(styles)
        if b"%" in one and (found := _ID.search(one))
    }
    table = _XFS.search(styles)
    for number, one in enumerate(_XF.findall(table[0]) if table else ()):
        if int(one) in _PERCENT | own:
            yield number


def _targets(relations: bytes) -> Iterator[tuple[bytes, str]]:
    for one in _RELATION.findall(relations):
        key = re.search(rb"\bId=\"([^\"]*)\"", one)
        target = re.search(rb"\bTarget=\"([^\"]*)\"", one)
        if key and target:
            yield key[1], target[1].decode("utf-8", "replace")


def _cells(sheet: bytes, styles: set[int]) -> Iterator[tuple[int, int]]:
    for one in _CELL.findall(sheet):
        style, place = _STYLE.search(one), _PLACE.search(one)
        if style and place and int(style[1]) in styles:
            column = 0
            for letter in place[1]:
                column = column * 26 + letter - 64
            yield int(place[2]) - 1, column - 1


def _unescaped(text: str) -> str:
    return (
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    )
