"""How likely a unit answers the question, and what may be said of it.

A logistic of the unit's score, of how much of the question the first article explains, of how much
was asked, and of the heaviest word that the unit's article does not have; fitted with
cross-validation by `python -m benchmarks.answers`, whose table is in docs/relevance.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from search_service.answering.article_units import ArticleUnits
from search_service.answering.choosing import Asked, Scored
from search_service.answering.extracts import Level
from search_service.asking.query import Query

# Fitted on all of content/judgements but the held-out half.
SCORE_WEIGHT = 0.0204
EXPLAINED_WEIGHT = 0.367
MASS_WEIGHT = 1.94
MISSING_WEIGHT = -4.59
NEAREST_WEIGHT = 0.87
# A term of the glossary that was asked for is its answer; too few are judged to fit it.
DEFINES_WEIGHT = 3.0
BIAS = -12.84
# The first article explains more than this only where it has the very question.
MOST_EXPLAINED = 4.0
# A question that weighs less has no words to spare: 怎么贷款 stands whole in a row on whom to
# complain to. It must be nearly one that the article is known to answer, or it gets no card.
SHORT_BELOW = math.log(13.5)
LEAST_NEAREST = 0.53
SURE_FROM = 0.85
POSSIBLE_FROM = 0.67
_LESS_THAN_POSSIBLE = 0.6
# Below this the first article explains so little that none is on the question: said of 52 % of the
# questions that no article answers, and of 4 % of the judged queries whose article stands first.
NOTHING_BELOW = 1.0


@dataclass(frozen=True)
class Evidence:
    """What speaks for a unit.

    Attributes:
        score: Of the unit.
        explained: Score of the first article as a multiple of the query's mass.
        defines: Whether it explains a term whose meaning was asked for.
        mass: Logarithm of what the question weighs: two short questions are alike by chance.
        missing: Share of the heaviest word of the question that its article does not have.
        nearest: How near a question given to its article comes to the one asked, from 0 to 1.
    """

    score: float
    explained: float
    defines: bool
    mass: float
    missing: float
    nearest: float

    @property
    def is_by_chance(self) -> bool:
        """Whether a short question merely consists of words that the article has."""
        is_near = self.nearest >= LEAST_NEAREST
        return self.mass < SHORT_BELOW and not (is_near or self.defines)


def evidence_of(best: Scored, explained: float, asked: Asked) -> Evidence:
    """What speaks for a scored unit."""
    return Evidence(
        score=best.score,
        explained=explained,
        defines=best.unit.unit.kind == "definition" and "meaning" in asked.wanted,
        mass=math.log(asked.mass),
        missing=_missing(asked, best.place.article),
        nearest=best.place.article.phrasings.nearest(asked.weights, asked.mass),
    )


def _missing(asked: Asked, article: ArticleUnits) -> float:
    """What the heaviest word weighs that stands nowhere in an article, as a share of all."""
    missing = (
        weight for term, weight in asked.weights.items() if term[0] == "w" and not article.has(term)
    )
    return max(missing, default=0.0) / asked.mass


def confidence_of(evidence: Evidence, query: Query) -> float:
    """From 0 to 1; initials say too little to be sure of."""
    if any(applied.kind == "initials" for applied in query.applied):
        return 0.0
    amount = (
        SCORE_WEIGHT * evidence.score
        + EXPLAINED_WEIGHT * min(evidence.explained, MOST_EXPLAINED)
        + DEFINES_WEIGHT * evidence.defines
        + MASS_WEIGHT * evidence.mass
        + MISSING_WEIGHT * evidence.missing
        + NEAREST_WEIGHT * evidence.nearest
        + BIAS
    )
    likely = 1.0 / (1.0 + math.exp(-amount))
    return min(likely, _LESS_THAN_POSSIBLE) if evidence.is_by_chance else likely


def level_of(confidence: float) -> Level:
    """What may be said of an answer of this confidence."""
    if confidence >= SURE_FROM:
        return "sure"
    return "possible" if confidence >= POSSIBLE_FROM else "none"


def is_on_nothing(explained: float, query: Query) -> bool:
    """Whether no article is on what was asked; initials and single characters say too little."""
    is_short = query.length < 2 or any(one.kind == "initials" for one in query.applied)  # noqa: PLR2004
    return explained < NOTHING_BELOW and not is_short
