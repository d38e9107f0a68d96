"""What lies in a site for the servers alone is given to nobody."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from search_service.web.site_files import SiteFiles
from tests.service_client import TestClient

FOR_SERVERS = ("redirects.map", "csp.conf", "content-security-policy.txt", "index.html.gz")


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    (tmp_path / "index.html").write_text("home", encoding="utf-8")
    for name in FOR_SERVERS:
        (tmp_path / name).write_text("for servers", encoding="utf-8")
    return TestClient(Starlette(routes=[Mount("/", SiteFiles(lambda: [tmp_path]))]))


@pytest.mark.parametrize("name", FOR_SERVERS)
@pytest.mark.parametrize("written", ["/{}", "/./{}", "/x/../{}", "/{}/", "/{}?q=1", "/%2e/{}"])
def test_a_file_for_the_servers_is_not_found(client: TestClient, name: str, written: str) -> None:
    response = client.get(written.format(name))

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "for servers" not in response.text


def test_a_page_is_found(client: TestClient) -> None:
    assert client.get("/").text == "home"
