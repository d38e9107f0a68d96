"""BM25 over postings held as immutable arrays: no locks, no shared cursor, no disk per query.

Whoosh's own searcher is not safe to share between threads (measured: exceptions and wrong
results); these arrays are, and they are hundreds of times faster: docs/benchmarks/.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.chains import FIELDS
from search_service.answering.engine import Candidate, Matched
from search_service.asking.query import WeightedTerm
from search_service.engines.postings import Postings
from search_service.engines.statistics import Statistics, statistics_of

# Chosen on the development judgements, see docs/relevance.md.
K1 = {"u": 2.0, "w": 1.2, "p": 2.0, "pb": 2.0, "i": 2.0}
B = {"u": 0.75, "w": 0.5, "p": 0.75, "pb": 0.75, "i": 0.75}
# Each further distinct word that matches adds this share of the words' own score.
COORDINATION = 0.3

# A term that stands in more than this share of the passages is kept as a row, one number a passage:
# most postings of a query belong to such terms, and adding a row costs less than a quarter of
# counting its postings one by one. Of .05, .1, .2 and .3 the fastest, and it takes no more memory.
_ROW_SHARE = 0.15
# Below this many passages a row costs more than it saves.
ROWS_FROM = 1_000
# Below this many postings a query is bound by the number of calls, above it by memory.
_FEW_POSTINGS = 10_000
# Scores are first cut into blocks of at most this many passages; see `best`.
_LARGEST_BLOCK = 64

Passages = NDArray[np.intp]
Amounts = NDArray[np.float32]
_Posting = tuple[Passages, Amounts]


class _Scratch(threading.local):
    """Working memory of one thread, kept between queries: fresh memory is slow to touch."""

    def __init__(self, passage_count: int) -> None:
        self.row = np.empty(passage_count, np.float32)
        self._passages = np.empty(0, np.intp)
        self._amounts = np.empty(0, np.float32)

    def of(self, size: int) -> tuple[Passages, Amounts]:
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

    def __len__(self) -> int:
        return len(self.postings) + len(self.rows)


class _Views(dict[str, "_Posting | None"]):
    """The postings of a field's terms, cut out of the two arrays when a term is first asked for.

    Cutting them all when an index is opened would take .3 s and 100 MB at 12,000 passages
    (measured). Threads may share it: two that miss together store equal views.
    """

    def __init__(
        self,
        numbers: Mapping[str, int],
        starts: Sequence[int],
        passages: Passages,
        amounts: Amounts,
    ) -> None:
        """The n-th term of the field has the postings from `starts[n]` up to `starts[n + 1]`."""
        super().__init__()
        self._numbers, self._starts = numbers, starts
        self._passages, self._amounts = passages, amounts

    def __missing__(self, term: str) -> _Posting | None:
        number = self._numbers.get(term)
        if number is None:
            return None  # not remembered: there is no end of unknown terms
        first, last = self._starts[number], self._starts[number + 1]
        view = self[term] = self._passages[first:last], self._amounts[first:last]
        return view


class EmbeddedEngine:
    """What each term adds to the score of each passage, ready to be summed."""

    def __init__(
        self, postings: Postings, hidden: Collection[int] = (), rows_from: int = ROWS_FROM
    ) -> None:
        """Take over the postings; with fewer than `rows_from` passages no term becomes a row.

        Args:
            postings: Of all passages.
            hidden: Ordinals of those that count in no statistics.
            rows_from: See above.
        """
        statistics = statistics_of(postings, hidden)
        self.passage_count = statistics.passage_count
        self._size = postings.passage_count
        self._frequencies = statistics.document_frequencies
        self._numbers, self._firsts = postings.numbers, postings.firsts
        self._scratch = _Scratch(self._size)
        contributions = _bm25(postings, statistics)
        counts = np.diff(postings.starts)
        as_row = (counts > _ROW_SHARE * self._size) & (self._size >= rows_from)
        kept = ~np.repeat(as_row, counts)
        # NumPy's own index type: bincount would convert anything else at every query, which took
        # five times as long as the counting (measured).
        passages = postings.passages[kept].astype(np.intp)
        amounts = contributions[kept]
        passages.setflags(write=False)
        amounts.setflags(write=False)
        starts = [0, *np.cumsum(np.where(as_row, 0, counts)).tolist()]
        self._views: dict[str, _Views] = {}
        self._rows: dict[str, dict[str, Amounts]] = {}
        first = 0
        for field in FIELDS:
            terms = postings.terms[field]
            rows_of_field = np.flatnonzero(as_row[first : first + len(terms)]).tolist()
            self._rows[field] = {
                terms[place]: _row(postings, contributions, first + place)
                for place in rows_of_field
            }
            self._views[field] = _Views(postings.numbers[field], starts[first:], passages, amounts)
            first += len(terms)

    def document_frequency(self, field: str, term: str) -> int:
        """In how many passages the term stands; hidden ones that alone have it count as one."""
        number = self._numbers[field].get(term)
        return 0 if number is None else int(self._frequencies[self._firsts[field] + number])

    def search(
        self, terms: Sequence[WeightedTerm], limit: int, among: Collection[int] | None = None
    ) -> list[Candidate]:
        """The best passages for a disjunction of terms, score descending, ties by ordinal."""
        words, others = _Matches(), _Matches()
        for field, term, weight in terms:
            matches = words if field == "w" else others
            row = self._rows[field].get(term)
            if row is not None:
                matches.rows.append((row, np.float32(weight)))
            elif (posting := self._views[field][term]) is not None:
                matches.postings.append(posting)
                matches.weights.append(weight)
        if not words and not others:
            return []
        count = self._size
        passages, amounts = self._gather(others, words)
        scores = self._summed(passages, amounts, (*others.rows, *words.rows))
        if len(words) > 1:
            first = sum([len(passages) for passages, _ in others.postings])
            of_words = passages[first:]
            bonus = self._summed(of_words, amounts[first:], words.rows)
            # One word alone adds nothing, and a passage without any has a bonus of 0 anyway.
            further = np.bincount(of_words, minlength=count) - 1
            for row, _ in words.rows:
                further += row > 0
            bonus *= np.maximum(further, 0, out=further)
            bonus *= COORDINATION
            scores += bonus
        if among is not None:
            scores[np.isin(np.arange(count), list(among), invert=True)] = 0.0
        return best(scores, limit)

    def _gather(self, *matches: _Matches) -> tuple[Passages, Amounts]:
        """All postings in one row: passages, and contributions times weights."""
        found = [posting for part in matches for posting in part.postings]
        weights = [weight for part in matches for weight in part.weights]
        sizes = [len(passages) for passages, _ in found]
        passages, amounts = self._scratch.of(sum(sizes))
        if not found:
            return passages, amounts
        np.concatenate([posting for posting, _ in found], out=passages)
        if len(amounts) < _FEW_POSTINGS:
            np.concatenate([contributions for _, contributions in found], out=amounts)
            amounts *= np.repeat(np.array(weights, np.float32), sizes)
            return passages, amounts
        filled = 0
        for (_, contributions), size, weight in zip(found, sizes, weights, strict=True):
            part = amounts[filled : filled + size]
            np.multiply(contributions, np.float32(weight), out=part)
            filled += size
        return passages, amounts

    def _summed(
        self,
        passages: Passages,
        amounts: Amounts,
        rows: Sequence[tuple[Amounts, np.float32]],
    ) -> NDArray[np.float64]:
        """The sum of postings and of rows times weights, for each passage."""
        sums = np.zeros(self._size)
        if len(passages):
            # NumPy's types say that bincount counts; with weights it gives float64.
            sums = np.bincount(passages, amounts, self._size)  # type: ignore[assignment]
        if rows:
            room = self._scratch.row
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
            row = self._rows[term.field].get(term.term)
            amount = 0.0
            if row is not None:
                amount = float(row[passage])
            elif (posting := self._views[term.field][term.term]) is not None:
                passages, contributions = posting
                amount = float(contributions[passages == passage].sum())
            if amount:
                amounts.append((term, term.weight * amount))
        words = [amount for term, amount in amounts if term.field == "w"]
        return Matched(
            terms=tuple(sorted(amounts, key=lambda amount: -amount[1])),
            coordination=COORDINATION * max(len(words) - 1, 0) * sum(words),
        )


def _row(postings: Postings, contributions: Amounts, number: int) -> Amounts:
    """What term `number` adds to each passage."""
    start, end = postings.starts[number], postings.starts[number + 1]
    row = np.zeros(postings.passage_count, np.float32)
    row[postings.passages[start:end]] = contributions[start:end]
    row.setflags(write=False)
    return row


def _bm25(postings: Postings, statistics: Statistics) -> NDArray[np.float32]:
    """BM25 of every posting (Robertson and Zaragoza 2009, eq. 3.15) with Lucene's idf.

    idf = ln(1 + (N - n + .5) / (n + .5)), never negative; lengths and their mean are those of the
    field the term belongs to.
    """
    count, document_frequencies = statistics.passage_count, statistics.document_frequencies
    posting_counts = np.diff(postings.starts)
    idf = np.log1p((count - document_frequencies + 0.5) / (document_frequencies + 0.5))
    contributions = np.empty(len(postings.passages), dtype=np.float32)
    first = 0
    for row, field in enumerate(FIELDS):
        last = first + len(postings.terms[field])
        start, end = postings.starts[first], postings.starts[last]
        lengths = postings.lengths[row]
        mean = max(float(statistics.mean_lengths[row]), 1e-9)
        k1, b = K1[field], B[field]
        norms = k1 * ((1 - b) + b * lengths / mean)
        frequencies = postings.frequencies[start:end].astype(np.float32)
        field_idf = np.repeat(idf[first:last], posting_counts[first:last])
        saturation = frequencies * (k1 + 1) / (frequencies + norms[postings.passages[start:end]])
        contributions[start:end] = field_idf * saturation
        first = last
    return contributions


def best(scores: NDArray[np.floating], limit: int) -> list[Candidate]:
    """The `limit` greatest positive scores; every tie at the edge is settled by ordinal.

    A partial sort of all scores is slow, because most of them are zero and equal. Instead the
    `limit`-th greatest maximum of equal blocks gives a lower bound, and few scores reach it.
    """
    if len(scores) <= _LARGEST_BLOCK * 4:
        order = np.argsort(-scores, kind="stable")[:limit]
        found = zip(order.tolist(), scores[order].tolist(), strict=True)
        return [Candidate(passage, score) for passage, score in found if score > 0]
    bound = 0.0
    block = min(_LARGEST_BLOCK, len(scores) // (2 * limit))
    if block > 1:
        blocks = len(scores) // block
        maxima = scores[: blocks * block].reshape(block, blocks).max(axis=0)
        bound = float(np.partition(maxima, blocks - limit)[blocks - limit])
    chosen = np.flatnonzero(scores >= bound) if bound > 0 else np.flatnonzero(scores)
    # The ordinals ascend, so a stable sort settles ties.
    passages = chosen[np.argsort(-scores[chosen], kind="stable")[:limit]]
    pairs = zip(passages.tolist(), scores[passages].tolist(), strict=True)
    return list(map(Candidate._make, pairs))
