"""The first articles anew: one whose readers ask in such words comes further up.

A question may share no word with any that is known, and yet sound like those of one article.
"""

from __future__ import annotations

from collections.abc import Sequence

from search_service.answering.choosing import Asked
from search_service.answering.documents import Documents
from search_service.answering.known_question import LONGEST
from search_service.answering.naive_bayes import articles_likely
from search_service.answering.ranking import RankedPassage
from search_service.answering.unit_index import UnitsOfArticles

# What a likelihood of 1 adds, as a share of the best score: docs/relevance.md.
LIKELY_GAIN = 0.45
COMPARED = 10


def by_likelihood(
    ranked: Sequence[RankedPassage], asked: Asked, documents: Documents, articles: UnitsOfArticles
) -> list[RankedPassage]:
    """Hits in their new order; what stands first by its code stays.

    Args:
        ranked: Hits, the best first.
        asked: The question.
        documents: Know the articles of hits.
        articles: Know how people ask for each.
    """
    lifted = sum(hit.by_code for hit in ranked)
    compared = ranked[lifted : lifted + COMPARED]
    known = [articles.wordings(documents.article_ids[hit.passage]) for hit in compared]
    with_any = [one for one in known if one is not None]
    if asked.mass >= LONGEST or not asked.grams or len(with_any) < 2:  # noqa: PLR2004 - a choice
        return list(ranked)
    likely = iter(articles_likely(asked.grams, with_any))
    best = compared[0].score
    lifted_ones = [
        _lifted(hit, LIKELY_GAIN * best * next(likely)) if one is not None else hit
        for hit, one in zip(compared, known, strict=True)
    ]
    lifted_ones.sort(key=lambda hit: (-hit.score, hit.passage))
    highest = lifted_ones[0].score
    firsts = [hit._replace(score=max(hit.score, highest)) for hit in ranked[:lifted]]
    return [*firsts, *lifted_ones, *ranked[lifted + COMPARED :]]


def _lifted(hit: RankedPassage, gain: float) -> RankedPassage:
    factor = 1.0 + gain / hit.score if hit.score else 1.0
    return hit._replace(score=hit.score * factor, known=hit.known * factor)
