"""The first articles anew: one that is known to answer nearly this question comes further up.

A title, a question or a question given to a section or to a piece may be nearly what was asked,
while another article shares more of its words; and what is asked may stand in many of an article's
questions. Only the first few are compared: work does not grow with the corpus.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from search_service.answering.phrasings import Likeness
from search_service.answering.ranking import LEAST_SHARE_OF_BEST, RankedPassage, ranked_passage
from search_service.answering.signals import Named

KNOWN_QUESTION = Named("known-question", "有人问过相近的问题")
# Logarithms of what each adds at most; fitted on the tuning half, see
# docs/relevance-experiments.md, "Questions speak for the article".
NEAREST_GAIN = 0.7
# What one of a single piece counts beside one of the article.
PIECE_SHARE = 0.85
HELD_GAIN = 0.25
COMPARED = 6
# What a question may hold at most of those known: `Likeness.held`.
_MOST_HELD = 2.2
# Of what scores less than this share of the best, nothing becomes the first hit by its questions,
# and nothing is shown.
LEAST_FOLLOWED = min(LEAST_SHARE_OF_BEST, math.exp(-NEAREST_GAIN - HELD_GAIN * _MOST_HELD))
# What a question may weigh: a longer text says more than any known question does.
LONGEST = 40.0


def by_known_question(
    ranked: Sequence[RankedPassage], asked: float, likeness: Callable[[RankedPassage], Likeness]
) -> list[RankedPassage]:
    """Hits in their new order; what stands first by its code stays.

    Args:
        ranked: Hits, the best first.
        asked: What the question weighs.
        likeness: How far the questions of a hit's article speak for it.
    """
    if asked >= LONGEST:
        return list(ranked)
    lifted = sum(hit.by_code for hit in ranked)
    compared = [_known(hit, likeness(hit)) for hit in compared_of(ranked, asked)]
    compared.sort(key=lambda hit: (-hit.score, hit.passage))
    others = [*compared, *ranked[lifted + COMPARED :]]  # none of these scored less before
    highest = max((hit.score for hit in others), default=0.0)
    return [*(_lifted(hit, highest) for hit in ranked[:lifted]), *others]


def _lifted(hit: RankedPassage, highest: float) -> RankedPassage:
    """What stands first, at the best score; it hides no more than it did before."""
    return hit._replace(score=max(hit.score, highest), unlifted=hit.score)


def compared_of(ranked: Sequence[RankedPassage], asked: float) -> Sequence[RankedPassage]:
    """The hits whose questions are compared with one that weighs `asked`."""
    lifted = sum(hit.by_code for hit in ranked)
    return ranked[lifted : lifted + COMPARED] if asked < LONGEST else ()


def _known(hit: RankedPassage, like: Likeness) -> RankedPassage:
    nearest = max(like.nearest, PIECE_SHARE * like.piece)
    factor = math.exp(NEAREST_GAIN * nearest + HELD_GAIN * like.held)
    return ranked_passage((hit.passage, hit.score * factor, hit.by_code, factor, hit.unlifted))
