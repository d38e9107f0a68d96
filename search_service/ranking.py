"""Candidates to hits: the best passage of each article, codes first, noise dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search_service.documents import Documents
from search_service.engine import Candidate
from search_service.query import Query

# A hit below this share of the best score shares only common characters with the query.
LEAST_SHARE_OF_BEST = 0.35
# Below this gap between the first two, (s1 - s2) / s1, the first is often wrong: guide/search.md.
CONFIDENT_GAP = 0.1


@dataclass(frozen=True)
class RankedPassage:
    """An article's best passage and its score."""

    passage: int
    score: float
    by_code: bool = False


def rank(
    candidates: Sequence[Candidate], documents: Documents, query: Query
) -> list[RankedPassage]:
    """One entry an article: typed codes first, then by score, ties by ordinal."""
    best: dict[str, RankedPassage] = {}
    for code in query.codes:
        if code in documents.first_passage:
            top = candidates[0].score if candidates else 0.0
            best[code] = RankedPassage(documents.first_passage[code], top, by_code=True)
    for candidate in candidates:  # best first
        article_id = documents.passages[candidate.passage].article_id
        best.setdefault(article_id, RankedPassage(candidate.passage, candidate.score))
    ranked = sorted(best.values(), key=lambda hit: (not hit.by_code, -hit.score, hit.passage))
    if not ranked:
        return []
    floor = max(hit.score for hit in ranked) * LEAST_SHARE_OF_BEST
    return [hit for hit in ranked if hit.by_code or hit.score >= floor]


def is_confident(ranked: Sequence[RankedPassage]) -> bool:
    """Whether the first hit stands clear of the second."""
    if not ranked or ranked[0].by_code:
        return bool(ranked)
    if len(ranked) == 1:
        return True
    first, second = ranked[0].score, ranked[1].score
    return (first - second) / first >= CONFIDENT_GAP
