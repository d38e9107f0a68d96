"""BM25 over postings held as immutable arrays: no locks, no shared cursor, no disk per query.

Whoosh's own searcher is not safe to share between threads (measured: exceptions and wrong
results); these arrays are, and they are hundreds of times faster: docs/benchmarks/.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_service.answering.engine import Candidate, Enough, Matched
from search_service.asking.query import WeightedTerm
from search_service.engines.best_passages import best
from search_service.engines.contributions import ROWS_FROM, Amounts, Contributions
from search_service.engines.few_passages import FewPassages

# Each further distinct word that matches adds this share of the words' own score.
COORDINATION = 0.3

# Below this many postings a query is bound by the number of calls, above it by memory.
_FEW_POSTINGS = 10_000
# More passages are scored in blocks of so many, so that a thread keeps room for the postings of one
# block (figures: docs/scale.md).
_PASSAGES_AT_ONCE = 524_288
# Terms whose postings need not be looked up again, some 300 bytes each.
_TERMS_KNOWN = 20_000
_UNSEEN: Any = object()

# Counted with NumPy's own index type: bincount would convert anything else at every query, which
# took five times as long as the counting (measured). Stored as int32, widened when gathered.
_Gathered = NDArray[np.intp]
_Posting = tuple[NDArray[np.int32], Amounts]


class _Scratch(threading.local):
    """Working memory of one thread, kept between queries: fresh memory is slow to touch."""

    def __init__(self, passage_count: int) -> None:
        self.row = np.empty(passage_count, np.float32)
        self._passages = np.empty(0, np.intp)
        self._amounts = np.empty(0, np.float32)

    def of(self, size: int) -> tuple[_Gathered, Amounts]:
        """Room for `size` postings; what was in it before is lost."""
        if size > len(self._passages):
            self._passages = np.empty(2 * size, np.intp)
            self._amounts = np.empty(2 * size, np.float32)
        return self._passages[:size], self._amounts[:size]


class _Matches:
    """What a query's terms of some fields matched, with their weights."""

    def __init__(self) -> None:
        self.postings: list[_Posting] = []
        self.weights: list[float] = []
        self.rows: list[tuple[Amounts, np.float32]] = []
        self.first = 0  # the passage that the rows begin with

    def __len__(self) -> int:
        return len(self.postings) + len(self.rows)

    def between(self, first: int, last: int) -> _Matches:
        """The same of the passages from `first` up to `last`."""
        part = _Matches()
        part.first = first
        part.weights = self.weights
        part.rows = [(row[first:last], weight) for row, weight in self.rows]
        for passages, amounts in self.postings:
            start, end = passages.searchsorted((first, last))
            part.postings.append((passages[start:end], amounts[start:end]))
        return part

    def only(self, ordinals: NDArray[np.int32]) -> _Matches:
        """The same of some passages, which are then numbered from 0; `ordinals` ascend."""
        part = _Matches()
        part.weights = self.weights
        part.rows = [(row[ordinals], weight) for row, weight in self.rows]
        for passages, amounts in self.postings:
            places = np.searchsorted(passages, ordinals)
            places[places == len(passages)] = 0
            standing = np.flatnonzero(passages[places] == ordinals)
            part.postings.append((standing.astype(np.int32), amounts[places[standing]]))
        return part


