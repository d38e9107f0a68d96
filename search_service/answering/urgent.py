"""Trouble that was told of, and whom to ring."""

from __future__ import annotations

from dataclasses import dataclass

from search_service.analysis.word_lists import Situation
from search_service.answering.documents import Documents, PhoneNumber


@dataclass(frozen=True)
class Urgent:
    """What the trouble is, in Chinese, and the numbers, the most important first."""

    situation: str
    call: tuple[PhoneNumber, ...]


def urgent(told: Situation | None, first: str | None, documents: Documents) -> Urgent | None:
    """The trouble that was told of, unless something else was asked for and found.

    Args:
        told: What the query tells of.
        first: The code of the first hit's article.
        documents: Know the numbers that may be shown.
    """
    if told is None or first not in told.articles:
        return None
    known = documents.numbers_by_key
    return Urgent(told.situation, tuple(known[key] for key in told.call if key in known))
