"""What a visitor was shown, in the form in which visits are counted."""

from __future__ import annotations

from search_service.answering.results import SearchResult
from search_service.records.visits import Shown


def shown_of(result: SearchResult) -> Shown:
    """The first hits, what was said of the answer, and how the question was understood."""
    return Shown(
        articles=tuple(hit.article.id for hit in result.hits),
        level=result.level,
        reading=result.query.corrected,
    )
