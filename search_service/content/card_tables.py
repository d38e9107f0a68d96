"""A Markdown extension: tables with many columns become cards on a phone.

Each cell gets its column's name to show beside it, and all get the roles that a table loses when
style sheets no longer lay it out as one. Done here, a page does not jump when its script comes.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

NAME = "card_tables"
_FEWEST_COLUMNS = 4
# What each part of such a table is to who hears it.
ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "th": "columnheader",
    "td": "cell",
}
# Behind what makes the words of a cell, before numbers get elements of their own.
_BEHIND_WORDS = 2


class _Cards(Treeprocessor):  # type: ignore[misc]
    """Names the cells of wide tables."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for table in root.iter("table"):
            names = ["".join(head.itertext()).strip() for head in table.iter("th")]
            if len(names) < _FEWEST_COLUMNS:
                continue
            table.set("data-cards", "")
            for element in table.iter():
                if role := ROLES.get(element.tag):
                    element.set("role", role)
            for row in table.iter("tr"):
                for cell, name in zip(row.findall("td"), names, strict=False):
                    cell.set("data-column", name)


class _CardTables(Extension):  # type: ignore[misc]
    """Registers the step."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is the library's
        """Put the step behind those that make words."""
        md.treeprocessors.register(_Cards(md), NAME, _BEHIND_WORDS)


def makeExtension(**settings: object) -> Extension:  # noqa: N802 - the name is the library's
    """The extension, as Markdown finds it by the name of this module."""
    return _CardTables(**settings)
