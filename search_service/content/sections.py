"""The HTML of an article to its sections: what a reader sees, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from search_service.content.article import Section

_DROPPED_TAGS = frozenset({"script", "style", "button", "template", "svg", "input", "-comment"})
_DROPPED_CLASSES = frozenset({"headerlink"})
_BLOCK_TAGS = (
    "p li ul ol table thead tbody tr td th div dl dt dd blockquote pre hr section figure details "
    "summary h1 h2 h3 h4 h5 h6"
)
BLOCKS = frozenset(_BLOCK_TAGS.split())
_SPACE = re.compile(r"[ \t\n\r\f]+")
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2014\u2026"
# A line break of the source beside a Chinese character is no space.
_CJK_BREAK = re.compile(rf"(?<=[{_CJK}])\s*\n\s*|\s*\n\s*(?=[{_CJK}])")
_REMEMBERED = 5_000


def classes(node: LexborNode) -> set[str]:
    """The classes of an element."""
    return set((node.attributes.get("class") or "").split())


def children(node: LexborNode) -> Iterator[LexborNode]:
    """What stands in an element, text included, without what readers do not read."""
    child = node.child
    while child is not None:
        tag = child.tag
        if tag == "-text" or (tag not in _DROPPED_TAGS and not _is_dropped(child)):
            yield child
        child = child.next


def _is_dropped(node: LexborNode) -> bool:
    named = node.attributes.get("class")
    return named is not None and not _DROPPED_CLASSES.isdisjoint(named.split())


def without_cjk_breaks(text: str) -> str:
    """Text without the line breaks of the source that stand beside a Chinese character."""
    return _CJK_BREAK.sub("", text)


def as_read(text: str) -> str:
    """Text with the white space that a browser shows."""
    return _SPACE.sub(" ", without_cjk_breaks(text)).strip()


def text_of(node: LexborNode) -> str:
    """The words of an element, on one line."""
    return as_read("".join(_words(node)))


def _words(node: LexborNode) -> Iterator[str]:
    for child in children(node):
        if child.tag == "-text":
            yield child.text_content or ""
        elif child.tag == "img":
            yield child.attributes.get("alt") or ""
        elif child.tag == "br":
            yield "\n"
        else:
            yield from _words(child)


@dataclass
class _Reading:
    """The section that is being read."""

    done: list[Section] = field(default_factory=list)
    heading: str | None = None
    anchor: str | None = None
    blocks: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def end_block(self) -> None:
        if not self.words:
            return
        text = as_read("".join(self.words))
        self.words = []
        if text:
            self.blocks.append(text)

    def end_section(self) -> None:
        self.end_block()
        if self.blocks or self.heading:
            self.done.append(Section(self.heading, self.anchor, "\n".join(self.blocks)))
        self.heading, self.anchor, self.blocks = None, None, []

    def read(self, node: LexborNode) -> None:
        for child in children(node):
            if child.tag == "-text":
                self.words.append(child.text_content or "")
            elif child.tag == "br":
                self.words.append("\n")
            elif child.tag == "img":
                self.words.append(child.attributes.get("alt") or "")
            elif child.tag not in BLOCKS:
                self.read(child)
            else:
                self.end_block()
                self._read_block(child)
                self.end_block()

    def _read_block(self, node: LexborNode) -> None:
        if node.tag in {"h2", "h3"}:
            self.end_section()
            self.heading, self.anchor = text_of(node), node.attributes.get("id")
        elif node.tag == "tr":
            cells = map(text_of, children(node))
            self.blocks.append(" ".join(cell for cell in cells if cell))
        elif node.tag == "pre":
            self.blocks.append(node.text(deep=True).strip())
        else:
            self.read(node)


@lru_cache(maxsize=_REMEMBERED)
def sections_of(html: str) -> tuple[Section, ...]:
    """Split a fragment at its headings of level 2 and 3; a block of text is a line.

    Remembered: when one file is saved, the others are the same as before.
    """
    body = LexborHTMLParser(html).body
    reading = _Reading()
    if body is not None:
        reading.read(body)
    reading.end_section()
    return tuple(reading.done)
