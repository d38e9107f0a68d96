"""Whoever searches notices no difference between the engines, to the last digit of a score."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from opensearchpy import OpenSearch

from search_service.analysis.chains import Analyser
from search_service.answering.results import SearchResult
from search_service.answering.search import Search
from search_service.content.corpus import load_corpus
from search_service.engines.opensearch.cluster import cluster
from search_service.engines.opensearch.engine import OpenSearchEngine
from search_service.engines.opensearch.indexing import index_name
from search_service.errors import QueryRejected
from search_service.evaluation.datasets import load_judgements
from search_service.releases import generations
from search_service.releases.documents import documents_of
from search_service.releases.opening import open_release
from search_service.releases.publish import load_analyser, publish_release
from search_service.settings import Settings
from tests.builders import ROOT
from tests.engines_under_test import CLUSTER


@pytest.fixture(scope="module")
def client() -> OpenSearch:
    assert CLUSTER is not None
    return cluster(CLUSTER)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    made = tmp_path_factory.mktemp("cluster")
    return Settings(
        project_dir=ROOT, state_dir=made, engine="opensearch", opensearch_url=CLUSTER or ""
    )


@pytest.fixture(scope="module")
def analyser(settings: Settings) -> Analyser:
    return load_analyser(settings)


@pytest.fixture(scope="module", autouse=True)
def release(settings: Settings, analyser: Analyser, client: OpenSearch) -> Iterator[str]:
    said: list[str] = []
    documents = documents_of(load_corpus(settings.content_folder))
    made = publish_release(settings, documents, analyser, waiting=said.append)
    assert said == []
    yield made.name
    client.indices.delete(index="kb-index-*,kb-battery-*", request_timeout=30)


def opened(settings: Settings, analyser: Analyser) -> Search:
    served, degraded = open_release(settings, analyser)
    assert degraded is None
    return served.search


def explained(search: Search, result: SearchResult) -> list[object]:
    return [search.explain(result.query, hit) for hit in result.hits]


def test_every_judged_query_has_the_same_list_answer_and_explanation(
    settings: Settings, analyser: Analyser
) -> None:
    local = opened(settings.model_copy(update={"engine": "arrays"}), analyser)
    remote = opened(settings, analyser)
    engine = remote.engine
    assert isinstance(engine, OpenSearchEngine)
    # As the copy may not answer here, nodes may take the time that a shared machine takes.
    engine._timeout_seconds = 30  # noqa: SLF001
    file = ROOT / "content" / "judgements" / "queries.tsv"
    asked = 0
    for query in load_judgements(file, local.documents).queries:
        try:
            expected = local.search(query.text)
        except QueryRejected:
            continue
        found = remote.search(query.text)
        asked += 1

        assert found.hits == expected.hits, query.text
        assert found.answer == expected.answer, query.text
        assert found.also_possible == expected.also_possible, query.text
        assert explained(remote, found) == explained(local, expected), query.text

    assert asked > 500
    assert engine.counts.answered >= asked
    assert (engine.counts.failed, engine.degraded) == (0, None)
    # The cluster's own first passages are enough for nearly all.
    assert engine.counts.unsure < asked / 50


def test_the_alias_names_the_release_in_service_and_two_before_it_are_kept(
    settings: Settings, analyser: Analyser, client: OpenSearch, release: str
) -> None:
    documents = opened(settings, analyser).documents
    names = [release, *(publish_release(settings, documents, analyser).name for _ in range(3))]

    assert list(client.indices.get_alias(name="kb-index")) == [index_name(names[-1], "index")]
    kept = sorted(client.indices.get(index="kb-index-*"))
    assert kept == [index_name(name, "index") for name in names[1:]]

    generation = generations.roll_back(settings.releases_folder)

    assert generation.name == names[-2]
    remote = opened(settings, analyser)
    assert remote.search("退款多久到账").hits
    assert remote.engine.degraded is None


def test_an_index_that_lacks_passages_is_never_believed(
    settings: Settings, analyser: Analyser, client: OpenSearch, tmp_path: Path
) -> None:
    own = settings.model_copy(update={"state_dir": tmp_path})
    name = publish_release(own, opened(settings, analyser).documents, analyser).name
    remote = opened(own, analyser)
    local = opened(own.model_copy(update={"engine": "arrays"}), analyser)
    index = index_name(name, "index")
    client.delete_by_query(
        index=index, body={"query": {"match_all": {}}}, refresh=True, request_timeout=30
    )

    assert remote.search("退款多久到账").hits == local.search("退款多久到账").hits
    assert remote.engine.degraded is not None
