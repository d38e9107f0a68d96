"""The worst of each kind goes to every route of the application, and the loop keeps running."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from ipaddress import ip_network
from pathlib import Path

import orjson
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.requests import ClientDisconnect
from starlette.routing import Mount, Route
from starlette.types import Message, Receive, Scope, Send

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.releases.live_release import LiveRelease
from search_service.releases.publish import publish_release
from search_service.settings import Settings
from search_service.web.factory import create_app
from search_service.web.request_bounds import BODY_BYTES, HEADERS, RequestBounds
from tests.event_loop import MOST_CPU, in_own_loop, longest_turn
from tests.integration.worst_requests import WORST, Headers, Worst

CHUNK = b"[" * 65_536
OWN_PAGE: Headers = [
    (b"host", b"127.0.0.1"),
    (b"content-type", b"application/json"),
    (b"x-kb-request", b"1"),
    (b"x-auth-request-user", b"lamp"),
]
# One address like any other, and one whose word on who is signed in is believed.
STRANGER, PROXY = "192.0.2.9", "198.51.100.9"


@dataclass
class Sent:
    status: int
    headers: dict[bytes, bytes]
    body: bytes
    taken: int


async def send(app: FastAPI, method: str, path: str, worst: Worst, client: str = STRANGER) -> Sent:
    """Speak ASGI to the application as a server does, without a client's own checks."""
    own = {name for name, _ in worst.headers}
    target = path + worst.path_end
    taken = 0
    messages: list[Message] = []

    async def receive() -> Message:
        nonlocal taken
        if taken < worst.chunks:
            taken += 1
            return {"type": "http.request", "body": CHUNK, "more_body": True}
        return {"type": "http.request", "body": worst.body, "more_body": False}

    async def take(message: Message) -> None:
        messages.append(message)
        is_stream = (b"content-type", b"text/event-stream; charset=utf-8") in [
            *map(tuple, messages[0]["headers"])
        ]
        if is_stream and message.get("body"):
            raise OSError  # a stream ends when its reader goes away

    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1",
        "method": method, "scheme": "http", "path": target, "raw_path": target.encode(),
        "query_string": worst.query.encode(), "root_path": "", "client": (client, 50_000),
        "server": ("127.0.0.1", 80), "state": {},
        "headers": [*[one for one in OWN_PAGE if one[0] not in own], *worst.headers],
    }  # fmt: skip
    with suppress(ClientDisconnect):
        await app(scope, receive, take)
    start = messages[0]
    body = b"".join(one.get("body", b"") for one in messages[1:])
    return Sent(start["status"], dict(start["headers"]), body, taken * len(CHUNK))


