"""What lies in a site for the servers alone is given to nobody."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Mount

from search_service.web.site_files import SiteFiles, is_odd_range
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


@given(st.binary(max_size=40) | st.from_regex(rb"bytes=[0-9,\- ]{0,20}", fullmatch=True))
def test_an_odd_range_is_passed_over_and_another_one_is_read(value: bytes) -> None:
    if is_odd_range(b"range", value):
        return
    ranges = [one.strip().split(b"-") for one in value.removeprefix(b"bytes=").split(b",")]
    assert value.startswith(b"bytes=")
    assert all(first or last for first, last in ranges)
    assert all(int(first) <= int(last) for first, last in ranges if first and last)


@pytest.mark.parametrize(
    ("asked", "status", "text"),
    [
        ("bytes=0-1", HTTPStatus.PARTIAL_CONTENT, "ho"),
        ("bytes=-2", HTTPStatus.PARTIAL_CONTENT, "me"),
        ("bytes=3-1", HTTPStatus.OK, "home"),
        ("lines=0-1", HTTPStatus.OK, "home"),
        ("bytes=", HTTPStatus.OK, "home"),
        ("bytes=0-99999999999999999999999", HTTPStatus.OK, "home"),
    ],
)
def test_a_part_of_a_file_is_sent_where_it_is_asked_for_rightly(
    client: TestClient, asked: str, status: HTTPStatus, text: str
) -> None:
    response = client.get("/", headers={"Range": asked})

    assert (response.status_code, response.text) == (status, text)
