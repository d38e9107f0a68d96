"""Candidates from an OpenSearch cluster, scored by our own arrays.

The cluster keeps lengths in a byte and numbers in single precision, so that its scores differ a
little and its lists in every second query. It is asked for more passages than are wanted, and these
are scored anew with what the release itself holds: the list is then the embedded engine's, number
for number. What the cluster cannot answer in time the embedded engine answers from the same
release.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from search_service.answering.engine import Candidate, Enough, Matched
from search_service.asking.query import WeightedTerm
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.opensearch.breaker import Breaker
from search_service.engines.opensearch.cluster import SEARCH_TIMEOUT_SECONDS
from search_service.engines.opensearch.patience import at_once
from search_service.engines.opensearch.terms import ORDINAL, question

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_log = logging.getLogger(__name__)
# So many more than are wanted: the first 150 stood among the first 200 for all of 589 + 600 + 600
# queries at 500 to 12,000 passages, and for 198 of 200 at a million (measured, docs/scale.md);
# where they may not, `may_lack` says so.
_MORE = 50
# A cluster refuses more.
_MOST = 10_000


@dataclass
class Counts:
    """How many searches the cluster answered, and how many it could not.

    Of those it answered, `unsure` had more passages alike than it was asked for: the copy chose.
    """

    answered: int = 0
    failed: int = 0
    not_asked: int = 0
    unsure: int = 0


class OpenSearchEngine:
    """Safe to use from several threads at once.

    Args:
        client: Of the cluster.
        index: The index of this very release: ordinals mean something in one release only.
        copy: The embedded engine of the same release.
        timeout_seconds: How long the first node may take; a query waits at most twice that.
    """

    def __init__(
        self,
        client: OpenSearch,
        index: str,
        copy: EmbeddedEngine,
        timeout_seconds: float = SEARCH_TIMEOUT_SECONDS,
    ) -> None:
        self._client, self._index, self.copy = client, index, copy
        self._timeout_seconds = timeout_seconds
        self._breaker = Breaker()
        self._fault: str | None = None
        self.passage_count = copy.passage_count
        self.counts = Counts()

    @property
    def degraded(self) -> str | None:
        """Why the last search was answered by the copy (Chinese), if it was."""
        return self._fault

    def document_frequency(self, field: str, term: str) -> int:
        """In how many passages the term stands."""
        return self.copy.document_frequency(field, term)

    def explain(self, terms: Sequence[WeightedTerm], passage: int) -> Matched:
        """What each term adds to the score of one passage; zeros left out."""
        return self.copy.explain(terms, passage)

    def search(
        self,
        terms: Sequence[WeightedTerm],
        limit: int,
        among: Collection[int] | None = None,
        enough: Enough | None = None,  # noqa: ARG002 - a saving
    ) -> list[Candidate]:
        """The best passages for a disjunction of terms, score descending, ties by ordinal.

        Chosen among given passages, which only the release's own arrays can name, they are the
        copy's.
        """
        if among is not None or limit + _MORE > _MOST:
            return self.copy.search(terms, limit, among)
        if not self._breaker.may_try():
            self.counts.not_asked += 1
            return self.copy.search(terms, limit)
        try:
            found = self.from_cluster(terms, limit)
        except Exception as error:  # noqa: BLE001 - whatever a client, a proxy or a node comes up with
            self._failed(error)
            return self.copy.search(terms, limit)
        self._succeeded()
        return found

    def from_cluster(self, terms: Sequence[WeightedTerm], limit: int) -> list[Candidate]:
        """What `search` gives while the cluster answers.

        Raises:
            NotWhole: It answered, but not for all passages.
            Exception: It did not answer.
        """
        counts = [self.copy.document_frequency(term.field, term.term) for term in terms]
        known = [term for term, count in zip(terms, counts, strict=True) if count]
        if not known:
            return []
        size = min(limit + _MORE, self.passage_count)
        body = question(known, [self.copy.idf(term.field, term.term) for term in known], size)
        answer: dict[str, Any] = at_once(
            lambda seconds: self._client.search(
                index=self._index, body=body, request_timeout=seconds
            ),
            self._timeout_seconds,
        )
        hits = answer["hits"]["hits"]
        found: dict[int, float] = {hit["fields"][ORDINAL][0]: hit["sort"][0] for hit in hits}
        # Every passage with the most frequent term matches: fewer are an index half written.
        if (
            answer["timed_out"]
            or answer["_shards"]["failed"]
            or len(found) < min(size, max(counts))
        ):
            raise NotWhole(f"{len(found)} 段")
        scored = self.copy.scored(terms, list(found), size)
        if size < self.passage_count and len(found) == size and may_lack(scored, found, limit):
            self.counts.unsure += 1
            return self.copy.search(terms, limit)
        return scored[:limit]

    def _failed(self, error: Exception) -> None:
        self._breaker.failed()
        self.counts.failed += 1
        if self._fault is None:
            _log.warning("OpenSearch 没有回答，改用本机的同一发布：%s", error)
        self._fault = f"OpenSearch 没有回答（{type(error).__name__}），搜索由本机的同一发布回答"

    def _succeeded(self) -> None:
        self._breaker.succeeded()
        self.counts.answered += 1
        if self._fault is not None:
            _log.warning("OpenSearch 又能回答了")
        self._fault = None


def may_lack(scored: Sequence[Candidate], found: Mapping[int, float], limit: int) -> bool:
    """Whether a passage that the cluster did not name could be among the best `limit`.

    The cluster gives none of them more than the last one it named, and errs, for its lengths in a
    byte, by a few hundredths: by as much, it is taken, as it did of those that it named. So many
    short passages that are alike can stand before a better one.

    Args:
        scored: Those that it named, by their exact scores.
        found: What it gave to each of them.
        limit: How many are wanted.
    """
    if len(scored) < limit:
        return True
    exact_for_its = max(score / found[passage] for passage, score in scored)
    return min(found.values()) * exact_for_its >= scored[limit - 1].score


class NotWhole(Exception):
    """The cluster answered, but not for all passages."""
