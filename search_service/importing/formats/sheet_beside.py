"""What hangs on the cells of an .xlsx: pictures and links, by sheet and place.

ECMA-376 part 1, sections 18.3.1.47 (links) and 20.5 (drawings); `cellimages.xml` is what WPS writes
for pictures within cells.
"""

from __future__ import annotations

import base64
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from search_service.importing import limits
from search_service.importing.damage import DAMAGED_XML
from search_service.importing.formats.workbook_cells import Place, local_name, place_of, sheet_parts

_HYPERLINK = re.compile(r"\s*HYPERLINK\(\s*\"(?P<address>[^\"]+)\"", re.IGNORECASE)
_IN_CELL = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(\s*\"(?P<id>[^\"]+)\".*\)", re.IGNORECASE)
_KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp"}
_WEB = ("http://", "https://", "mailto:", "tel:")


@dataclass
class Beside:
    """What hangs on the cells of one sheet.

    Attributes:
        pictures: Addresses (`data:`) of the pictures at a place.
        links: Where a cell leads.
        words: What text boxes and charts at a place say.
        hidden: Rows (from 0) that nobody sees.
        unknown: Places of formulas without a stored result.
        damaged: Parts of the workbook that could not be read.
    """

    pictures: dict[Place, list[str]] = field(default_factory=dict)
    links: dict[Place, str] = field(default_factory=dict)
    words: dict[Place, list[str]] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)
    unknown: list[Place] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def beside_cells(raw: bytes) -> Mapping[str, Beside]:
    """By the name of each sheet what hangs on its cells; nothing of what is no .xlsx.

    Of a workbook whose list of sheets is damaged nothing is known; `shown_cells` says so.
    """
    if not raw.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                return {}
            return {name: _sheet(archive, part) for name, part in sheet_parts(archive)}
    except DAMAGED_XML:
        return {}


def pictures_in_cells(raw: bytes) -> Mapping[str, str]:
    """By the name that WPS gives it, the address of each picture within a cell.

    Nothing where they are damaged: a cell without its picture is listed by who reads the cells.
    """
    part = "xl/cellimages.xml"
    if not raw.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if part not in archive.namelist():
                return {}
            related = _relations(archive, part)
            found = {}
            for picture in _read(archive, part).iter():
                if local_name(picture) == "pic":
                    name = next(
                        one.get("name", "") for one in picture.iter() if local_name(one) == "cNvPr"
                    )
                    found[name] = next(_shown(archive, picture, related), "")
            return found
    except DAMAGED_XML:
        return {}


def picture_named_in(text: str) -> str:
    """The name of the picture that a cell of WPS shows; empty for any other cell."""
    found = _IN_CELL.fullmatch(text.strip())
    return found["id"] if found else ""


def _sheet(archive: zipfile.ZipFile, part: str) -> Beside:
    found = Beside()
    try:
        drawings = _cells(archive, part, found)
    except DAMAGED_XML:
        found.damaged.append(part)
        return found
    for drawing in drawings:
        try:
            _anchored(archive, drawing, found)
        except DAMAGED_XML:
            found.damaged.append(drawing)
    return found


def _cells(archive: zipfile.ZipFile, part: str, found: Beside) -> list[str]:
    """Note what the cells of a sheet say of themselves; the drawings that lie over them."""
    related, drawings = _relations(archive, part), []
    for one in _read(archive, part).iter():
        name = local_name(one)
        if name == "hyperlink" and (target := related.get(_related(one, "id"), "")):
            place = place_of(one.get("ref", "").split(":")[0])
            if place and target.lower().startswith(_WEB):
                found.links[place] = target
        elif name == "row" and one.get("hidden") in {"1", "true"} and len(one):
            found.hidden.append(int(one.get("r", "0")) - 1)
        elif name == "c" and (place := place_of(one.get("r", ""))):
            _formula(one, place, found)
        elif name == "drawing" and (drawing := related.get(_related(one, "id"), "")):
            drawings.append(drawing)
    return drawings


def _formula(cell: ET.Element, place: Place, found: Beside) -> None:
    """A cell that is computed: where it leads, and whether its result is stored."""
    parts = {local_name(part): part.text or "" for part in cell}
    link = _HYPERLINK.match(parts.get("f", ""))
    if link and link["address"].lower().startswith(_WEB):
        found.links[place] = link["address"]
    if parts.keys() == {"f"}:
        found.unknown.append(place)


def _related(element: ET.Element, name: str) -> str:
    """The key of what an element leads to; the strict form of the format has another namespace."""
    ending = f"/relationships}}{name}"
    return next((value for key, value in element.items() if key.endswith(ending)), "")


def _anchored(archive: zipfile.ZipFile, part: str, found: Beside) -> None:
    related = _relations(archive, part)
    for anchor in _read(archive, part):
        numbers = {
            local_name(one): int(one.text or 0)
            for start in anchor
            if local_name(start) == "from"
            for one in start
            if local_name(one) in {"row", "col"}
        }
        place = (numbers.get("row", 0), numbers.get("col", 0))
        found.pictures.setdefault(place, []).extend(_shown(archive, anchor, related))
        for one in anchor.iter():
            if local_name(one) == "txBody":
                words = "".join(t.text or "" for t in one.iter() if local_name(t) == "t").strip()
                found.words.setdefault(place, []).extend(filter(None, [words]))
            elif local_name(one) == "blip" and (
                ending := _ending(related.get(_related(one, "embed"), ""))
            ):
                found.words.setdefault(place, []).append(f"图（{ending}，网页不能显示）")
            elif local_name(one) == "chart":
                found.words.setdefault(place, []).append("图表")


def _shown(
    archive: zipfile.ZipFile, element: ET.Element, related: Mapping[str, str]
) -> Iterator[str]:
    """The addresses of the pictures in an element."""
    for one in element.iter():
        file = related.get(_related(one, "embed"), "") if local_name(one) == "blip" else ""
        kind = _KINDS.get(posixpath.splitext(file)[1].lower())
        if kind and archive.getinfo(file).file_size <= limits.PICTURE_SIZE:
            data = base64.b64encode(archive.read(file)).decode("ascii")
            yield f"data:image/{kind};base64,{data}"


def _ending(file: str) -> str:
    """How the name of a picture ends that no page can show; empty for the others."""
    ending = posixpath.splitext(file)[1].lower()
    return ending.lstrip(".") if ending and ending not in _KINDS else ""


def _relations(archive: zipfile.ZipFile, part: str) -> Mapping[str, str]:
    """By its key, what a part leads to: a part of the archive, or an address."""
    folder, name = posixpath.split(part)
    file = f"{folder}/_rels/{name}.rels"
    if file not in archive.namelist():
        return {}
    found = {}
    for one in _read(archive, file):
        target = one.get("Target", "")
        if one.get("TargetMode") != "External":
            whole = posixpath.normpath(posixpath.join(folder, target))
            target = target.lstrip("/") if target.startswith("/") else whole
        found[one.get("Id", "")] = target
    return found


def _read(archive: zipfile.ZipFile, part: str) -> ET.Element:
    return ET.fromstring(archive.read(part))  # noqa: S314 - expat refuses what grows beyond measure
