"""Why a hit stands where it does: parts that multiply out to its score."""

from __future__ import annotations

import math
from dataclasses import dataclass

from search_service.answering.engine import Matched
from search_service.answering.known_question import KNOWN_QUESTION
from search_service.answering.signals import SIGNALS, ArticleFacts, Named, facts_of
from search_service.asking.query import Query


@dataclass(frozen=True)
class Explanation:
    """The parts of a score: `matched.score` times every factor.

    Attributes:
        matched: BM25 of each term, and the coordination of words.
        factors: Every signal and its factor, and that of a known question.
        lifted_to: The score of the best hit, where a typed code, or a tool that the text asks for,
            puts the article first whatever its own score is; else None.
    """

    matched: Matched
    factors: tuple[tuple[Named, float], ...]
    lifted_to: float | None

    @property
    def score(self) -> float:
        """The score of the hit, but for rounding to single precision."""
        if self.lifted_to is not None:
            return self.lifted_to
        return self.matched.score * math.prod(factor for _, factor in self.factors)


def explanation_of(
    query: Query, facts: ArticleFacts, matched: Matched, known: float, lifted_to: float | None
) -> Explanation:
    """The explanation of a hit of `query`; `known` is its factor for a known question."""
    asked = facts_of(query)
    factors = tuple((signal, signal.factor(asked, facts)) for signal in SIGNALS)
    return Explanation(matched, (*factors, (KNOWN_QUESTION, known)), lifted_to)
