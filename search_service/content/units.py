"""What may be an answer: the pieces of a page that say something by themselves.

A unit is no longer than a few sentences. Its parts are shown as they stand on the page; what it
is about (`label`) and what introduces it (`lead`) help to find it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

UnitKind = Literal[
    "box", "row", "step", "item", "opening", "paragraph", "note", "quote", "definition"
]
UnitSource = Literal["article", "data", "glossary"]


@dataclass(frozen=True)
class UnitPart:
    """A run of text of a unit; `label` is the heading of its column, or empty."""

    label: str
    text: str


@dataclass(frozen=True)
class Unit:
    """A piece of a page.

    Attributes:
        article_id: The article it stands in; empty for a page that is none, such as the glossary.
        url: Address of the page, from the site's root.
        kind: What it is on the page.
        parts: What is shown, each a stretch of the page without its badges.
        label: What it is about: first cell, term, heading of a box or of the section it opens.
        lead: What introduces it: the sentence before a list, the heads of the columns.
        heading: Heading of its section; None above the first one.
        anchor: Where on the page it stands; None at its top.
        place: Its place in its list or table, from 0.
        unverified: Whether the operator has yet to confirm something in it.
        pointer: Share of its characters that lead to another page.
        source: Where what it says is kept.
        page_title: Title of a page that is no article.
        questions: What people ask that this piece itself answers, given by writers.
        section_questions: What people ask that its section answers.
        piece_questions: As `questions`, but in no index: they only order the first articles found.
    """

    article_id: str
    url: str
    kind: UnitKind
    parts: tuple[UnitPart, ...]
    label: str = ""
    lead: str = ""
    heading: str | None = None
    anchor: str | None = None
    place: int = 0
    unverified: bool = False
    pointer: float = 0.0
    source: UnitSource = "article"
    page_title: str = ""
    questions: tuple[str, ...] = ()
    section_questions: tuple[str, ...] = ()
    piece_questions: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What each of its parts says."""
        return self._texts

    @property
    def text(self) -> str:
        """All that is shown of it, in one line."""
        return self._text

    # Private, so that no JSON has them.
    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple([part.text for part in self.parts])

    @cached_property
    def _text(self) -> str:
        return " ".join(self._texts)


def without_duplicates(known: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    """Both, each text once, in their order."""
    return tuple(dict.fromkeys((*known, *more)))


def without_repeats(units: list[Unit]) -> tuple[Unit, ...]:
    """The units of a page; of two that show the same, an opening counts, else the first.

    An opening knows which heading it answers.
    """
    shown: dict[str, Unit] = {}
    for unit in units:
        if unit.text not in shown or unit.kind == "opening":
            shown[unit.text] = unit
    return tuple(shown.values())


def placed(units: tuple[Unit, ...], article_id: str, url: str) -> tuple[Unit, ...]:
    """Units that know which page they stand in."""
    return tuple(replace(unit, article_id=article_id, url=url) for unit in units)
