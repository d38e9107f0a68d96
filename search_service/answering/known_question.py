"""The first articles anew: one that is known to answer nearly this question comes further up.

A title, a question or a question given to a section may be nearly what was asked, while another
article shares more of its words. Only the first few are compared: work does not grow with the
corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from search_service.answering.ranking import RankedPassage
from search_service.answering.signals import Named

KNOWN_QUESTION = Named("known-question", "有人问过相近的问题")
# Measured in docs/relevance.md; more gains little more, and puts what was asked before above all.
MOST_GAINED = 0.34
COMPARED = 6
# What a question may weigh: a longer text says more than any known question does.
LONGEST = 40.0


def by_known_question(
    ranked: Sequence[RankedPassage], asked: float, nearest: Callable[[RankedPassage], float]
) -> list[RankedPassage]:
    """Hits in their new order; what stands first by its code stays.

    Args:
        ranked: Hits, the best first.
        asked: What the question weighs.
        nearest: How near a question of a hit's article comes to the one asked, from 0 to 1.
    """
    if asked >= LONGEST:
        return list(ranked)
    lifted = sum(hit.by_code for hit in ranked)
    compared = [_known(hit, nearest(hit)) for hit in ranked[lifted : lifted + COMPARED]]
    others = sorted(
        (*compared, *ranked[lifted + COMPARED :]), key=lambda hit: (-hit.score, hit.passage)
    )
    highest = max((hit.score for hit in others), default=0.0)
    first = [hit._replace(score=max(hit.score, highest)) for hit in ranked[:lifted]]
    return [*first, *others]


def _known(hit: RankedPassage, nearest: float) -> RankedPassage:
    factor = 1.0 + MOST_GAINED * nearest
    return hit._replace(score=hit.score * factor, known=factor)
