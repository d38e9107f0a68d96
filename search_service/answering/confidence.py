"""Whether the first hit may be called sure: how much of what was asked does it hold?

A lead over the second hit says little (AUC .71 between our questions and foreign ones): a question
about nothing that we know may still find one article better than the rest. The share of the query's
mass that the first hit explains says more (AUC .93): docs/relevance.md, "Confidence".
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from search_service.answering.engine import Engine
from search_service.answering.ranking import RankedPassage
from search_service.asking.query import Query

# The score of the first hit, a multiple of the query's mass, from which it is called sure.
SURE_FROM = 2.0
# Sounds repeat what characters say; they would weigh a question twice.
_MASS_FIELDS = frozenset({"u", "w"})


def mass_of(query: Query, engine: Engine) -> float:
    """What the characters and words of a query weigh: the sum of weight times idf.

    A term that stands nowhere weighs most, so that it is missed most; terms of a wrong spelling
    that was put right are not missed. The idf is Lucene's, ln(1 + (N - n + .5) / (n + .5)).
    """
    mass = 0.0
    for term in query.terms:
        if term.field in _MASS_FIELDS and (term.field, term.term) not in query.uncorrected:
            found_in = engine.document_frequency(term.field, term.term)
            missing_in = engine.passage_count - found_in
            mass += term.weight * math.log1p((missing_in + 0.5) / (found_in + 0.5))
    return mass


def is_confident(ranked: Sequence[RankedPassage], query: Query, engine: Engine) -> bool:
    """Whether the first hit explains enough of the query to be called sure."""
    if any(applied.kind == "initials" for applied in query.applied):
        return False  # they say too little to be sure of
    if not ranked or ranked[0].by_code:
        return bool(ranked)
    words = [term for term in query.terms if term.field == "w"]
    if not any(engine.document_frequency("w", term.term) for term in words):
        return False  # nobody asked here about 星际旅行, whose characters we know
    return ranked[0].score >= SURE_FROM * mass_of(query, engine)
