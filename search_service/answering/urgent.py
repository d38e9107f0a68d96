"""Trouble that was told of or sounds like it, and whom to ring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import is_han
from search_service.analysis.word_lists import Matter, Situation, WordLists
from search_service.answering.answer_confidence import is_on_nothing
from search_service.answering.confidence import share_explained
from search_service.answering.documents import Documents, PhoneNumber, StoredArticle
from search_service.answering.ranking import RankedPassage, is_asked_for_itself, with_trouble_first
from search_service.asking.distress import harmless_matter, told_danger
from search_service.asking.query import Query
from search_service.asking.trouble import Sound, sound_of

# What trouble is called whose words nobody listed.
SOUNDS = "可能遇到了急事"
_UNNAMED = {"situation": SOUNDS}
# All found on texts that were not fitted on: docs/relevance.md, "Trouble". Odds of trouble, less
# what the first hit explains: from here on it is trouble, and the article for it comes first.
MOVES_FROM, MOST_EXPLAINED = 0.5, 3.0
# Of what no article explains even this far nothing is known here, unless these are the odds.
LEAST_EXPLAINED, KNOWN_FROM = 0.3, 5.0
# How much surer it has to sound where somebody uses a word of those who only ask.
ASKS_COUNTS = 3.0
# What an article counts that a kind of trouble names behind another one, and as near.
LATER_COUNTS, NEAR_COUNTS = 0.9, 0.4
# The first hit stays if its likelihood, times what it explains, is this share of the likeliest
# article's.
STAYS_FROM = 0.6
# Who sounds this likely to be in trouble gets numbers to ring where an article for trouble was
# found anyway.
SOUNDS_FROM = 0.87
# Below these odds somebody only uses the words of a situation.
CALM_BELOW = -1.5


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
    asked this very question know better, and so does one that is likely right for the trouble.
    """
    if not ranked or _is_no_trouble(query, ranked[0], documents):
        return query, ranked
    if harmless := _harmless(query, analyser):
        return query, with_trouble_first(harmless, documents, ranked)
    return _heard(query, ranked, mass, documents, analyser)


def _heard(
    query: Query,
    ranked: Sequence[RankedPassage],
    mass: float,
    documents: Documents,
    analyser: Analyser,
) -> tuple[Query, Sequence[RankedPassage]]:
    told, first = query.urgent, documents.article_ids[ranked[0].passage]
    explained = min(share_explained(ranked, mass), MOST_EXPLAINED)
    sound = sound_of(query.said)
    if explained < LEAST_EXPLAINED and sound.odds < KNOWN_FROM:
        return query, ranked
    if told and sound.odds < CALM_BELOW and not told.always:
        return replace(query, urgent=None), ranked
    if (told and explained == MOST_EXPLAINED) or not _is_sure(sound, explained, query, analyser):
        return query, ranked
    likely = _likely_articles(sound, documents, analyser)
    best = max(likely, key=likely.__getitem__, default=first)
    stays = likely.get(first, 0.0) * explained >= STAYS_FROM * likely.get(best, 0.0)
    if not likely or (told and stays):
        return query, ranked
    named = _for_article(first if stays else best, sound, analyser)
    query = replace(query, urgent=named if told else named.model_copy(update=_UNNAMED))
    return query, ranked if stays else with_trouble_first(named, documents, ranked)


def _is_no_trouble(query: Query, first: RankedPassage, documents: Documents) -> bool:
    """Whether it is known what is meant, or nothing that sounds."""
    if query.literal or query.rivals or not _is_chinese(query):
        return True
    told = query.urgent.articles if query.urgent else ()
    is_other = first.by_code and documents.article_ids[first.passage] not in told
    return is_other or is_asked_for_itself(query, documents)


def _is_sure(sound: Sound, explained: float, query: Query, analyser: Analyser) -> bool:
    asks = ASKS_COUNTS if _only_asks(query, analyser) else 0.0
    return sound.odds - explained - asks >= MOVES_FROM


