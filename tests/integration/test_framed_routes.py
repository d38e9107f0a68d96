"""Below `/embed/` is what readers have, and nothing of operators and agents."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from itertools import product

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from hypothesis import example, given
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.releases.live_release import LiveRelease
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.service_client import TestClient

HOST = "http://127.0.0.1"
# What a router or a browser might read over.
AROUND = ["", "/", "//", "%0a", "%0d%0a", "%00", "%20", ";", ";x", "%2f", "?", ".", "/."]
FOLDERS = ["a", "evil.example", "evil.example:80", "..", ".", "", "%5cevil.example", "%2e%2e"]


@pytest.fixture(scope="module")
def app(shop_settings: Settings, shop_analyser: Analyser, shop_search: Search) -> FastAPI:
    assert shop_search.generation
    settings = shop_settings.model_copy(update={"embed_origins": ("https://app.example",)})
    return create_app(settings, LiveRelease(settings, shop_analyser))


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, HOST, follow_redirects=False) as client:
        yield client


def routes_of(app: FastAPI, *, described: bool) -> set[str]:
    """Paths of routes that the public document describes, or of those that it leaves out."""
    found = set()
    for one in iter_route_contexts(app.routes):
        route = one.original_route
        if isinstance(route, APIRoute) and route.include_in_schema is described:
            found.add((one.path or "").replace("{article_id}", "L-101"))
    return found


def test_no_route_of_operators_and_agents_is_there(app: FastAPI, client: TestClient) -> None:
    health = {"/healthz", "/readyz"}
    closed = (routes_of(app, described=False) | health) - {"/search/"}
    assert {"/metrics", "/agent/login", "/api/v1/agent/search"} <= closed

    for path in closed:
        for before, behind in product(["", "/", "/."], AROUND):
            response = client.get(f"/embed{before}{path}{behind}")
            assert response.status_code == HTTPStatus.NOT_FOUND, (before, path, behind)


def test_routes_of_readers_are_there(app: FastAPI, client: TestClient) -> None:
    reading = {path for path in routes_of(app, described=True) if path.startswith("/api/")}

    for path in reading:
        assert client.get(f"/embed{path}").status_code != HTTPStatus.NOT_FOUND, path


@given(st.lists(st.sampled_from(FOLDERS), max_size=5), st.sampled_from(["/", "%2f"]))
@example(["", "evil.example", ".."], "/")
@example(["", "evil.example", ".."], "%2f")
@example([""], "/")
def test_no_address_leads_to_another_site(
    client: TestClient, folders: list[str], between: str
) -> None:
    response = client.get(f"/embed/{between.join([*folders, 'lamps'])}")

    if location := response.headers.get("location"):
        # The client itself goes up from /embed/ to the site.
        assert location.startswith(("/embed/", f"{HOST}/"))
