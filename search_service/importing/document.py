"""An imported text between its HTML and its Markdown: blocks, and runs of words in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Text in one style.

    Attributes:
        text: White space as HTML collapses it; verbatim in code.
        link: Where it leads, as the export writes it.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str | None = None


@dataclass(frozen=True)
class Picture:
    """A picture in a line.

    Attributes:
        source: Its address, as the export writes it.
        words: What it shows; empty when nobody said it.
    """

    source: str
    words: str = ""


@dataclass(frozen=True)
class Break:
    """A new line."""


@dataclass(frozen=True)
class Mark:
    """A place that a link may lead to."""

    name: str


Inline = Words | Picture | Break | Mark
Runs = tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    runs: Runs


@dataclass(frozen=True)
class Heading:
    """A heading.

    Attributes:
        level: 1 to 6 in the export; 2 or 3 once tidied.
    """

    level: int
    runs: Runs


@dataclass(frozen=True)
class Listing:
    """A list.

    Attributes:
        start: The number of the first entry; None for bullets.
        entries: What stands in each.
    """

    start: int | None
    entries: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Table:
    """A full grid: every row has the same number of cells, spans are written into each slot."""

    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True)
class Code:
    """Lines that are shown letter by letter."""

    language: str
    text: str


@dataclass(frozen=True)
class Quote:
    """What somebody else said."""

    inside: tuple[Block, ...]


@dataclass(frozen=True)
class Box:
    """A box beside the text; `kind` is one that the theme draws."""

    kind: str
    title: str
    inside: tuple[Block, ...]


Block = Paragraph | Heading | Listing | Table | Code | Quote | Box
Blocks = tuple[Block, ...]


def text_of(runs: Runs) -> str:
    """The words of a run, white space collapsed; a break is a space."""
    parts = [
        one.text if isinstance(one, Words) else " " if isinstance(one, Break) else ""
        for one in runs
    ]
    return " ".join("".join(parts).split())


def has_content(runs: Runs) -> bool:
    """Whether a reader would see anything of it."""
    return any(
        isinstance(one, Picture) or (isinstance(one, Words) and one.text.strip()) for one in runs
    )
