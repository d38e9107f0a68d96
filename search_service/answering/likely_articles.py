"""The first articles anew: one whose readers ask in such words comes further up.

A question may share no word with any that is known, and yet sound like those of one article.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from search_service.answering.choosing import Asked
from search_service.answering.known_question import LONGEST
from search_service.answering.naive_bayes import Wordings, articles_likely
from search_service.answering.ranking import RankedPassage, ranked_passage

# What a likelihood of 1 adds, as a share of the best score: docs/relevance-experiments.md,
# "How people ask".
LIKELY_GAIN = 0.5
MOST_COMPARED = 10


def by_likelihood(
    ranked: Sequence[RankedPassage],
    asked: Asked,
    wordings: Callable[[RankedPassage], Wordings | None],
) -> list[RankedPassage]:
    """Hits in their new order; what stands first by its code stays.

    Args:
        ranked: Hits, the best first.
        asked: The question.
        wordings: How people ask for a hit's article; None where nobody knows.
    """
    lifted = sum(hit.by_code for hit in ranked)
    compared = ranked[lifted : lifted + MOST_COMPARED]
    known = [(hit, one) for hit in compared if (one := wordings(hit))]
    if asked.mass >= LONGEST or not asked.grams.keys or not known:
        return list(ranked)
    likely = articles_likely(asked.grams, [one for _, one in known])
    gain = LIKELY_GAIN * compared[0].score
    gains = {hit.passage: gain * share for (hit, _), share in zip(known, likely, strict=True)}
    again = [_lifted(hit, gains.get(hit.passage, 0.0)) for hit in compared]
    again.sort(key=lambda hit: (-hit.score, hit.passage))
    firsts = [
        hit._replace(score=max(hit.score, again[0].score), unlifted=hit.unlifted or hit.score)
        for hit in ranked[:lifted]
    ]
    return [*firsts, *again, *ranked[lifted + MOST_COMPARED :]]


def _lifted(hit: RankedPassage, gain: float) -> RankedPassage:
    factor = 1.0 + gain / hit.score if hit.score else 1.0
    score, known = hit.score * factor, hit.known * factor
    return ranked_passage((hit.passage, score, hit.by_code, known, hit.unlifted))
