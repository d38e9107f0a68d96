"""Lists of Word that go on after something else: their numbers, which `mammoth` begins anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Stands before the words of an entry until the list is HTML; no document has these characters.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_FIRST = re.compile(rf"<ol><li>((?:<[a-z]+>)*){_OPEN}(\d+){_CLOSE}")
_MARK = re.compile(rf"{_OPEN}\d*{_CLOSE}")


def mark_continued(root: ET.Element, numbering: ET.Element | None) -> None:
    """Give every entry with which a list goes on its number, for `with_starts`.

    Args:
        root: The document.
        numbering: `word/numbering.xml`; None: there is none.
    """
    counters = _counters(numbering)
    counts: dict[str, int] = {}
    begun: set[str] = set()
    before = ""
    for paragraph in root.iter(f"{WORD}p"):
        place = paragraph.find(f"{WORD}pPr/{WORD}numPr")
        number = _value(place, "numId") if place is not None else ""
        if not number or number == "0":
            before = ""
            continue
        counter, restarts = counters.get(number, (number, False))
        if restarts and number not in begun:
            counts[counter] = 0
        begun.add(number)
        if place is not None and _value(place, "ilvl") in {"", "0"}:
            counts[counter] = counts.get(counter, 0) + 1
            if number != before and counts[counter] > 1:
                _mark(paragraph, counts[counter])
        before = number


def with_starts(html: str) -> str:
    """HTML whose lists begin with the numbers that are marked."""
    return _MARK.sub("", _FIRST.sub(r'<ol start="\2"><li>\1', html))


def _counters(numbering: ET.Element | None) -> Mapping[str, tuple[str, bool]]:
    """By list: what counts it, and whether it begins anew."""
    found = {}
    for one in numbering.iter(f"{WORD}num") if numbering is not None else ():
        first = one.find(f"{WORD}lvlOverride[@{WORD}ilvl='0']/{WORD}startOverride")
        found[one.get(f"{WORD}numId", "")] = (_value(one, "abstractNumId"), first is not None)
    return found


def _value(element: ET.Element, name: str) -> str:
    found = element.find(f"{WORD}{name}")
    return found.get(f"{WORD}val", "") if found is not None else ""


def _mark(paragraph: ET.Element, number: int) -> None:
    for text in paragraph.iter(f"{WORD}t"):
        text.text = f"{_OPEN}{number}{_CLOSE}{text.text or ''}"
        return
