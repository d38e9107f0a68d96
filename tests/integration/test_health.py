from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.releases import generations
from search_service.releases.live_release import LiveRelease
from search_service.releases.publish import publish
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.problem_details import assert_problem
from tests.service_client import TestClient


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(project_dir=tmp_path)


@contextmanager
def started(settings: Settings, analyser: Analyser) -> Iterator[TestClient]:
    app = create_app(settings, LiveRelease(settings, analyser))
    with TestClient(app, "http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


def test_a_live_process_says_ok(client: TestClient) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (HTTPStatus.OK, {"status": "ok"})


def test_a_ready_service_names_what_it_serves(client: TestClient, shop_search: Search) -> None:
    response = client.get("/readyz")

    assert response.status_code == HTTPStatus.OK
    assert response.json() == {
        "status": "ready",
        "generation": shop_search.generation,
        "passages": len(shop_search.documents.passages),
        "detail": None,
        "degraded": [],
    }


def test_without_an_index_the_service_lives_but_is_not_ready(
    settings: Settings, shop_analyser: Analyser
) -> None:
    with started(settings, shop_analyser) as client:
        ready = client.get("/readyz")

        assert client.get("/healthz").status_code == HTTPStatus.OK
        assert ready.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        assert ready.json()["status"] == "unavailable"
        assert "kb build" in ready.json()["detail"]
        for path in ("/api/v1/search?q=灯", "/api/v1/articles/L-101"):
            assert_problem(client.get(path), HTTPStatus.SERVICE_UNAVAILABLE, "kb build")


def test_with_a_damaged_index_the_previous_one_answers_and_readiness_says_so(
    settings: Settings, shop_analyser: Analyser, shop_documents: Documents
) -> None:
    previous = publish(settings, shop_documents, shop_analyser)
    damaged = publish(settings, shop_documents, shop_analyser)
    (settings.releases_folder / damaged.generation / "index" / "lexicon.json").write_bytes(b"{}")

    with started(settings, shop_analyser) as client:
        ready = client.get("/readyz")
        answer = client.get("/api/v1/search", params={"q": "换灯泡"})

    assert ready.status_code == HTTPStatus.OK
    assert ready.json()["status"] == "degraded"
    assert ready.json()["generation"] == previous.generation
    assert damaged.generation in ready.json()["detail"]
    assert answer.json()["generation"] == previous.generation
    assert answer.json()["hits"][0]["article_id"] == "L-102"


def test_a_word_list_changed_after_indexing_makes_the_index_unusable(
    settings: Settings, shop_analyser: Analyser, shop_documents: Documents
) -> None:
    generation = publish(settings, shop_documents, shop_analyser)
    other = replace(shop_analyser, analysis_id="another")

    with started(settings, other) as client:
        ready = client.get("/readyz")

    assert ready.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "词表" in ready.json()["detail"]
    assert generations.current_name(settings.releases_folder) == generation.generation


def test_before_the_site_is_built_its_pages_are_not_found(
    settings: Settings, shop_analyser: Analyser
) -> None:
    with started(settings, shop_analyser) as client:
        assert client.get("/").status_code == HTTPStatus.NOT_FOUND
        assert_problem(client.get("/api/v1/nothing"), HTTPStatus.NOT_FOUND)
