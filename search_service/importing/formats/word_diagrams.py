"""The words of SmartArt, in the order of its tree: ECMA-376 part 1, section 21.4."""

from __future__ import annotations

import posixpath
import zipfile
from xml.etree import ElementTree as ET

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "word/_rels/document.xml.rels"


def diagram_words(archive: zipfile.ZipFile, graphic: ET.Element) -> list[str]:
    """What the nodes of a diagram say, parents before children."""
    ids = graphic.find(f"{_DIAGRAM}relIds")
    if ids is None or _RELATIONS not in archive.namelist():
        return []
    wanted = ids.get(f"{_OFFICE}dm")
    targets = [
        one.get("Target", "")
        for one in ET.fromstring(archive.read(_RELATIONS))  # noqa: S314 - expat refuses bombs
        if one.get("Id") == wanted
    ]
    file = posixpath.normpath(posixpath.join("word", targets[0])) if targets else ""
    file = targets[0].lstrip("/") if targets and targets[0].startswith("/") else file
    if file not in archive.namelist():
        return []
    root = ET.fromstring(archive.read(file))  # noqa: S314 - as above
    said, tops = {}, []
    for point in root.iter(f"{_DIAGRAM}pt"):
        key = point.get("modelId", "")
        if point.get("type", "node") in {"node", "asst"}:
            said[key] = "".join(one.text or "" for one in point.iter(_TEXT)).strip()
        elif point.get("type") == "doc":
            tops.append(key)
    below: dict[str, list[tuple[int, str]]] = {}
    for line in root.iter(f"{_DIAGRAM}cxn"):
        if line.get("type", "parOf") == "parOf":
            place = int(line.get("srcOrd", "0"))
            below.setdefault(line.get("srcId", ""), []).append((place, line.get("destId", "")))
    order: list[str] = []
    waiting = list(reversed(tops))
    while waiting:
        key = waiting.pop()
        if key in order:
            continue
        order.append(key)
        waiting += [child for _, child in sorted(below.get(key, ()), reverse=True)]
    keys = [*order, *(key for key in said if key not in order)]
    return [said[key] for key in keys if said.get(key)]