class EmbeddedEngine:
    """What each term adds to the score of each passage, ready to be summed."""

    degraded = None

    def __init__(self, contributions: Contributions) -> None:
        """Take over what postings add, in memory or mapped."""
        postings = contributions.postings
        statistics = contributions.statistics
        self.passage_count = statistics.passage_count
        self._size = postings.passage_count
        self._frequencies = statistics.document_frequencies.data
        self._scratch = _Scratch(min(self._size, _PASSAGES_AT_ONCE))
        self._numbers, self._firsts = postings.numbers, postings.firsts
        # Single numbers of a view are read three times as fast as those of an array (measured).
        self._starts = postings.starts.data
        self._passages, self._amounts = postings.passages, contributions.amounts
        numbers = contributions.row_numbers.tolist()
        self._rows = dict(zip(numbers, contributions.rows, strict=True))
        self._known: dict[tuple[str, str], _Posting | Amounts | None] = {}
        self._counted: dict[tuple[str, str], int] = {}
        is_small = self._size < ROWS_FROM and not numbers
        self._few = FewPassages(self._size, COORDINATION) if is_small else None

    def _number(self, field: str, term: str) -> int | None:
        """The term's number among those of all fields."""
        place = self._numbers[field].get(term)
        return None if place is None else self._firsts[field] + place

    def idf(self, field: str, term: str) -> float:
        """What a term weighs, as in `contributions`."""
        stands_in = self.document_frequency(field, term)
        return math.log1p((self.passage_count - stands_in + 0.5) / (stands_in + 0.5))

    def document_frequency(self, field: str, term: str) -> int:
        """In how many passages the term stands; hidden ones that alone have it count as one."""
        known = self._counted.get((field, term))
        if known is None:
            number = self._number(field, term)
            known = 0 if number is None else int(self._frequencies[number])
            if len(self._counted) >= _TERMS_KNOWN:
                self._counted.clear()
            self._counted[field, term] = known
        return known

    def search(
        self,
        terms: Sequence[WeightedTerm],
        limit: int,
        among: Collection[int] | None = None,
        enough: Enough | None = None,
    ) -> list[Candidate]:
        """The best passages for a disjunction of terms, score descending, ties by ordinal."""
        if self._few:
            scores = self._few.scores(terms, self._posting)
        else:
            scores = self._scores(*self._matches(terms), self._size)
        if scores is None:
            return []
        if among is not None:
            scores[np.isin(np.arange(len(scores)), list(among), invert=True)] = 0.0
        return best(scores, limit, enough)

    def scored(
        self, terms: Sequence[WeightedTerm], passages: Sequence[int], limit: int
    ) -> list[Candidate]:
        """As `search` would give it if nothing but these passages could be among the best."""
        ordinals = np.unique(np.array(passages, np.int32))
        words, others = self._matches(terms)
        scores = self._scores(words.only(ordinals), others.only(ordinals), len(ordinals))
        found = [] if scores is None else best(scores, limit)
        return [Candidate(int(ordinals[place]), score) for place, score in found]

    def _matches(self, terms: Sequence[WeightedTerm]) -> tuple[_Matches, _Matches]:
        """Of the words, and of all other terms."""
        words, others = _Matches(), _Matches()
        known = self._known
        for field, term, weight in terms:
            found = known.get((field, term), _UNSEEN)
            if found is _UNSEEN:
                found = self._looked_up(field, term)
            if found is None:
                continue
            matches = words if field == "w" else others
            if isinstance(found, tuple):
                matches.postings.append(found)
                matches.weights.append(weight)
            else:
                matches.rows.append((found, np.float32(weight)))
        return words, others

    def _posting(self, field: str, term: str) -> _Posting | None:
        """The postings of a term."""
        number = self._number(field, term)
        if number is None:
            return None
        span = slice(self._starts[number], self._starts[number + 1])
        return self._passages[span], self._amounts[span]

    def _looked_up(self, field: str, term: str) -> _Posting | Amounts | None:
        """The postings of a term, or its row; remembered, for people use the same words."""
        number = self._number(field, term)
        found: _Posting | Amounts | None = None
        if number is not None:
            row = self._rows.get(number)
            found = self._posting(field, term) if row is None else row
            if len(self._known) >= _TERMS_KNOWN:
                self._known.clear()
            self._known[field, term] = found
        return found

    def _scores(self, words: _Matches, others: _Matches, count: int) -> NDArray[np.float64] | None:
        """The score of each of `count` passages; None where nothing matches."""
        if not words and not others:
            return None
        if count <= _PASSAGES_AT_ONCE:
            return self._block(words, others, count)
        scores = np.empty(count)
        for first in range(0, count, _PASSAGES_AT_ONCE):
            last = min(first + _PASSAGES_AT_ONCE, count)
            block = words.between(first, last), others.between(first, last)
            scores[first:last] = self._block(*block, last - first)
        return scores

    def _block(self, words: _Matches, others: _Matches, count: int) -> NDArray[np.float64]:
        passages, amounts = self._gather(others, words)
        scores = self._summed(passages, amounts, (*others.rows, *words.rows), count)
        if len(words) > 1:
            first = sum([len(passages) for passages, _ in others.postings])
            of_words = passages[first:]
            bonus = self._summed(of_words, amounts[first:], words.rows, count)
            # One word alone adds nothing, and a passage without any has a bonus of 0 anyway.
            further = np.bincount(of_words, minlength=count) - 1
            for row, _ in words.rows:
                further += row > 0
            bonus *= np.maximum(further, 0, out=further)
            bonus *= COORDINATION
            scores += bonus
        return scores

    def _gather(self, *matches: _Matches) -> tuple[_Gathered, Amounts]:
        """All postings in one row: passages from the first one on, and amounts times weights."""
        found = [posting for part in matches for posting in part.postings]
        weights = [weight for part in matches for weight in part.weights]
        standing, contributing = zip(*found, strict=True) if found else ((), ())
        sizes = [*map(len, standing)]
        passages, amounts = self._scratch.of(sum(sizes))
        if not found:
            return passages, amounts
        np.concatenate(standing, out=passages)
        if first := matches[0].first:
            passages -= first
        if len(amounts) < _FEW_POSTINGS:
            np.concatenate(contributing, out=amounts)
            amounts *= np.array(weights, np.float32).repeat(sizes)
            return passages, amounts
        filled = 0
        for contributions, size, weight in zip(contributing, sizes, weights, strict=True):
            part = amounts[filled : filled + size]
            np.multiply(contributions, np.float32(weight), out=part)
            filled += size
        return passages, amounts

    def _summed(
        self,
        passages: _Gathered,
        amounts: Amounts,
        rows: Sequence[tuple[Amounts, np.float32]],
        count: int,
    ) -> NDArray[np.float64]:
        """The sum of postings and of rows times weights, for each passage."""
        sums = np.zeros(count)
        if len(passages):
            # NumPy's types say that bincount counts; with weights it gives float64.
            sums = np.bincount(passages, amounts, count)  # type: ignore[assignment]
        if rows:
            room = self._scratch.row[:count]
            (first, weight), *others = rows
            total = first * weight
            for row, weight in others:
                np.multiply(row, weight, out=room)
                total += room
            sums += total
        return sums

    def explain(self, terms: Sequence[WeightedTerm], passage: int) -> Matched:
        """What each term adds to the score of one passage; zeros left out."""
        amounts: list[tuple[WeightedTerm, float]] = []
        for term in terms:
            number = self._number(term.field, term.term)
            if number is None:
                continue
            start, end = self._starts[number], self._starts[number + 1]
            at = start + int(np.searchsorted(self._passages[start:end], passage))
            if at < end and self._passages[at] == passage and self._amounts[at]:
                amounts.append((term, term.weight * float(self._amounts[at])))
        words = [amount for term, amount in amounts if term.field == "w"]
        return Matched(
            terms=tuple(sorted(amounts, key=lambda amount: -amount[1])),
            coordination=COORDINATION * max(len(words) - 1, 0) * sum(words),
        )
