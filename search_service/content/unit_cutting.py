"""The HTML of a page to its units, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from search_service.content.article import STILL_STUCK
from search_service.content.sections import BLOCKS, children, classes
from search_service.content.unit_text import MOST_CHARACTERS, Words, sentences, windows, words_of
from search_service.content.units import Unit, UnitKind, UnitPart, without_repeats

# A paragraph of links only says where to go.
_MOST_LINKED = 0.8
# A short last sentence, or one that ends in a colon, introduces what follows.
_LONGEST_LEAD = 26
_LONGEST_TERM = 14
_TERM = re.compile(rf"(?P<term>[^：。]{{1,{_LONGEST_TERM}}})：")
_OPENED_BY = frozenset({"paragraph", "step", "item"})
_REMEMBERED = 5_000


@dataclass
class _Cutting:
    """The section that is being cut."""

    units: list[Unit] = field(default_factory=list)
    heading: str | None = None
    anchor: str | None = None
    lead: str = ""
    opening: list[Unit] = field(default_factory=list)
    is_opening: bool = True

    def add(self, kind: UnitKind, words: Words, **also: Any) -> None:  # noqa: ANN401 - of Unit
        parts = also.pop("parts", None) or (UnitPart("", words.text),)
        pointer = min(1.0, words.linked / max(1, len(words.text)))
        if not words.text or pointer > _MOST_LINKED:
            return
        unit = Unit(
            "",
            "",
            kind,
            parts,
            heading=self.heading,
            anchor=also.pop("anchor", self.anchor),
            unverified=words.unverified,
            pointer=pointer,
            **also,
        )
        self.units.append(unit)
        if self.is_opening and kind in _OPENED_BY:
            self.opening.append(unit)

    def end_section(self) -> None:
        """The first lines of a section answer what its heading asks."""
        run: list[Unit] = []
        for unit in self.opening:
            if run and sum(len(one.text) for one in (*run, unit)) > MOST_CHARACTERS:
                break
            if not run or unit.text not in run[-1].text:
                run.append(unit)
        if run and self.heading:
            text = Words("".join(unit.text for unit in run), any(unit.unverified for unit in run))
            parts = tuple(part for unit in run for part in unit.parts)
            self.is_opening = False
            self.add("opening", text, parts=parts, label=self.heading, lead=run[0].lead)
        self.opening, self.is_opening, self.lead = [], True, ""

    def read(self, node: LexborNode) -> None:
        for child in children(node):
            if child.tag in {"h2", "h3"}:
                self.end_section()
                self.heading = words_of(child).text
                self.anchor = child.attributes.get("id")
            elif self.heading != STILL_STUCK:
                self._read_block(child)

    def _read_block(self, node: LexborNode) -> None:
        if node.tag == "p":
            self._paragraph(words_of(node))
        elif node.tag in {"ul", "ol"}:
            self._items(node, "step" if node.tag == "ol" else "item", self.lead)
            self.lead = ""
        elif node.tag == "table":
            self._table(node)
            self.lead, self.is_opening = "", False
        elif node.tag == "dl":
            self._definitions(node)
        elif node.tag in {"blockquote", "pre"}:
            self._quote(node)
        elif "admonition" in classes(node) or node.tag == "details":
            self._note(node)
        elif node.tag in BLOCKS:
            self.read(node)

    def _quote(self, node: LexborNode) -> None:
        """Words to take over: a quotation in sentences, a template in its blocks of lines."""
        if node.tag == "blockquote":
            for run in windows(sentences(words_of(node).text)):
                self.add("quote", Words(run), lead=self.lead)
            return
        for block in re.split(r"\n\s*\n", node.text(deep=True).strip()):
            lines = [line.strip() for line in block.split("\n")]
            self.add("quote", Words(block), parts=tuple(UnitPart("", one) for one in lines))

    def _paragraph(self, words: Words) -> None:
        found = sentences(words.text)
        if not found or words.linked > _MOST_LINKED * len(words.text):
            return
        if not self.units and self.heading is None:
            self.add("box", words)
        for place, run in enumerate(windows(found)):
            # Where the link stands in a long paragraph is not known: its runs share it.
            kept = Words(run, words.unverified, words.linked * len(run) // len(words.text))
            self.add("paragraph", kept, place=place)
        last = found[-1]
        self.lead = last if last.endswith("：") or len(last) < _LONGEST_LEAD else ""

    def _items(self, node: LexborNode, kind: UnitKind, lead: str) -> None:
        items = [child for child in children(node) if child.tag == "li"]
        for place, item in enumerate(items):
            paragraphs = [child for child in children(item) if child.tag == "p"]
            words = words_of(paragraphs[0] if paragraphs else item, nested=False)
            term = _TERM.match(words.text)
            label = term["term"] if term else ""
            self.add(kind, words, label=label, lead=lead, place=place)
            for child in children(item):
                if child.tag in {"ul", "ol"}:
                    nested: UnitKind = "step" if child.tag == "ol" else "item"
                    self._items(child, nested, words.text)
                elif child.tag in BLOCKS and child.tag != "p":
                    self._read_block(child)

    def _table(self, node: LexborNode) -> None:
        heads = [words_of(cell).text for cell in node.css("thead th")]
        for place, row in enumerate(node.css("tbody tr")):
            cells = [words_of(cell) for cell in children(row) if cell.tag in {"td", "th"}]
            named = [*heads, *[""] * len(cells)]
            parts = tuple(
                UnitPart(head, cell.text)
                for head, cell in zip(named, cells, strict=False)
                if cell.text
            )
            if not parts:
                continue
            words = Words(
                " ".join(part.text for part in parts),
                any(cell.unverified for cell in cells),
                sum(cell.linked for cell in cells),
            )
            lead = " ".join((*heads, self.lead)).strip()
            self.add("row", words, parts=parts, label=parts[0].text, lead=lead, place=place)

    def _definitions(self, node: LexborNode) -> None:
        term, anchor = "", self.anchor
        for child in children(node):
            if child.tag == "dt":
                term, anchor = words_of(child).text, child.attributes.get("id") or self.anchor
            elif child.tag == "dd":
                words = words_of(child)
                # 「见…」 leads elsewhere and says nothing of the term.
                said = "".join(one for one in sentences(words.text) if not one.startswith("见"))
                kept = Words(said, words.unverified)
                self.add(
                    "definition", kept, parts=(UnitPart(term, said),), label=term, anchor=anchor
                )

    def _note(self, node: LexborNode) -> None:
        title = ""
        for child in children(node):
            if "admonition-title" in classes(child) or child.tag == "summary":
                title = words_of(child).text
            elif child.tag == "p":
                words = words_of(child)
                for run in windows(sentences(words.text)):
                    parts = (UnitPart("", title), UnitPart("", run)) if title else None
                    kept = Words(run, words.unverified)
                    self.add("note", kept, parts=parts, label=title)
            elif child.tag in {"ul", "ol"}:
                self._items(child, "item", title)


@lru_cache(maxsize=_REMEMBERED)
def units_of(html: str) -> tuple[Unit, ...]:
    """Cut a fragment into units, which do not know their page yet.

    Not what stands under 「还没解决？」, and no lines that only lead to other pages. Remembered:
    when one file is saved, the others are the same as before.
    """
    body = LexborHTMLParser(html).body
    cutting = _Cutting()
    if body is not None:
        cutting.read(body)
    cutting.end_section()
    return without_repeats(cutting.units)
