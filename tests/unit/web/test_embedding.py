"""What a page becomes in a frame, and that nothing is there without an allowed origin."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Route

from search_service.settings import Settings
from search_service.web.embedding import Embedding, framed
from tests.service_client import TestClient

HOST = "https://shop.example.com"
PAGE = (
    '<!doctype html><html lang="zh-Hans" class="no-js"><head>'
    '<meta name="kb-service-worker" content="../sw.js"></head><body dir="ltr">'
    '<a href="../lamps/#dark">灯</a><a href="/lamps/">灯</a><a href="tel:110">110</a>'
    '<a href="https://example.com/">别处</a><a href="#here">这里</a></body></html>'
)


def app(*origins: str) -> Embedding:
    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse(PAGE)

    async def data(request: Request) -> JSONResponse:
        return JSONResponse({"path": request.url.path})

    async def moved(_: Request) -> RedirectResponse:
        return RedirectResponse("/lamps/")

    routes = [
        Route("/", page),
        Route("/lamps/", page),
        Route("/old/", moved),
        Route("/api/v1/search", data),
        Route("/agent/login", page),
        Route("/api/v1/agent/me", data),
        Route("/embedded/", page),
    ]
    return Embedding(Starlette(routes=routes), origins)


def client(*origins: str) -> TestClient:
    return TestClient(app(*origins), "http://127.0.0.1", follow_redirects=False)


@pytest.mark.parametrize("path", ["/embed", "/embed/", "/embed/lamps/", "/embed/api/v1/search"])
def test_without_an_allowed_origin_there_is_no_such_address(path: str) -> None:
    assert client().get(path).status_code == 404


def test_an_allowed_origin_may_hold_the_pages_and_nobody_else() -> None:
    policy = client(HOST).get("/embed/lamps/").headers["content-security-policy"]

    assert policy.endswith(f"frame-ancestors 'self' {HOST}")


def test_pages_outside_are_left_as_they_are() -> None:
    answer = client(HOST).get("/lamps/")

    assert answer.text == PAGE
    assert "content-security-policy" not in answer.headers
    assert client(HOST).get("/embedded/").text == PAGE


@pytest.mark.parametrize("path", ["/embed/agent/login", "/embed/agent", "/embed/api/v1/agent/me"])
def test_the_desk_is_never_embedded(path: str) -> None:
    assert client(HOST).get(path).status_code == 404


def test_the_search_answers_below_as_well_and_is_not_changed() -> None:
    answer = client(HOST).get("/embed/api/v1/search?theme=dark")

    assert answer.json() == {"path": "/api/v1/search"}


def test_who_is_led_on_stays_inside() -> None:
    assert client(HOST).get("/embed/old/").headers["location"] == "/embed/lamps/"
    assert client(HOST).get("/embed").headers["location"] == "/embed/"
    # Starlette leads to the address with a slash by naming the host as well.
    assert client(HOST).get("/embed/lamps").headers["location"] == "/embed/lamps/"


def test_a_topic_leads_to_its_page_with_the_looks_kept() -> None:
    location = client(HOST).get("/embed/?topic=lamps&theme=dark&x=1").headers["location"]

    assert location == "/embed/lamps/?theme=dark&topic=lamps"


def test_looks_stand_in_the_page_and_in_its_own_links_only() -> None:
    page = client(HOST).get("/embed/lamps/?theme=dark&size=large").text

    assert 'class="no-js kb-embedded" data-scheme="dark" data-text="large"' in page
    assert 'href="../lamps/?theme=dark&amp;size=large#dark"' in page
    assert 'href="/embed/lamps/?theme=dark&amp;size=large"' in page
    assert 'href="tel:110"' in page
    assert 'href="https://example.com/"' in page
    assert 'href="#here"' in page


def test_a_frame_registers_no_service_worker() -> None:
    assert "kb-service-worker" not in client(HOST).get("/embed/lamps/").text


@given(st.dictionaries(st.sampled_from(["theme", "size", "topic", "q"]), st.text(max_size=30)))
def test_whatever_an_address_says_reaches_no_page_but_as_known_looks(said: dict[str, str]) -> None:
    page = client(HOST).get("/embed/lamps/", params=said).text

    for value in re.findall(r'data-(?:scheme|text)="([^"]*)"', page):
        assert value in {"light", "dark", "large"}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page):
        assert re.fullmatch(r"[a-z0-9-]{1,40}", value), name


def test_a_page_is_framed_at_any_depth() -> None:
    assert 'href="./"' in framed(PAGE, "/", {})
    assert 'action="../search/"' in framed(PAGE, "/lamps/", {})
    assert 'action="../../search/"' in framed(PAGE, "/lamps/bulb/", {})


@pytest.mark.parametrize(
    "origin",
    ["http://shop.example.com", "https://shop.example.com/", "*", "https://*", "'self'", "null"],
)
def test_an_origin_that_is_no_safe_one_is_refused(origin: str) -> None:
    with pytest.raises(ValidationError):
        Settings(embed_origins=(origin,))


@pytest.mark.parametrize("origin", [HOST, "http://127.0.0.1:5500", "http://localhost:8080"])
def test_safe_origins_and_this_machine_are_taken(origin: str) -> None:
    assert Settings(embed_origins=(origin,)).embed_origins == (origin,)
