"""A cluster that does not answer: the same results, and everybody who watches is told."""

from __future__ import annotations

import socket
from pathlib import Path

from fastapi.testclient import TestClient

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.releases.publish import publish_release
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.builders import SHOP


def test_results_come_from_the_release_itself_and_say_so(
    tmp_path: Path, shop_documents: Documents, shop_analyser: Analyser
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
    local = Settings(project_dir=SHOP, state_dir=tmp_path)
    publish_release(local, shop_documents, shop_analyser)
    remote = local.model_copy(update={"engine": "opensearch", "opensearch_url": address})
    query = "/api/v1/search?q=换灯泡"

    with TestClient(create_app(local), base_url="http://127.0.0.1") as client:
        expected = client.get(query)
        assert "X-Search-Degraded" not in expected.headers

    with TestClient(create_app(remote), base_url="http://127.0.0.1") as client:
        assert client.get("/readyz").json()["status"] == "ready"

        answer = client.get(query)

        assert answer.json()["hits"] == expected.json()["hits"]
        assert answer.headers["X-Search-Degraded"] == "engine"
        ready = client.get("/readyz")
        assert ready.status_code == 200
        assert ready.json()["status"] == "degraded"
        assert "OpenSearch" in ready.json()["detail"]


def test_a_release_is_put_into_service_although_the_cluster_is_away(
    tmp_path: Path, shop_documents: Documents, shop_analyser: Analyser
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
    settings = Settings(
        project_dir=SHOP, state_dir=tmp_path, engine="opensearch", opensearch_url=address
    )
    said: list[str] = []

    made = publish_release(settings, shop_documents, shop_analyser, waiting=said.append)

    assert (settings.releases_folder / "current").readlink().name == made.name
    [message] = said
    assert "kb release activate" in message
