"""Candidates to hits: the best passage of each article, codes first, noise dropped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import NamedTuple

from search_service.analysis.word_lists import Matter
from search_service.answering.documents import Documents
from search_service.answering.engine import Candidate, Enough
from search_service.answering.signals import FactsOfArticles
from search_service.asking.query import Query

# A hit below this share of the best score shares only common characters with the query.
LEAST_SHARE_OF_BEST = 0.35


class RankedPassage(NamedTuple):
    """An article's best passage and its score.

    Attributes:
        passage: Its ordinal.
        score: All factors in it.
        by_code: It stands first because its code, or what leads to it, was typed.
        known: The factor for a known question that is near the one asked.
        unlifted: Of what stands first by its code: its score before known questions lifted it too.
    """

    passage: int
    score: float
    by_code: bool = False
    known: float = 1.0
    unlifted: float = 0.0


# Rounding never leaves out what reaches the share.
_ROUNDED = 1.0 - 1e-9

# Of all five: as by its name, in a third of the time.
ranked_passage = partial(tuple.__new__, RankedPassage)


def enough_of(
    query: Query,
    documents: Documents,
    facts: FactsOfArticles,
    asked_for: Sequence[str],
    least: float,
) -> Enough | None:
    """What an engine may leave out, for `rank` would stop before it; the arguments of `rank`."""
    if not least or _lifts(query, asked_for):
        return None
    weights = facts.weights(query)
    share = least * _ROUNDED / weights.most
    return lambda passage: share * weights[facts[documents.article_ids[passage]]]


def _lifts(query: Query, asked_for: Sequence[str]) -> bool:
    """Whether something stands first whatever its score is."""
    return bool(query.codes or asked_for or query.urgent)


def rank(  # noqa: PLR0913 - what hits are made of
    candidates: Sequence[Candidate],
    documents: Documents,
    query: Query,
    facts: FactsOfArticles,
    asked_for: Sequence[str] = (),
    *,
    least: float = 0.0,
) -> list[RankedPassage]:
    """One entry an article: typed codes first, then by score, ties by ordinal.

    Args:
        candidates: Passages, the best first.
        documents: The articles they belong to.
        query: What was asked.
        facts: What signals know of each article.
        asked_for: Codes that stand in the query's meaning, such as a tool's, treated as if typed.
        least: What cannot reach this share of the best score is left out, unless something stands
            first whatever its score is.
    """
    first_codes = dict.fromkeys((*query.codes, *asked_for))
    weights = facts.weights(query)
    most, floor = weights.most, 0.0 if _lifts(query, asked_for) else least
    highest = enough = 0.0
    best: dict[str, tuple[float, int]] = {}  # sorts as it should: score descending, then ordinal
    article_ids = documents.article_ids
    for passage, plain in candidates:  # best first, and all passages of an article weigh alike
        if plain * most < enough:
            break
        article_id = article_ids[passage]
        if article_id not in best:
            score = plain * weights[facts[article_id]]
            best[article_id] = (-score, passage)
            if score > highest:
                highest, enough = score, floor * score
    highest = highest if best else 1.0
    by_code: list[RankedPassage] = []
    for code in first_codes:
        if code in documents.first_passage:
            _, passage = best.pop(code, (0.0, documents.first_passage[code]))
            by_code.append(RankedPassage(passage, highest, by_code=True))
    by_code.sort(key=lambda hit: hit.passage)
    if not by_code and query.urgent and not is_asked_for_itself(query, documents):
        by_code = _urgent(query.urgent, documents, best, highest)
    rows = [(passage, -score, False, 1.0, 0.0) for score, passage in sorted(best.values())]
    return [*by_code, *map(ranked_passage, rows)]


def is_asked_for_itself(query: Query, documents: Documents) -> bool:
    """Whether an article answers this very question: then it knows better."""
    return query.normalised.replace(" ", "") in documents.headlines


def _urgent(
    told: Matter, documents: Documents, best: dict[str, tuple[float, int]], highest: float
) -> list[RankedPassage]:
    """The likeliest of the articles for the trouble that was told; taken out of `best`."""
    known = [code for code in told.articles if code in documents.first_passage]
    if not known:
        return []
    code = min(known, key=lambda one: best.get(one, (0.0, 0))[0])
    _, passage = best.pop(code, (0.0, documents.first_passage[code]))
    return [RankedPassage(passage, highest, by_code=True)]


def with_trouble_first(
    told: Matter, documents: Documents, ranked: Sequence[RankedPassage]
) -> list[RankedPassage]:
    """Hits with the likeliest of the articles for a trouble before them."""
    best = {documents.article_ids[hit.passage]: (-hit.score, hit.passage) for hit in ranked}
    highest = max((hit.score for hit in ranked), default=1.0)
    plain = max((hit.unlifted or hit.score / hit.known for hit in ranked), default=1.0)
    first = [hit._replace(unlifted=plain) for hit in _urgent(told, documents, best, highest)]
    firsts = {documents.article_ids[hit.passage] for hit in first}
    return [*first, *(hit for hit in ranked if documents.article_ids[hit.passage] not in firsts)]


def worth_showing(ranked: Sequence[RankedPassage]) -> list[RankedPassage]:
    """The hits that stand clear of noise, whatever questions are known of them."""
    plain = [score / known for _, score, _, known, _ in ranked]
    lifted = [hit.unlifted or own for hit, own in zip(ranked, plain, strict=True)]
    floor = max(lifted, default=0.0) * LEAST_SHARE_OF_BEST
    return [hit for hit, own in zip(ranked, plain, strict=True) if own >= floor]


def listed_hits(
    ranked: Sequence[RankedPassage], required: Collection[int] | None, documents: Documents
) -> list[RankedPassage]:
    """What is worth showing, or all that meets a condition, the unranked ones last.

    Args:
        ranked: Hits, the best first.
        required: Ordinals of the passages that meet it; None where there is none.
        documents: The articles.
    """
    if required is None:
        return worth_showing(ranked)
    codes = documents.article_ids
    others = {codes[one] for one in required} - {codes[hit.passage] for hit in ranked}
    firsts = sorted(documents.first_passage[code] for code in others)
    return [*ranked, *(RankedPassage(passage, 0.0) for passage in firsts)]
