"""A page as readers read it: the blocks of its HTML, each with its line in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from search_service.content.line_marks import lines_in, marked, unmarked
from search_service.content.macros.references import ReferenceRefused
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.normaliser import normalised, shape_of
from search_service.content.sections import children, classes

_TEXT_BLOCKS = "p,li,td,th,h1,h2,h3,h4,h5,h6,dt,dd"
_OWN_BLOCKS = {"p", "ul", "ol", "table", "div", "dl", "li", "pre"}
# What a writer typed as code or as a link's text says nothing of how the rest was understood.
_SILENT = {"code": "…", "pre": "…", "a": ""}
_ENOUGH = 6


@dataclass(frozen=True)
class ReadBlock:
    """A block of text on the page.

    Attributes:
        node: Its element.
        text: Its own words, without those of blocks inside it; lines of the file are kept.
        lines: For each line of `text`, the line of the file.
    """

    node: LexborNode
    text: str
    lines: tuple[int, ...]

    @property
    def tag(self) -> str:
        """Name of the element."""
        return self.node.tag or ""

    def line_at(self, position: int) -> int:
        """The line of the file of a place in `text`."""
        return self.lines[min(self.text.count("\n", 0, position), len(self.lines) - 1)]


class ReadPage:
    """The HTML of a page or component, with lines.

    Args:
        path: Where it stands, below `content/pages`.
        text: The file.
        body: Its Markdown.
        first_line: The line of the file on which the body begins.
        renderer: Makes the HTML.
    """

    def __init__(
        self, path: str, text: str, body: str, first_line: int, renderer: ContentRenderer
    ) -> None:
        self.source = text.replace("\r\n", "\n").split("\n")
        self.first_line = first_line
        try:
            html = renderer.fragment(path, body).html
            with_marks = renderer.with_marks(path, body, marked(body, first_line)).html
        except ReferenceRefused:  # the parser has reported it
            html = with_marks = ""
        self._path, self._body, self._renderer = path, body, renderer
        # Where marks change what is read, lines are found by their words.
        self.html = with_marks if unmarked(with_marks) == html else html

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The HTML, marks included."""
        return LexborHTMLParser(self.html)

    @cached_property
    def differs_at(self) -> int | None:
        """The first line that CommonMark reads in another way; None where both agree."""
        try:
            filled = self._renderer.render(marked(self._body, self.first_line))
        except ReferenceRefused:
            return None
        if not self.html:
            return None
        meant = self._renderer.meant(self._path, unmarked(filled))
        if shape_of(unmarked(self.html)) == meant:
            return None
        pairs = zip(filled.split("\n"), normalised(filled).split("\n"), strict=False)
        changed = next((before for before, after in pairs if before != after), "")
        return next(iter(lines_in(changed)), self.first_line)

    @cached_property
    def blocks(self) -> tuple[ReadBlock, ...]:
        """Every block that holds words of its own."""
        return tuple(self._blocks())

    def _blocks(self) -> Iterator[ReadBlock]:
        last = self.first_line
        for node in self.tree.css(_TEXT_BLOCKS):
            text = "".join(_own_words(node)).strip("\n")
            if not text.strip():
                continue
            lines = []
            for words in text.split("\n"):
                found = lines_in(words)
                last = found[0] if found else self._line_of(words, last)
                lines.append(last)
            yield ReadBlock(node, unmarked(text), tuple(lines))

    def _line_of(self, words: str, after: int) -> int:
        """The first line from `after` on that holds the words' beginning; `after` without one."""
        wanted = words.strip()[:_ENOUGH]
        for number in range(after, len(self.source) + 1):
            if wanted and wanted in self.source[number - 1]:
                return number
        return after

    def line_of(self, node: LexborNode) -> int | None:
        """The line of the first marked word in an element or its attributes."""
        found = lines_in(node.html or "")
        return found[0] if found else None


def _own_words(node: LexborNode) -> Iterator[str]:
    for child in children(node):
        if child.tag == "-text":
            yield child.text_content or ""
        elif child.tag == "br":
            yield "\n"
        elif child.tag in _SILENT:
            yield _SILENT[child.tag]
        elif child.tag not in _OWN_BLOCKS:
            yield from _own_words(child)


def depth(node: LexborNode) -> int:
    """How many lists an element stands in."""
    return sum(one.tag in {"ul", "ol"} for one in _ancestors(node))


def indentation_of_boxes(node: LexborNode) -> int:
    """How far the boxes around an element indent its lines."""
    return sum(4 for one in _ancestors(node) if one.tag == "div" and "admonition" in classes(one))


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
