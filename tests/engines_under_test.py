"""The engines that the battery runs through: the release's own, and a cluster where one is named.

`make test-opensearch` names one in OPENSEARCH_TEST_URL; nothing else needs it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from search_service.answering.engine import Candidate, Engine, Enough, Matched
from search_service.asking.query import WeightedTerm
from search_service.engines.choice import ENGINES
from search_service.engines.contributions import Contributions, contributions_of
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.mapped_index import map_index, write_mapped_index
from search_service.engines.opensearch.cluster import cluster
from search_service.engines.opensearch.engine import OpenSearchEngine
from search_service.engines.opensearch.indexing import index_name, put_index
from search_service.engines.postings import Postings

CLUSTER = os.environ.get("OPENSEARCH_TEST_URL")
MakeEngine = Callable[[Postings], Engine]
_PART, _PATIENCE_SECONDS, _KEPT = "battery", 30, 3


class ClusterAlone:
    """The engine over a cluster; where it would fall back on its copy, this one fails."""

    degraded = None

    def __init__(self, index: Contributions) -> None:
        assert CLUSTER is not None
        client = cluster(CLUSTER)
        made = sorted(client.indices.get(index="kb-battery-*", ignore_unavailable=True))
        for old in made[:-_KEPT]:
            client.indices.delete(index=old, request_timeout=_PATIENCE_SECONDS)
        name = index_name(datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ"), _PART)
        put_index(client, name, index)
        self._engine = OpenSearchEngine(client, name, EmbeddedEngine(index), _PATIENCE_SECONDS)
        self.passage_count = self._engine.passage_count
        self.document_frequency = self._engine.document_frequency

    def search(
        self,
        terms: Sequence[WeightedTerm],
        limit: int,
        among: Collection[int] | None = None,
        enough: Enough | None = None,  # noqa: ARG002 - a saving
    ) -> list[Candidate]:
        if among is not None:
            return self._engine.search(terms, limit, among)
        return self._engine.from_cluster(terms, limit)

    def explain(self, terms: Sequence[WeightedTerm], passage: int) -> Matched:
        return self._engine.explain(terms, passage)


def in_memory(postings: Postings) -> Engine:
    return EmbeddedEngine(contributions_of(postings))


def as_rows(postings: Postings) -> Engine:
    """Frequent terms as rows, as in a large index."""
    return EmbeddedEngine(contributions_of(postings, 0))


def mapped(postings: Postings) -> Engine:
    with tempfile.TemporaryDirectory() as name:
        write_mapped_index(Path(name), postings)
        return EmbeddedEngine(map_index(Path(name)))  # what is mapped outlives its name


def _chosen(name: str) -> MakeEngine:
    make = ENGINES[name]  # type: ignore[index]
    return lambda postings: make(contributions_of(postings))


def in_cluster(postings: Postings) -> Engine:
    return ClusterAlone(contributions_of(postings))


UNDER_TEST: Mapping[str, MakeEngine] = {
    **{name: _chosen(name) for name in ENGINES},
    "rows": as_rows,
    "mapped": mapped,
    **({"opensearch": in_cluster} if CLUSTER else {}),
}
