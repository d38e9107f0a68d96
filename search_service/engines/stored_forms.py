"""What JSON holds of articles and units, as the objects it was made of."""

from __future__ import annotations

from typing import Any

from search_service.answering.documents import StoredArticle
from search_service.content.units import Unit, UnitPart


def article_of(stored: dict[str, Any]) -> StoredArticle:
    """An article; `stored` is used up."""
    stored["questions"] = tuple(stored["questions"])
    return StoredArticle(**stored)


def unit_of(stored: dict[str, Any]) -> Unit:
    """A unit; `stored` is used up."""
    stored["parts"] = tuple(UnitPart(**part) for part in stored["parts"])
    return Unit(**stored)
