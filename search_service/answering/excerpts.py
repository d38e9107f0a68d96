"""Excerpts without the badge of unconfirmed facts in their words: that is said beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from search_service.answering.documents import Documents
from search_service.answering.remembered import Remembered
from search_service.answering.snippets import MOST_PREPARED, Span, prepare, snippet

# As `content.macros.markdown_parts` writes it, after a space.
BADGE = " 示例，待核实"
# As many as normalised texts are kept (answering.snippets).
_REMEMBERED = 40_000


class Excerpt(NamedTuple):
    """A stretch of a passage, and whether the operator has yet to confirm something in it."""

    spans: tuple[Span, ...]
    unverified: bool


class Plain(NamedTuple):
    """A text without badges, and where in it one stood."""

    text: str
    badges: tuple[int, ...]


def _without_badges(text: str) -> Plain:
    runs = text.split(BADGE)
    places = [sum(map(len, runs[: count + 1])) for count in range(len(runs) - 1)]
    return Plain("".join(runs), tuple(places))


# A passage's text as it is excerpted; the same ones are found again.
plain = Remembered(_without_badges, _REMEMBERED)


def excerpt(text: str, words: Sequence[str]) -> Excerpt:
    """The stretch of a text with the most matches, and whether a badge stood in it.

    Args:
        text: Of a passage, as indexed.
        words: Normalised words to mark.
    """
    said, badges = plain[text]
    spans = snippet(said, words)
    if not badges:
        return tuple.__new__(Excerpt, (spans, False))
    shown = "".join(span["text"] for span in spans).strip("…")
    start = said.replace("\n", " ").find(shown)
    return Excerpt(spans, any(start < place <= start + len(shown) for place in badges))


def prepare_excerpts(documents: Documents) -> None:
    """Normalise what will be shown; of very many passages none is likelier than the others."""
    if len(documents.passages) <= MOST_PREPARED:
        prepare(article.title for article in documents.articles)
        prepare(plain[passage.text].text for passage in documents.passages)
        prepare(part.text for unit in documents.units for part in unit.parts)
