"""Whatever is wrong with a request: problem details in Chinese, which say what to do."""

from __future__ import annotations

import json
from http import HTTPStatus

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from hypothesis import given
from hypothesis import strategies as st

from tests.problem_details import assert_problem
from tests.service_client import TestClient

ANSWER = "/api/v1/answer"
JSON = {"Content-Type": "application/json"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND", "BREW")
NO_JSON = [
    b"",
    b"{",
    b"hello",
    b'{"text": "\xff"}',
    b"[" * 7_000,
    b'{"text":' + b"1" * 5_000 + b"}",
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=8), one, max_size=3),
)


@pytest.mark.parametrize("body", NO_JSON, ids=range(len(NO_JSON)))
def test_a_body_that_is_no_json_is_said_to_be_none(client: TestClient, body: bytes) -> None:
    response = client.post(ANSWER, content=body, headers=JSON)

    assert response.status_code in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}
    assert_problem(response, HTTPStatus(response.status_code), "JSON")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", None])
def test_a_body_of_another_kind_is_told_which_one_is_read(
    client: TestClient, content_type: str | None
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    response = client.post(ANSWER, content=b'{"text": "1"}', headers=headers)

    assert_problem(response, HTTPStatus.UNPROCESSABLE_ENTITY, "Content-Type: application/json")


@given(VALUES)
def test_any_json_is_answered_or_refused_in_chinese(client: TestClient, said: object) -> None:
    response = client.post(ANSWER, content=json.dumps(said).encode(), headers=JSON)

    if response.status_code != HTTPStatus.OK:
        assert_problem(response, HTTPStatus.UNPROCESSABLE_ENTITY)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("limit=1e1", "整数"),
        ("limit=", "整数"),
        ("literal=maybe", "true 或 false"),
        ("limit=" + "9" * 1_900, "1 到 50"),
        ("offset=-1", "0 到 500"),
    ],
)
def test_a_wrong_value_is_told_what_is_right(client: TestClient, query: str, said: str) -> None:
    response = client.get(f"/api/v1/search?q=x&{query}")

    assert_problem(response, HTTPStatus.UNPROCESSABLE_ENTITY, said)
    assert len(response.json()["detail"]) < 100


def test_what_an_address_cannot_be_asked_with_is_told_what_it_can(client: TestClient) -> None:
    app = client.app
    known: dict[str, set[str]] = {"/": {"GET"}, "/nothing": {"GET"}}
    for one in iter_route_contexts(app.routes):  # type: ignore[attr-defined]
        if isinstance(one.original_route, APIRoute):
            path = (one.path or "").replace("{article_id}", "L-101")
            known.setdefault(path, set()).update(one.methods or ())

    for path, methods in known.items():
        for method in METHODS:
            if method in methods or (method == "GET" and path.startswith("/agent/")):
                continue
            response = client.request(method, path, follow_redirects=False)
            assert_problem(response, HTTPStatus.METHOD_NOT_ALLOWED, *sorted(methods))
            allowed = set(response.headers["allow"].split(", "))
            assert methods <= allowed <= methods | {"GET", "HEAD"}, (method, path)
