"""Trouble that was told of, and whom to ring."""

from __future__ import annotations

from dataclasses import dataclass

from search_service.analysis.chains import Analyser
from search_service.analysis.word_lists import Situation
from search_service.answering.answer_confidence import is_on_nothing
from search_service.answering.documents import Documents, PhoneNumber, StoredArticle
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
    query: Query,
    first: StoredArticle | None,
    explained: float,
    documents: Documents,
    analyser: Analyser,
) -> Urgent | None:
    """The trouble that was told of, unless something else was asked for and found.

    Where no situation's words tell it, the text may still sound like trouble; then the first
    hit decides whether it is: a text that only sounds like it moves no article.

    Args:
        query: What was asked.
        first: The first hit's article.
        explained: Its score as a multiple of the query's mass.
        documents: Know the numbers that may be shown.
        analyser: Knows the situations.
    """
    told = query.urgent
    if first is None or (told and first.id not in told.articles):
        return None
    if told:
        return _with_numbers(told.situation, told, documents)
    if query.literal or is_on_nothing(explained, query):
        return None
    text = query.corrected.replace(" ", "")
    meant = analyser.words.situations_of.get(first.id, ())
    if not meant or likelihood_of_trouble(text) < SOUNDS_FROM:
        return None
    left = (one for one in meant if not one.is_excluded_by(text))
    nearest = max(left, key=lambda one: one.share_told(text), default=None)
    return _with_numbers(SOUNDS, nearest, documents) if nearest else None


def _with_numbers(name: str, told: Situation, documents: Documents) -> Urgent:
    known = documents.numbers_by_key
    return Urgent(name, tuple(known[key] for key in told.call if key in known))
