"""Candidates to hits: the best passage of each article, codes first, noise dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import normalised_text
from search_service.answering.documents import Documents
from search_service.answering.engine import Candidate
from search_service.asking.products import Names, agreement, products_in
from search_service.asking.query import Query

# An article whose title or questions say that something fails, as the query does, is a little
# more likely meant (and the same for neither saying so): docs/relevance.md.
NEGATION_AGREEMENT = 0.08
# An article whose title and questions all say more than was asked is about a narrower case. It
# loses this times the share of the shortest that goes beyond the query: docs/relevance.md.
NARROWER_CASE = 0.2
# A tool page holds a table of everything it knows, so that it shares words with many questions; an
# article that answers is worth more: docs/relevance.md.
TOOL_WEIGHT = 0.7
# A hit below this share of the best score shares only common characters with the query.
LEAST_SHARE_OF_BEST = 0.35
# Below this gap between the first two, (s1 - s2) / s1, the first is often wrong.
CONFIDENT_GAP = 0.1


class RankedPassage(NamedTuple):
    """An article's best passage and its score."""

    passage: int
    score: float
    by_code: bool = False


def products_of_articles(documents: Documents, analyser: Analyser) -> Mapping[str, Names]:
    """Article code → the products that its title and questions name; none, no entry."""
    headlines = {a.id: "\n".join((a.title, *a.questions)) for a in documents.articles}
    named = {
        article_id: products_in(normalised_text(text), analyser)
        for article_id, text in headlines.items()
    }
    return {article_id: products for article_id, products in named.items() if products}


def rank(
    candidates: Sequence[Candidate],
    documents: Documents,
    query: Query,
    products: Mapping[str, Names],
    asked_for: Sequence[str] = (),
) -> list[RankedPassage]:
    """One entry an article: typed codes first, then by score, ties by ordinal.

    Args:
        candidates: Passages, the best first.
        documents: The articles they belong to.
        query: What was asked.
        products: The products that articles name.
        asked_for: Codes that stand in the query's meaning, such as a tool's, treated as if typed.
    """
    best: dict[str, tuple[float, int]] = {}  # sorts as it should: score descending, then ordinal
    article_ids, negative = documents.article_ids, documents.negative_articles
    tools, lengths = documents.tool_articles, documents.shortest_headlines
    for passage, plain in candidates:  # best first, and all passages of an article weigh alike
        article_id = article_ids[passage]
        if article_id not in best:
            agrees = (article_id in negative) == query.negative
            weight = (1 + NEGATION_AGREEMENT * agrees) * (TOOL_WEIGHT if article_id in tools else 1)
            beyond = lengths[article_id] - query.length
            if beyond > 0:
                weight *= 1 - NARROWER_CASE * beyond / lengths[article_id]
            if query.products:
                weight *= agreement(query.products, products.get(article_id, frozenset()))
            best[article_id] = (-plain * weight, passage)
    highest = -min(best.values())[0] if best else 1.0
    by_code: list[RankedPassage] = []
    for code in dict.fromkeys((*query.codes, *asked_for)):
        if code in documents.first_passage:
            _, passage = best.pop(code, (0.0, documents.first_passage[code]))
            by_code.append(RankedPassage(passage, highest, by_code=True))
    by_code.sort(key=lambda hit: hit.passage)
    return [*by_code, *(RankedPassage(passage, -score) for score, passage in sorted(best.values()))]


def worth_showing(ranked: Sequence[RankedPassage]) -> list[RankedPassage]:
    """The hits that stand clear of noise."""
    floor = max((hit.score for hit in ranked), default=0.0) * LEAST_SHARE_OF_BEST
    return [hit for hit in ranked if hit.score >= floor]


def is_confident(ranked: Sequence[RankedPassage], query: Query, *, word_known: bool) -> bool:
    """Whether the first hit stands clear of the second.

    Args:
        ranked: The hits.
        query: What was asked; initials say too little to be sure of.
        word_known: Whether any word of the query stands in the index, and not only its
            characters: nobody asked here about 星际旅行.
    """
    if any(applied.kind == "initials" for applied in query.applied):
        return False
    if not (word_known or query.codes):
        return False
    if not ranked or ranked[0].by_code:
        return bool(ranked)
    if len(ranked) == 1:
        return True
    first, second = ranked[0].score, ranked[1].score
    return (first - second) / first >= CONFIDENT_GAP
