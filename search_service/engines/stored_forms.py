"""What JSON holds of articles and units, as the objects it was made of."""

from __future__ import annotations

from typing import Any

from search_service.answering.documents import StoredArticle
from search_service.content.article import Passage
from search_service.content.units import Unit, UnitPart


def article_of(stored: dict[str, Any]) -> StoredArticle:
    """An article; `stored` is used up."""
    for name in ("questions", "aliases"):
        stored[name] = tuple(stored.get(name, ()))
    return StoredArticle(**stored)


def passage_of(stored: dict[str, Any]) -> Passage:
    """A passage; `stored` is used up."""
    stored["questions"] = tuple(stored.get("questions", ()))
    return Passage(**stored)


def unit_of(stored: dict[str, Any]) -> Unit:
    """A unit; `stored` is used up."""
    stored["parts"] = tuple(UnitPart(**part) for part in stored["parts"])
    for asked in ("questions", "section_questions", "piece_questions"):
        stored[asked] = tuple(stored.get(asked, ()))
    return Unit(**stored)