def _likely_articles(sound: Sound, documents: Documents, analyser: Analyser) -> dict[str, float]:
    """How likely each article is right for the trouble, those of the likeliest kind first."""
    likely: dict[str, float] = {}
    for kind, share in sorted(sound.shares.items(), key=lambda one: -one[1]):
        if told := analyser.words.situations_by_kind.get(kind):
            first, *later = told.articles
            counts = {**dict.fromkeys(told.near, NEAR_COUNTS), **dict.fromkeys(later, LATER_COUNTS)}
            for code, counted in ({first: 1.0} | counts).items():
                if code in documents.first_passage:
                    likely[code] = likely.get(code, 0.0) + counted * share
    return likely


def _for_article(code: str, sound: Sound, analyser: Analyser) -> Situation:
    """The likeliest kind of trouble that an article is for, with this article alone."""
    of_kind = analyser.words.situations_by_kind
    kinds = (kind for kind, one in of_kind.items() if code in (*one.articles, *one.near))
    likeliest = max(kinds, key=lambda kind: sound.shares.get(kind, 0.0))
    return of_kind[likeliest].model_copy(update={"articles": (code,)})


def urgent(
    query: Query,
    first: StoredArticle | None,
    explained: float,
    documents: Documents,
    analyser: Analyser,
) -> Urgent | None:
    """The trouble that was told of, unless something else was asked for and found.

    What counts always (somebody wants to die) is told of beside whatever else was.

    Where neither a situation's words nor the sound of it all put an article first, the text may
    still sound like trouble; then the first hit decides whether it is.

    Args:
        query: What was asked.
        first: The first hit's article.
        explained: Its score as a multiple of the query's mass.
        documents: Know the numbers that may be shown.
        analyser: Knows the situations.
    """
    found = _found(query, first, explained, documents, analyser)
    if query.literal:
        return found
    # A correction must not hide it (死掉 → 撕掉).
    said = f"{query.normalised}\n{query.corrected}"
    return beside_danger(found, said, documents.numbers_by_key, analyser.words)


def beside_danger(
    found: Urgent | None, text: str, numbers: Mapping[str, PhoneNumber], words: WordLists
) -> Urgent | None:
    """What was found of a normalised text, and the numbers of what always counts before its own."""
    told = told_danger(text, words)
    if told is None or (found and found.situation == told.situation):
        return found
    danger = _with_numbers(told.situation, told, numbers)
    if found is None:
        return danger
    named = (danger.situation, found.situation) if found.is_told else (danger.situation,)
    return Urgent("；".join(named), tuple(dict.fromkeys((*danger.call, *found.call))))


def _found(
    query: Query,
    first: StoredArticle | None,
    explained: float,
    documents: Documents,
    analyser: Analyser,
) -> Urgent | None:
    told = query.urgent
    if first is None or (told and first.id not in told.articles):
        return None
    if told:
        return _with_numbers(told.situation, told, documents.numbers_by_key)
    if query.literal or is_on_nothing(explained, query) or not _is_chinese(query):
        return None
    if _harmless(query, analyser):
        return None
    meant = analyser.words.situations_of.get(first.id, ())
    sound = sound_of(query.said) if meant else None
    if sound is None or sound.likelihood < SOUNDS_FROM or _only_asks(query, analyser):
        return None
    text = query.corrected.replace(" ", "")
    nearest = max(meant, key=lambda one: (one.kind == sound.kind, one.share_told(text)))
    return _with_numbers(SOUNDS, nearest, documents.numbers_by_key)


def _harmless(query: Query, analyser: Analyser) -> Matter | None:
    """What only sounds like trouble, unless a situation is told of."""
    return None if query.urgent else harmless_matter(query.corrected, analyser.words)


def _is_chinese(query: Query) -> bool:
    """Letters that were not read as Chinese sound like nothing that was learnt."""
    return any(map(is_han, query.corrected))


def _only_asks(query: Query, analyser: Analyser) -> bool:
    text = query.corrected.replace(" ", "")
    return any(word in text for word in analyser.words.calm)


def _with_numbers(name: str, told: Situation, known: Mapping[str, PhoneNumber]) -> Urgent:
    return Urgent(name, tuple(known[key] for key in told.call if key in known))
