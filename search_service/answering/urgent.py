"""Trouble that was told of or sounds like it, and whom to ring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import is_han
from search_service.analysis.word_lists import Situation
from search_service.answering.answer_confidence import is_on_nothing
from search_service.answering.confidence import share_explained
from search_service.answering.documents import Documents, PhoneNumber, StoredArticle
from search_service.answering.ranking import RankedPassage, is_asked_for_itself, with_trouble_first
from search_service.asking.query import Query
from search_service.asking.trouble import sound_of

# What trouble is called whose words nobody listed.
SOUNDS = "可能遇到了急事"
# Found on texts that were not fitted on: docs/relevance.md, "Trouble". Who sounds this likely to
# be in trouble gets numbers to ring where an article for trouble was found anyway.
SOUNDS_FROM = 0.7
# The article is put first from here on: odds of trouble, less what the first hit explains. Of
# what no article explains even this far nothing is known here.
MOVES_FROM, LEAST_EXPLAINED, MOST_EXPLAINED = 0.8, 0.4, 3.0


@dataclass(frozen=True)
class Urgent:
    """What the trouble is, in Chinese, and the numbers, the most important first."""

    situation: str
    call: tuple[PhoneNumber, ...]

    @property
    def is_told(self) -> bool:
        """Whether words of a situation tell of it, and not the sound of the text alone."""
        return self.situation != SOUNDS


def as_it_sounds(
    query: Query,
    ranked: Sequence[RankedPassage],
    mass: float,
    documents: Documents,
    analyser: Analyser,
) -> tuple[Query, Sequence[RankedPassage]]:
    """The query and its hits; of what surely sounds like trouble the article for it comes first.

    The better the first hit explains a text, the surer it has to be. Codes and an article that is
    asked this very question know better, and so does one that is nearly for the same trouble.
    """
    if query.urgent or query.literal or query.rivals or not ranked or ranked[0].by_code:
        return query, ranked
    explained = min(share_explained(ranked, mass), MOST_EXPLAINED)
    if explained < LEAST_EXPLAINED:
        return query, ranked
    if not _is_chinese(query):
        return query, ranked
    sound = sound_of(query.corrected)
    if sound.odds - explained < MOVES_FROM or is_asked_for_itself(query, documents):
        return query, ranked
    told = _of_kind(sound.kind, analyser.words.situations)
    if (
        told is None
        or _only_asks(query, analyser)
        or documents.article_ids[ranked[0].passage] in told.near
    ):
        return query, ranked
    named = told.model_copy(update={"situation": SOUNDS})
    return replace(query, urgent=named), with_trouble_first(named, documents, ranked)


def urgent(
    query: Query,
    first: StoredArticle | None,
    explained: float,
    documents: Documents,
    analyser: Analyser,
) -> Urgent | None:
    """The trouble that was told of, unless something else was asked for and found.

    Where neither a situation's words nor the sound of it all put an article first, the text may
    still sound like trouble; then the first hit decides whether it is.

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
    if query.literal or is_on_nothing(explained, query) or not _is_chinese(query):
        return None
    meant = analyser.words.situations_of.get(first.id, ())
    sound = sound_of(query.corrected) if meant else None
    if sound is None or sound.likelihood < SOUNDS_FROM or _only_asks(query, analyser):
        return None
    text = query.corrected.replace(" ", "")
    nearest = max(meant, key=lambda one: (one.kind == sound.kind, one.share_told(text)))
    return _with_numbers(SOUNDS, nearest, documents)


def _is_chinese(query: Query) -> bool:
    """Letters that were not read as Chinese sound like nothing that was learnt."""
    return any(map(is_han, query.corrected))


def _only_asks(query: Query, analyser: Analyser) -> bool:
    text = query.corrected.replace(" ", "")
    return any(word in text for word in analyser.words.calm)


def _of_kind(kind: str, situations: Iterable[Situation]) -> Situation | None:
    return next((one for one in situations if one.kind == kind), None)


def _with_numbers(name: str, told: Situation, documents: Documents) -> Urgent:
    known = documents.numbers_by_key
    return Urgent(name, tuple(known[key] for key in told.call if key in known))
