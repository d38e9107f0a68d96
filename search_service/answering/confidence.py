"""Whether the first hit may be called sure: how much of what was asked does it hold?

A lead over the second hit says little (AUC .71 between our questions and foreign ones): a question
about nothing that we know may still find one article better than the rest. The share of the query's
mass that the first hit explains says more (AUC .93), and more still together with how near one of
its own questions comes: 怎么贷款 is explained by an article on calls about debts, to which nobody
puts it. Weights are those of a logistic regression: docs/relevance.md, "Confidence".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from search_service.answering.engine import Engine
from search_service.answering.ranking import RankedPassage
from search_service.asking.query import Query

EXPLAINED_WEIGHT = 1.65
NEAREST_WEIGHT = 3.95
MASS_WEIGHT = 1.52
BIAS = -8.63
# An article explains more than this only where it has the very question.
MOST_EXPLAINED = 5.0
# The sum from which the first hit is called sure.
SURE_FROM = 1.3
# Sounds repeat what characters say; they would weigh a question twice.
_MASS_FIELDS = frozenset({"u", "w"})


def mass_of(query: Query, engine: Engine) -> float:
    """What the characters and words of a query weigh: the sum of weight times idf.

    A term that stands nowhere weighs most, so that it is missed most; terms of a wrong spelling
    that was put right are not missed. The idf is Lucene's, ln(1 + (N - n + .5) / (n + .5)).
    """
    mass, uncorrected, size = 0.0, query.uncorrected, engine.passage_count
    for field, term, weight in query.terms:
        if field in _MASS_FIELDS and (field, term) not in uncorrected:
            found_in = engine.document_frequency(field, term)
            mass += weight * math.log1p((size - found_in + 0.5) / (found_in + 0.5))
    return mass


def share_explained(ranked: Sequence[RankedPassage], mass: float) -> float:
    """Score of the first hit as a multiple of the query's mass; 0 without hits.

    That it is known to answer nearly the same is no matter of what it explains, and left out.
    """
    return ranked[0].score / ranked[0].known / mass if ranked and mass else 0.0


@dataclass(frozen=True)
class Signs:
    """What speaks for the first hit.

    Attributes:
        explained: Its score as a multiple of the query's mass.
        nearest: How near a question of it comes to the one asked, from 0 to 1.
        asked: What the question weighs without its question words, more than 0.
    """

    explained: float
    nearest: float
    asked: float

    @property
    def amount(self) -> float:
        """Their sum; grows with the likelihood that the hit is right."""
        return (
            EXPLAINED_WEIGHT * min(self.explained, MOST_EXPLAINED)
            + NEAREST_WEIGHT * self.nearest
            + MASS_WEIGHT * math.log(self.asked)
            + BIAS
        )


def is_confident(
    ranked: Sequence[RankedPassage], query: Query, engine: Engine, signs: Signs
) -> bool:
    """Whether the first hit explains enough of the query to be called sure."""
    if query.by_initials or query.rivals:
        return False  # what others' wallets do is not known here
    if not ranked or ranked[0].by_code:
        return bool(ranked)
    for field, term, _ in query.terms:
        if field == "w" and engine.document_frequency(field, term):
            return signs.amount >= SURE_FROM
    return False  # nobody asked here about 星际旅行, whose characters we know
