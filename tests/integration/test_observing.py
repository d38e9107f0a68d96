"""What an operator sees: metrics, log lines, and each thing that is not well."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.releases.live_release import LiveRelease
from search_service.releases.publish import publish
from search_service.settings import Settings
from search_service.web import degraded
from search_service.web.factory import create_app
from search_service.web.log_lines import JsonLines
from search_service.web.request_log import REQUEST_LOGGER
from tests.service_client import TestClient

GIVEN = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4"
PRIVATE = "13800138000"


@pytest.fixture
def own(
    shop_settings: Settings, shop_analyser: Analyser, shop_search: Search, tmp_path: Path
) -> Iterator[TestClient]:
    """The shop's release in a service whose state is its own."""
    assert shop_search.generation
    settings = shop_settings.model_copy(update={"state_dir": tmp_path / "state"})
    (tmp_path / "state").mkdir()
    app = create_app(settings, LiveRelease(shop_settings, shop_analyser))
    with TestClient(app, "http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


def count(client: TestClient, sample: str) -> float:
    text = client.get("/metrics").text
    found = re.search(rf"^{re.escape(sample)} (\S+)$", text, re.MULTILINE)
    assert found, sample
    return float(found[1])


def test_how_questions_were_answered_is_counted_but_not_what_is_still_typed(
    own: TestClient,
) -> None:
    own.get("/api/v1/search", params={"q": "换灯泡"})
    own.get("/api/v1/search", params={"q": "换灯", "typing": "true"})
    own.get("/api/v1/search", params={"q": "换灯泡", "offset": "1"})

    assert (
        sum(
            count(own, f'kb_answers_total{{level="{level}"}}')
            for level in ("sure", "possible", "articles", "none")
        )
        == 1
    )
    assert count(own, 'kb_requests_total{route="/api/v1/search",status="2xx"}') == 3
    assert count(own, "kb_release_open") == 1
    assert count(own, "kb_degraded") == 0


def test_a_request_is_counted_by_its_route_however_it_came(
    shop_settings: Settings,
    shop_analyser: Analyser,
    shop_search: Search,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """By GET or HEAD, in a frame or not: each of them is passed on in a copy."""
    assert shop_search.generation
    (tmp_path / "state").mkdir()
    changes = {"state_dir": tmp_path / "state", "embed_origins": ("https://shop.example",)}
    settings = shop_settings.model_copy(update=changes)
    app = create_app(settings, LiveRelease(shop_settings, shop_analyser))
    routes = ("/api/v1/search", "/search/", "/api/v1/articles/{article_id}")
    paths = ("/api/v1/search?q=换灯泡", "/search/?q=换灯泡", "/api/v1/articles/L-101")
    with (
        TestClient(app, "http://127.0.0.1") as client,
        caplog.at_level(logging.INFO, logger=REQUEST_LOGGER),
    ):
        for path in paths:
            for prefix in ("", "/embed"):
                client.get(prefix + path)
                client.head(prefix + path)
        counted = [
            sum(
                count(client, f'kb_requests_total{{route="{route}",status="{status}"}}')
                for status in ("2xx", "4xx")
            )
            for route in routes
        ]

    assert counted == [4, 4, 4]
    fields = [vars(one)["fields"] for one in caplog.records if one.name == REQUEST_LOGGER]
    asked = [(one["method"], one["route"]) for one in fields if one["route"] != "/metrics"]
    assert asked == [(method, route) for route in routes for method in ("GET", "HEAD") * 2]


def test_a_request_is_one_line_of_json_without_anything_that_was_typed(
    own: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger=REQUEST_LOGGER):
        for path in (f"/api/v1/search?q={PRIVATE}", f"/api/v1/articles/{PRIVATE}", f"/{PRIVATE}"):
            given = own.get(path, headers={"X-Request-Id": GIVEN})
            assert given.headers["x-request-id"] == GIVEN
        forged = own.get("/healthz", headers={"X-Request-Id": '"}\x1b[2K forged'})
        own.get("/healthz", headers={"X-Request-Id": PRIVATE})

    assert re.fullmatch(r"[0-9a-f]{32}", forged.headers["x-request-id"])
    records = [record for record in caplog.records if record.name == REQUEST_LOGGER]
    lines = [JsonLines().format(record) for record in records]
    assert [json.loads(line)["route"] for line in lines] == [
        "/api/v1/search",
        "/api/v1/articles/{article_id}",
        "files",
        "/healthz",
        "/healthz",
    ]
    assert json.loads(lines[0])["request_id"] == GIVEN
    assert not any("\n" in line or PRIVATE in line or "forged" in line for line in lines)


def test_a_state_folder_that_takes_nothing_and_a_full_disk_are_told(
    own: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert own.get("/readyz").json()["degraded"] == []
    monkeypatch.setattr(degraded, "LEAST_FREE_BYTES", 10**18)

    full = own.get("/readyz")

    assert full.status_code == HTTPStatus.OK
    assert (full.json()["status"], full.json()["degraded"]) == ("degraded", ["disk"])
    assert "MB" in full.json()["detail"]
    assert count(own, "kb_degraded") == 1
    (tmp_path / "state").rename(tmp_path / "gone")
    assert own.get("/readyz").json()["degraded"] == ["state"]


def test_damage_under_a_running_service_is_found_told_to_readers_and_the_release_before_serves(
    shop_analyser: Analyser, shop_documents: Documents, tmp_path: Path
) -> None:
    settings = Settings(project_dir=tmp_path)
    previous = publish(settings, shop_documents, shop_analyser)
    newest = publish(settings, shop_documents, shop_analyser)
    live = LiveRelease(settings, shop_analyser)
    with TestClient(create_app(settings, live), "http://127.0.0.1") as client:
        assert client.get("/readyz").json()["status"] == "ready"
        assert client.get("/api/v1/incident").json() == {"incident": None}
        (settings.releases_folder / newest.generation / "index" / "lexicon.json").write_bytes(b"{}")
        live.inspect()

        ready = client.get("/readyz").json()
        assert (ready["status"], ready["degraded"]) == ("degraded", ["release"])
        assert ready["generation"] == previous.generation
        said = client.get("/api/v1/incident").json()["incident"]
        assert "上一版" in said["text"]
        assert client.get("/api/v1/incident").json()["incident"] == said