def paths_of(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Each method and path of the application, an example put in for a parameter."""
    for one in iter_route_contexts(app.routes):
        if isinstance(one.original_route, Mount):
            yield "GET", f"{one.original_route.path}/nothing"
            continue
        assert isinstance(one.original_route, Route | APIRoute), one
        path = (one.path or "").replace("{article_id}", "L-101")
        assert "{" not in path, "say what stands for the parameter of this route"
        for method in one.methods or ():
            yield method, path
        # What no route names: refused, whatever is sent with it.
        yield from (("OPTIONS", path), ("BREW", path))


READING = {"GET", "HEAD", "OPTIONS", "BREW"}
# The same below /embed/, which changes addresses and pages on their way.
FRAMED = [
    ("GET", "/embed"), ("GET", "/embed/"), ("GET", "/embed/search/"), ("GET", "/embed/nothing"),
    ("GET", "/embed/api/v1/search"), ("POST", "/embed/api/v1/answer"), ("BREW", "/embed/"),
]  # fmt: skip


def test_every_route_is_found(app: FastAPI) -> None:
    found = set(paths_of(app))

    assert {
        ("GET", "/search/"), ("GET", "/api/v1/articles/L-101"), ("POST", "/api/v1/feedback"),
        ("POST", "/api/v1/agent/flags"), ("GET", "/agent/"), ("GET", "/healthz"),
        ("GET", "/nothing"), ("GET", "/api/v1/openapi.json"),
    } <= found  # fmt: skip
    assert set(BODY_BYTES) <= {path for method, path in found if method == "POST"}


def test_nothing_is_built_set_or_taken_away_over_http(app: FastAPI) -> None:
    changing = {path for method, path in paths_of(app) if method not in READING}

    assert changing == {*BODY_BYTES, "/agent/logout"}


@pytest.fixture(scope="module")
def app(
    shop_settings: Settings,
    shop_analyser: Analyser,
    shop_documents: Documents,
    tmp_path_factory: pytest.TempPathFactory,
) -> FastAPI:
    def write_site(site: Path, _search: Search) -> None:
        (site / "search").mkdir(parents=True)
        page = '<input id="kb-field-input"><!-- kb-answer --><!-- /kb-answer -->'
        (site / "search" / "index.html").write_text(page, encoding="utf-8")

    settings = shop_settings.model_copy(
        update={
            "feedback_per_minute": 100_000,
            "sso_proxies": (ip_network("198.51.100.0/24"),),
            "embed_origins": ("https://app.example",),
            "state_dir": tmp_path_factory.mktemp("bounds"),
        }
    )
    publish_release(settings, shop_documents, shop_analyser, site=write_site)
    return create_app(settings, LiveRelease(settings, shop_analyser))


@pytest.mark.parametrize("client", [STRANGER, PROXY])
def test_the_worst_of_each_kind_stops_the_loop_at_no_route(app: FastAPI, client: str) -> None:
    stalls: list[str] = []
    wrong: list[str] = []

    async def watched() -> None:
        async with app.router.lifespan_context(app):
            for method, path in sorted({*paths_of(app), *FRAMED}):
                for worst in WORST:
                    if worst.body and method != "POST":
                        continue
                    sent = partial(send, app, method, path, worst, client)
                    longest, answer = await longest_turn(sent)
                    what = f"{method} {path}: {worst.name}: {answer.status}"
                    if longest > MOST_CPU:
                        stalls.append(f"{what}: {longest:.3f} s")
                    refused = answer.status in worst.refused if worst.refused else True
                    if not refused or answer.status == HTTPStatus.INTERNAL_SERVER_ERROR:
                        wrong.append(what)
                    most = BODY_BYTES.get(path.removeprefix("/embed"), 0)
                    if answer.taken > most + len(CHUNK):
                        wrong.append(f"{what}: took {answer.taken} bytes")

    in_own_loop(watched())

    assert stalls == []
    assert wrong == []


def test_a_body_of_unknown_length_is_refused_where_it_passes_the_bound(app: FastAPI) -> None:
    worst = Worst("", headers=[(b"transfer-encoding", b"chunked")], chunks=5_000)

    answer = in_own_loop(send(app, "POST", "/api/v1/feedback", worst))

    assert answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert answer.taken == len(CHUNK)
    assert answer.headers[b"content-type"] == b"application/problem+json"
    assert answer.headers[b"connection"] == b"close"
    assert "最多 4096 字节" in orjson.loads(answer.body)["detail"]


def test_who_has_not_signed_in_is_refused_before_the_body_is_read(app: FastAPI) -> None:
    worst = Worst("", headers=[(b"transfer-encoding", b"chunked")], chunks=5_000)

    answer = in_own_loop(send(app, "POST", "/api/v1/agent/flags", worst))

    assert answer.status == HTTPStatus.UNAUTHORIZED
    assert answer.taken == 0


@pytest.mark.parametrize("worst", [one for one in WORST if one.refused], ids=lambda one: one.name)
def test_a_refusal_is_problem_details_in_chinese(app: FastAPI, worst: Worst) -> None:
    answer = in_own_loop(send(app, "GET", "/api/v1/search", worst))

    assert answer.status in worst.refused
    assert answer.headers[b"content-type"] == b"application/problem+json"
    assert orjson.loads(answer.body)["detail"].isascii() is False


def test_cookies_of_other_services_are_not_passed_on() -> None:
    seen: list[object] = []

    async def inner(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.extend(one for one in scope["headers"] if one[0] == b"cookie")

    async def nothing() -> Message:
        return {"type": "http.request"}

    async def ignore(_: Message) -> None:
        return

    headers = [(b"cookie", b'a=1; kb-agent=x.y; b="\\"'), (b"cookie", b'kb-agent="\\""; c')]
    scope = {"type": "http", "path": "/", "query_string": b"", "headers": headers}
    in_own_loop(RequestBounds(inner)(scope, nothing, ignore))

    assert seen == [(b"cookie", b"kb-agent=x.y")]


def test_a_body_that_grows_too_long_behind_an_answer_is_let_fall() -> None:
    read: list[bytes] = []

    async def answering(_scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        read.append((await receive())["body"])

    async def body() -> Message:
        return {"type": "http.request", "body": CHUNK, "more_body": True}

    async def ignore(_: Message) -> None:
        return

    scope = {"type": "http", "path": "/", "query_string": b"", "headers": []}
    in_own_loop(RequestBounds(answering)(scope, body, ignore))

    assert read == [b""]


def test_what_is_just_within_the_bounds_is_passed_on() -> None:
    seen: list[int] = []

    async def inner(_scope: object, _receive: object, _send: object) -> None:
        seen.append(1)

    async def nothing() -> Message:
        return {"type": "http.request"}

    async def ignore(_: Message) -> None:
        return

    for path, size in BODY_BYTES.items():
        headers = [(b"x-a", b"1")] * (HEADERS - 1) + [(b"content-length", b"%d" % size)]
        query = b"q=" + b"%E7%81%AF" * 2_000
        scope = {"type": "http", "path": path, "query_string": query, "headers": headers}
        in_own_loop(RequestBounds(inner)(scope, nothing, ignore))

    assert len(seen) == len(BODY_BYTES)


async def _get(app: FastAPI, path: str) -> AsyncIterator[tuple[str, Sent]]:
    for method in ("GET", "HEAD"):
        yield method, await send(app, method, path, Worst(""))


def test_head_is_answered_like_get_at_every_route(app: FastAPI) -> None:
    async def compared() -> None:
        async with app.router.lifespan_context(app):
            for path in sorted({path for method, path in paths_of(app) if method == "GET"}):
                got = {method: sent async for method, sent in _get(app, path)}
                assert got["HEAD"].status == got["GET"].status, path
                assert set(got["HEAD"].headers) == set(got["GET"].headers), path
                assert got["HEAD"].body == b"", path
                # Also of what is not there: a cache that is told nothing keeps it by its own rules.
                assert b"cache-control" in dict(got["GET"].headers), path

    in_own_loop(compared())
