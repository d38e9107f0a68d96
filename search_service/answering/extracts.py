"""A chosen unit as it is shown: its parts with what they are, marked, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from typing_extensions import TypedDict

from search_service.answering.snippets import Span, marked, marked_together
from search_service.answering.wanted import VALUES, Kind, held
from search_service.content.units import Unit, UnitKind, UnitSource

Role = Literal["name", "text", "note"]
Level = Literal["sure", "possible", "none"]
_NAMED = frozenset({"row", "note", "definition"})


# Never changed. Objects took a third longer to make and to write as JSON (measured).
class ExtractPart(TypedDict):
    """A stretch of the page: the name of what is meant, what is said of it, or a note to it.

    `label` is the heading of its column, empty where there is none.
    """

    role: Role
    label: str
    spans: tuple[Span, ...]


# Frozen ones take four times as long to make.
@dataclass  # never changed
class Extract:
    """What answers a question, in the words of the page.

    Attributes:
        kind: What it is on the page; `table` for rows of one that the question does not tell apart.
        article_id: The article; empty for the glossary.
        title: Title of the page.
        url: Its address, from the site's root.
        anchor: Where on the page it stands; None at its top.
        heading: Heading of its section; None above the first one.
        parts: What is shown, in the order of the page.
        lead: The sentence that introduces it; empty without one.
        source: Where what it says is kept.
        unverified: Whether the operator has yet to confirm something in it.
        confidence: How likely it answers the question, from 0 to 1.
        level: What may be said of it, by its confidence.
        review_due: The last day on which the review of its page holds; shown when it has passed.
    """

    kind: UnitKind | Literal["table"]
    article_id: str
    title: str
    url: str
    anchor: str | None
    heading: str | None
    parts: tuple[ExtractPart, ...]
    lead: str
    source: UnitSource
    unverified: bool
    confidence: float
    level: Level
    review_due: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What each part says, whatever is marked in it."""
        return tuple("".join(span["text"] for span in part["spans"]) for part in self.parts)


class Page(NamedTuple):
    """What is shown of the page that an extract stands on, beside the extract."""

    title: str
    review_due: str | None = None


def extract_of(  # noqa: PLR0913 - what an extract is made of
    units: Sequence[Unit],
    page: Page,
    words: Sequence[str],
    wanted: frozenset[Kind],
    confidence: float,
    level: Level,
) -> Extract:
    """One unit, rows of a table, or pieces of a section, as they are shown.

    Args:
        units: What is shown; rows of one table or pieces of one section when there are several.
        page: Where it stands.
        words: Normalised words to mark.
        wanted: What was asked for: the cell that holds it is the text, others are notes.
        confidence: How likely it answers.
        level: What may be said of it.
    """
    unit = units[0]
    is_table = len(units) > 1 and unit.kind == "row"
    if is_table:
        short = _short_row if wanted & VALUES else _row
        parts = tuple(part for one in units for part in short(one, words, wanted))
    elif unit.kind == "row":
        parts = _row(unit, words, wanted)
    else:
        named = unit.kind in _NAMED and len(unit.parts) > 1
        parts = tuple(
            [
                _part("name" if named and at == 0 else "text", "", spans)
                for one in units
                for at, spans in enumerate(_marked(one, words))
            ]
        )
        if unit.kind == "definition":
            parts = (_part("name", "", marked(unit.label, words)), *parts)
    return Extract(
        kind="table" if is_table else unit.kind,
        article_id=unit.article_id,
        title=page.title,
        url=unit.url,
        anchor=unit.anchor,
        heading=unit.heading,
        parts=parts,
        lead="" if unit.kind == "row" else unit.lead,
        source=unit.source,
        unverified=any(one.unverified for one in units) if units[1:] else unit.unverified,
        confidence=round(confidence, 3),
        level=level,
        review_due=page.review_due,
    )


# Remembered: the cells of a table are looked through at each question that finds it.
_held = lru_cache(maxsize=20_000)(held)


def _said(unit: Unit, wanted: frozenset[Kind]) -> int:
    """Which cell of a row says what was asked: the first that holds it, else the second."""
    values = wanted & VALUES
    if not values:
        return min(1, len(unit.parts) - 1)
    for at, part in enumerate(unit.parts):
        if at and values & _held(part.text):
            return at
    return min(1, len(unit.parts) - 1)


def _row(unit: Unit, words: Sequence[str], wanted: frozenset[Kind]) -> tuple[ExtractPart, ...]:
    said = _said(unit, wanted)

    def role(at: int) -> Role:
        return "text" if at == said else "name" if at == 0 else "note"

    both = zip(unit.parts, _marked(unit, words), strict=True)
    return tuple([_part(role(at), part.label, spans) for at, (part, spans) in enumerate(both)])


def _marked(unit: Unit, words: Sequence[str]) -> Sequence[tuple[Span, ...]]:
    return marked_together(unit.texts, words)


def _part(role: Role, label: str, spans: tuple[Span, ...]) -> ExtractPart:
    return {"role": role, "label": label, "spans": spans}


def _short_row(
    unit: Unit, words: Sequence[str], wanted: frozenset[Kind]
) -> tuple[ExtractPart, ...]:
    name, said = unit.parts[0], unit.parts[_said(unit, wanted)]
    return (
        _part("name", name.label, marked(name.text, words)),
        _part("text", said.label, marked(said.text, words)),
    )


def shown_text(extract: Extract) -> str:
    """All words of an extract in one line, its lead first."""
    parts = ("".join(span["text"] for span in part["spans"]) for part in extract.parts)
    return " ".join(filter(None, (extract.lead, *parts)))
