"""How pages leave the service: with which headers, compressed, and asked for again."""

from __future__ import annotations

import gzip
import os
import re
import shutil
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from mkdocs.config import load_config

from search_service.releases.live_release import LiveRelease
from search_service.site.csp import policy
from search_service.site.rendered_folder import render_folder
from search_service.web.factory import create_app
from tests.builders import ROOT
from tests.conftest import RealBuild
from tests.problem_details import assert_problem
from tests.service_client import TestClient

ARTICLE = "/refunds/how-long/"
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


@pytest.fixture(scope="module")
def real_client(
    real_build: RealBuild, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[TestClient, Path]]:
    """The service over a copy of the real site, which a test may change, and that copy."""
    state = tmp_path_factory.mktemp("delivery")
    shutil.copytree(real_build.settings.releases_folder, state / "releases", symlinks=True)
    site = state / "releases" / real_build.search.generation / "site"
    settings = real_build.settings.model_copy(update={"state_dir": state})
    app = create_app(settings, LiveRelease(settings, real_build.analyser))
    with TestClient(app, "http://127.0.0.1") as client:
        yield client, site


@pytest.fixture
def client(real_client: tuple[TestClient, Path]) -> TestClient:
    return real_client[0]


@pytest.fixture
def site(real_client: tuple[TestClient, Path]) -> Path:
    return real_client[1]


@pytest.mark.parametrize(
    "path",
    [
        ARTICLE, "/", "/attic/", "/images/favicon.svg", "/feed.xml", "/healthz",
        "/api/v1/search?q=退款", "/api/v1/search", "/api/v1/nothing",
    ],
)  # fmt: skip
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    response = client.get(path)

    assert response.headers.get_list("content-security-policy") == [policy()]
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in policy()


def test_what_sets_the_colours_is_a_blocking_script_before_the_style_sheet(site: Path) -> None:
    for file in site.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        if 'rel="stylesheet"' in page:  # not the pages at old addresses
            early = re.search(r'<script src="[^"]*javascripts/early\.js"></script>', page)
            assert early is not None, file
            assert early.start() < page.index('rel="stylesheet"'), file


@pytest.mark.parametrize(
    "path", [ARTICLE, "/assets/browser-index-4.json", "/stylesheets/site.css", "/feed.xml"]
)
def test_text_is_compressed_for_who_accepts_it(client: TestClient, site: Path, path: str) -> None:
    file = site / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as response:
        sent = b"".join(response.iter_raw())

    assert response.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in response.headers["vary"].lower()
    assert gzip.decompress(sent) == file.read_bytes()
    assert len(sent) < len(file.read_bytes()) / 1.5
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == file.read_bytes()


def test_what_is_small_is_sent_as_it_is(client: TestClient) -> None:
    response = client.get("/healthz", headers={"Accept-Encoding": "gzip"})

    assert "content-encoding" not in response.headers


@pytest.mark.parametrize("path", [ARTICLE, "/stylesheets/site.css", "/service-worker.js"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_what_has_not_changed_is_not_sent_again(
    client: TestClient, path: str, encoding: str
) -> None:
    first = client.get(path, headers={"Accept-Encoding": encoding})
    etag = first.headers["etag"]
    again = client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": etag})

    assert first.headers["cache-control"] == "no-cache"
    assert etag.startswith('W/"')
    assert again.status_code == HTTPStatus.NOT_MODIFIED
    assert again.content == b""
    assert again.headers["etag"] == etag


def test_a_changed_page_is_sent_again(client: TestClient, site: Path) -> None:
    etag = client.get("/search/").headers["etag"]
    page = site / "search" / "index.html"
    os.utime(page, ns=(page.stat().st_atime_ns, page.stat().st_mtime_ns + 1_000_000))

    again = client.get("/search/", headers={"If-None-Match": etag})

    assert again.status_code == HTTPStatus.OK


def test_the_feed_links_only_to_pages_that_exist(client: TestClient, real_build: RealBuild) -> None:
    feed = ET.fromstring(client.get("/feed.xml").content)  # noqa: S314 - our own
    links = [link.text or "" for link in feed.iterfind("channel/item/link")]

    assert len(links) == min(20, len(real_build.search.documents.articles))
    assert all(urlsplit(link).netloc for link in links)
    assert {client.get(urlsplit(link).path).status_code for link in links} == {HTTPStatus.OK}


def test_robots_txt_and_the_sitemap_are_served(client: TestClient) -> None:
    robots = client.get("/robots.txt").text
    address = robots.rsplit("Sitemap: ", 1)[1].strip()

    assert client.get(urlsplit(address).path).status_code == HTTPStatus.OK


def test_an_error_is_problem_details_with_the_headers_too(client: TestClient) -> None:
    response = client.get("/", headers={"Host": "lamps.example"})

    assert_problem(response, HTTPStatus.BAD_REQUEST)
    assert response.headers["x-content-type-options"] == "nosniff"


def test_another_builder_could_take_the_place_of_mkdocs(
    real_build: RealBuild, tmp_path: Path
) -> None:
    """What a builder other than MkDocs may not know is not used: no hooks, no plugins."""
    config = load_config(str(render_folder(ROOT / "content", tmp_path).config))

    assert not config.hooks
    assert list(config.plugins) == []
    assert (real_build.site / "feed.xml").exists()
