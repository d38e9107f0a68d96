"""The reference engine: Whoosh's own searcher and matchers over the arrays, scoring as Lucene does.

The same answers as `embedded_engine`, found another way; one battery of tests runs through both.
Chosen with `KB_ENGINE=whoosh`. At 500 passages a query takes milliseconds, at 12,000 tenths of a
second: docs/decisions/0006-what-whoosh-does.md.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from whoosh import query
from whoosh.matching import Matcher, WrappingMatcher
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import SearchContext, Searcher

from search_service.answering.engine import Candidate, Enough, Matched
from search_service.asking.query import WeightedTerm
from search_service.engines.embedded_engine import COORDINATION
from search_service.engines.norms import K1, FieldNorms, norms_of
from search_service.engines.postings import Postings
from search_service.engines.statistics import Statistics, statistics_of
from search_service.engines.whoosh.array_reader import ArrayReader


class _Scorer(BaseScorer):  # type: ignore[misc] # Whoosh is untyped
    """BM25 of one term with ln(1 + (N - n + .5) / (n + .5)) and the field's true lengths."""

    def __init__(self, idf: float, k1: float, norms: FieldNorms) -> None:
        self._idf, self._k1, self._norms = idf, k1, norms

    def supports_block_quality(self) -> bool:
        """No passage is skipped on a guess."""
        return False

    def max_quality(self) -> float:
        """Unbounded, for the same reason."""
        return math.inf

    def block_quality(self, matcher: Matcher) -> float:  # noqa: ARG002 - Whoosh's form
        """Unbounded; lists of ids ask for it however `supports_block_quality` answers."""
        return math.inf

    def score(self, matcher: Matcher) -> float:
        """Of the passage that the matcher stands at."""
        frequency, passage = float(matcher.weight()), matcher.id()
        norm, weight = float(self._norms.norms[passage]), float(self._norms.weights[passage])
        return weight * self._idf * frequency * (self._k1 + 1) / (frequency + norm)


class _BM25(WeightingModel):  # type: ignore[misc]
    def __init__(self, statistics: Statistics, norms: Mapping[str, FieldNorms]) -> None:
        self._statistics, self._norms = statistics, norms

    def scorer(
        self,
        searcher: Searcher,
        fieldname: str,
        text: bytes,
        qf: int = 1,  # noqa: ARG002
    ) -> _Scorer:
        """The scorer of a term."""
        found = searcher.reader().frequency_in(self._statistics, fieldname, text)
        missing = self._statistics.passage_count - found
        idf = math.log(1 + (missing + 0.5) / (found + 0.5))
        return _Scorer(idf, K1[fieldname], self._norms[fieldname])


class _Coordinated(WrappingMatcher):  # type: ignore[misc]
    """Each further distinct word that matches adds its share to the words' own score."""

    def score(self) -> float:
        """Of the words that match here."""
        further = sum(1 for _ in self.child.matching_terms(self.id())) - 1
        return float(self.child.score()) * (1 + COORDINATION * further)

    def supports_block_quality(self) -> bool:
        """A bound on the sum would not bound the product."""
        return False


class _Words(query.Or):  # type: ignore[misc]
    """The words of a question."""

    matcher_type = query.Or.DEFAULT_MATCHER  # the one that still knows which terms match

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        """As of any disjunction, with the coordination on top."""
        return _Coordinated(super().matcher(searcher, context))

    def normalize(self) -> _Words:
        """As it is: the coordination must not be lost in a larger disjunction."""
        return self


class WhooshEngine:
    """Immutable after construction, so that threads may share it."""

    degraded = None

    def __init__(self, postings: Postings, statistics: Statistics | None = None) -> None:
        """Search these postings; without `statistics`, by those of all of them."""
        self._statistics = statistics or statistics_of(postings)
        self._norms = norms_of(postings, self._statistics)
        self.passage_count = self._statistics.passage_count
        self._reader = ArrayReader(postings)

    def document_frequency(self, field: str, term: str) -> int:
        """In how many passages the term stands; hidden ones that alone have it count as one."""
        return self._reader.frequency_in(self._statistics, field, term)

    def search(
        self,
        terms: Sequence[WeightedTerm],
        limit: int,
        among: Collection[int] | None = None,
        enough: Enough | None = None,  # noqa: ARG002 - a saving
    ) -> list[Candidate]:
        """The best passages for a disjunction of terms, score descending, ties by ordinal."""
        words = [term for term in terms if term.field == "w" and self._stands(term)]
        others = [term for term in terms if term.field != "w" and self._stands(term)]
        clauses = [*_clauses(others), *([_Words(_clauses(words))] if words else ())]
        chosen = None if among is None else set(among)
        if not clauses or chosen == set():  # Whoosh takes an empty filter for none
            return []
        hits = self._searcher().search(
            query.Or(clauses),
            limit=limit,
            optimize=False,
            filter=chosen,
        )
        found = [Candidate(int(hits.docnum(n)), hits.score(n)) for n in range(hits.scored_length())]
        return [candidate for candidate in found if candidate.score > 0]

    def explain(self, terms: Sequence[WeightedTerm], passage: int) -> Matched:
        """What each term adds to the score of one passage; zeros left out."""
        searcher = self._searcher()
        amounts = []
        for term in filter(self._stands, terms):
            matcher = searcher.postings(term.field, term.term)
            matcher.skip_to(passage)
            if matcher.is_active() and matcher.id() == passage:
                amounts.append((term, term.weight * float(matcher.score())))
        words = [amount for term, amount in amounts if term.field == "w"]
        return Matched(
            terms=tuple(sorted(amounts, key=lambda amount: -amount[1])),
            coordination=COORDINATION * max(len(words) - 1, 0) * sum(words),
        )

    def _stands(self, term: WeightedTerm) -> bool:
        return (term.field, term.term) in self._reader

    def _searcher(self) -> Searcher:
        """A new one each time: one that threads share gives wrong results (measured)."""
        return Searcher(self._reader, weighting=_BM25(self._statistics, self._norms))


def _clauses(terms: Iterable[WeightedTerm]) -> list[query.Query]:
    return [query.Term(term.field, term.term, boost=term.weight) for term in terms]
