"""How likely a unit answers the question, and what may be said of it.

A logistic of the unit's score and of how much of the question the first article explains; fitted
with cross-validation by `python -m benchmarks.answers`, whose table is in docs/relevance.md.
"""

from __future__ import annotations

import math

from search_service.answering.extracts import Level
from search_service.asking.query import Query

# Fitted on the tuning half of content/judgements.
SCORE_WEIGHT = 0.051
EXPLAINED_WEIGHT = 0.826
BIAS = -7.62
# The first article explains more than this only where it has the very question.
MOST_EXPLAINED = 4.0
SURE_FROM = 0.8
POSSIBLE_FROM = 0.5
# Below this the first article explains so little that none is on the question: said of 52 % of the
# questions that no article answers, and of 4 % of the judged queries whose article stands first.
NOTHING_BELOW = 1.0


def confidence_of(score: float, explained: float, query: Query) -> float:
    """From 0 to 1.

    Args:
        score: Of the unit.
        explained: Score of the first article as a multiple of the query's mass.
        query: Initials say too little to be sure of.
    """
    if any(applied.kind == "initials" for applied in query.applied):
        return 0.0
    amount = SCORE_WEIGHT * score + EXPLAINED_WEIGHT * min(explained, MOST_EXPLAINED) + BIAS
    return 1.0 / (1.0 + math.exp(-amount))


def level_of(confidence: float) -> Level:
    """What may be said of an answer of this confidence."""
    if confidence >= SURE_FROM:
        return "sure"
    return "possible" if confidence >= POSSIBLE_FROM else "none"


def is_on_nothing(explained: float, query: Query) -> bool:
    """Whether no article is on what was asked; initials and single characters say too little."""
    is_short = query.length < 2 or any(one.kind == "initials" for one in query.applied)  # noqa: PLR2004
    return explained < NOTHING_BELOW and not is_short
