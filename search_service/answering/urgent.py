"""Trouble that was told of, and whom to ring."""

from __future__ import annotations

from dataclasses import dataclass

from search_service.analysis.chains import Analyser
from search_service.analysis.word_lists import Situation
from search_service.answering.documents import Documents, PhoneNumber
from search_service.asking.query import Query
from search_service.asking.trouble import likelihood_of_trouble

# What trouble is called whose words nobody listed.
SOUNDS = "可能遇到了急事"
# Found on texts that were not fitted on: docs/relevance.md, "Trouble".

SOUNDS_FROM = 0.8


@dataclass(frozen=True)
class Urgent:
    """What the trouble is, in Chinese, and the numbers, the most important first."""

    situation: str
    call: tuple[PhoneNumber, ...]


def urgent(
    query: Query, first: str | None, documents: Documents, analyser: Analyser, *, on_nothing: bool
) -> Urgent | None:
    """The trouble that was told of, unless something else was asked for and found.

    Where no situation's words tell it, the text may still sound like trouble; then the first
    hit decides whether it is: a text that only sounds like it moves no article.

    Args:
        query: What was asked.
        first: The code of the first hit's article.
        documents: Know the numbers that may be shown.
        analyser: Knows the situations.
        on_nothing: Whether no article seems to be on what was asked.
    """
    told = query.urgent
    if told is not None:
        if first not in told.articles:
            return None
        return _with_numbers(told.situation, told, documents)
    bare = query.corrected.replace(" ", "")
    meant = [one for one in analyser.words.situations if first in one.articles]
    meant = [one for one in meant if not one.is_excluded_by(bare)]
    if not meant or on_nothing or query.literal or likelihood_of_trouble(bare) < SOUNDS_FROM:
        return None
    return _with_numbers(SOUNDS, max(meant, key=lambda one: one.share_told(bare)), documents)


def _with_numbers(name: str, told: Situation, documents: Documents) -> Urgent:
    known = documents.numbers_by_key
    return Urgent(name, tuple(known[key] for key in told.call if key in known))
