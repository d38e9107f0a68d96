"""A silent manager, a silent cluster: a release waits or goes on, and readers notice nothing.

Nodes are stopped (SIGSTOP) as a machine that hangs is: connections are taken, nothing is said.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from opensearchpy import OpenSearch

from scripts import opensearch_cluster as nodes
from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.engines.opensearch import cluster as clients
from search_service.engines.opensearch import indexing
from search_service.engines.opensearch.cluster import cluster
from search_service.engines.opensearch.indexing import index_name
from search_service.releases.opening import open_release
from search_service.releases.publish import publish_release
from search_service.settings import Settings
from tests.builders import SHOP
from tests.engines_under_test import CLUSTER

QUERY = "换灯泡"
# A node is given a second here, so that a few are what ten and more are in service. Where the
# manager is the only node, a cluster is given up that says nothing for twice that time.
NODE_SECONDS, FROZEN_SECONDS, ALONE_SECONDS = 1.0, 4.0, 1.0


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenSearch]:
    assert CLUSTER is not None
    for module in (indexing, clients):
        monkeypatch.setattr(module, "NODE_SECONDS", NODE_SECONDS)
    cluster.cache_clear()
    yield cluster(CLUSTER)
    cluster.cache_clear()
    cluster(CLUSTER).indices.delete(index="kb-index-*,kb-agent-*", request_timeout=30)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        project_dir=SHOP, state_dir=tmp_path, engine="opensearch", opensearch_url=CLUSTER or ""
    )


def manager_of(client: OpenSearch) -> int:
    """The process of the node that leads."""
    [manager] = client.cat.cluster_manager(format="json")
    return dict(nodes.nodes())[int(manager["node"].removeprefix("n"))]


@contextmanager
def frozen(processes: Sequence[int], seconds: float | None = None) -> Iterator[None]:
    """They say nothing until the block ends, or for so many seconds."""

    def go_on() -> None:
        for process in processes:
            os.kill(process, signal.SIGCONT)

    for process in processes:
        os.kill(process, signal.SIGSTOP)
    timer = threading.Timer(seconds or 0, go_on)
    if seconds:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
        go_on()


def alias_of(client: OpenSearch) -> list[str]:
    return list(client.indices.get_alias(name="kb-index", request_timeout=30))


def test_a_release_waits_for_a_manager_that_is_silent_for_a_while(
    client: OpenSearch, settings: Settings, shop_documents: Documents, shop_analyser: Analyser
) -> None:
    said: list[str] = []
    seconds = FROZEN_SECONDS if len(list(nodes.nodes())) > 1 else ALONE_SECONDS

    with frozen([manager_of(client)], seconds):
        made = publish_release(settings, shop_documents, shop_analyser, waiting=said.append)

    assert said == []
    assert alias_of(client) == [index_name(made.name, "index")]
    search = open_release(settings, shop_analyser)[0].search
    assert search.generation == made.name
    assert search.search(QUERY).hits
    assert search.engine.degraded is None


def test_a_release_goes_on_without_a_cluster_that_stays_silent_and_moves_no_alias(
    client: OpenSearch, settings: Settings, shop_documents: Documents, shop_analyser: Analyser
) -> None:
    first = publish_release(settings, shop_documents, shop_analyser)
    served = open_release(settings, shop_analyser)[0].search
    expected = served.search(QUERY).hits
    said: list[str] = []

    with frozen([process for _, process in nodes.nodes()]):
        second = publish_release(settings, shop_documents, shop_analyser, waiting=said.append)
        assert served.search(QUERY).hits == expected

    [message] = said
    assert "kb release activate" in message
    assert alias_of(client) == [index_name(first.name, "index")]
    local = settings.model_copy(update={"engine": "arrays"})
    opened = open_release(local, shop_analyser)[0].search
    assert opened.generation == second.name
    assert opened.search(QUERY).hits == expected
