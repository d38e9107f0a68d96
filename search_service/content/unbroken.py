"""A Markdown extension: a number stays on one line with its parts, its range and its unit.

Browsers may break a line behind the dash of 1–7 and of 400-123-4567 and behind the space of
7 个工作日. The words of the page stay as they are; only an element without meaning is put around
them.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

CLASS = "kb-unbroken"
# Behind Latin letters and in addresses numbers are names. Of a unit the first character is enough:
# between the others a line may break as in any Chinese word.
_NUMBER = r"\d+(?:[.,]\d+)*[%‰℃°]?"
_QUANTITY = re.compile(
    rf"(?<![A-Za-z0-9_./:#@+-]){_NUMBER}"
    rf"(?:(?: ?[–—~～至到×-] ?{_NUMBER}(?![\d-]))?(?: ?[\u4e00-\u9fff])"
    rf"| ?[–—~～×-] ?{_NUMBER}(?![\d-])"
    # A telephone or a date: 400-123-4567, 2026-03-01.
    rf"|(?:-\d+){{2,}}(?![\w-]))"
)
# What is shown as it is, and what holds no words of the page.
_LEFT_ALONE = frozenset({"code", "pre", "script", "style", "svg"})
# After everything else, but for the last step that puts back what was escaped.
_LAST = 1


class _Quantities(Treeprocessor):  # type: ignore[misc]
    """Puts quantities into elements of their own."""

    def run(self, root: Element) -> None:
        """Change the tree in one walk."""
        waiting = [root]
        while waiting:
            element = waiting.pop()
            if element.tag in _LEFT_ALONE or element.get("class") in {CLASS, "headerlink"}:
                continue
            waiting += element
            # From the end, so that the places of those before stay what they are.
            for place in range(len(element) - 1, -1, -1):
                before, found = _cut(element[place].tail)
                if found:
                    element[place].tail = before
                    element[place + 1 : place + 1] = found
            before, found = _cut(element.text)
            if found:
                element.text = before
                element[0:0] = found


def _cut(text: str | None) -> tuple[str, list[Element]]:
    """The text before the first quantity, and an element for each with the text behind it."""
    if not text or isinstance(text, AtomicString):
        return text or "", []
    made: list[Element] = []
    begin = end = 0
    first = text
    for found in _QUANTITY.finditer(text):
        if made:
            made[-1].tail = text[end : found.start()]
        else:
            first = text[begin : found.start()]
        element = Element("span", {"class": CLASS})
        element.text = found[0]
        made.append(element)
        end = found.end()
    if made:
        made[-1].tail = text[end:]
    return first, made


class _Unbroken(Extension):  # type: ignore[misc]
    """Registers the step."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is the library's
        """Put the step behind all others."""
        md.treeprocessors.register(_Quantities(md), CLASS, _LAST)


def makeExtension(**settings: object) -> Extension:  # noqa: N802 - the name is the library's
    """The extension, as Markdown finds it by the name of this module."""
    return _Unbroken(**settings)
