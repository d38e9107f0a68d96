"""The seam between search and an index: an engine is handed terms and returns passages.

No query string reaches an engine; every term was made by our own analysis.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from search_service.asking.operators import Condition
from search_service.asking.query import WeightedTerm

# The best passage to the share of its score below which no other one matters.
Enough = Callable[[int], float]


class Candidate(NamedTuple):
    """A passage that matched.

    Attributes:
        passage: Ordinal of the passage in the generation's documents.
        score: Sum over fields of BM25; greater is better, not comparable between queries.
    """

    passage: int
    score: float


@dataclass(frozen=True)
class Matched:
    """Why a passage has its score: `score` is the sum of all amounts and the coordination.

    Attributes:
        terms: What each term adds, the most first.
        coordination: What several distinct words matching together add.
    """

    terms: tuple[tuple[WeightedTerm, float], ...]
    coordination: float

    @property
    def score(self) -> float:
        """As `Engine.search` gives it, but for rounding to single precision."""
        return sum(amount for _, amount in self.terms) + self.coordination


class Engine(Protocol):
    """Safe to use from several threads at once."""

    @property
    def passage_count(self) -> int:
        """How many passages are searched."""

    @property
    def degraded(self) -> str | None:
        """Why something else than this engine answered last (Chinese), if it did."""

    def search(
        self,
        terms: Sequence[WeightedTerm],
        limit: int,
        among: Collection[int] | None = None,
        enough: Enough | None = None,
    ) -> list[Candidate]:
        """The best passages for a disjunction of terms: score descending, then ordinal.

        Args:
            terms: What is looked for.
            limit: How many passages at most.
            among: Ordinals of the passages to choose from; all without it.
            enough: What scores less may be left out.
        """

    def document_frequency(self, field: str, term: str) -> int:
        """In how many passages the term stands."""

    def explain(self, terms: Sequence[WeightedTerm], passage: int) -> Matched:
        """What each term adds to the score of one passage."""


class Conditions(Protocol):
    """Says which articles meet what was typed with operators; safe to use from several threads."""

    def meeting(self, condition: Condition) -> Collection[int]:
        """Ordinals of all passages of the articles that meet it.

        Raises:
            QueryRejected: Answering would take too much work.
        """
