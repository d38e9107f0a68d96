"""What tests of the agent desk knock with."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

import httpx

from tests.problem_details import assert_problem
from tests.service_client import TestClient

API = "/api/v1/agent"
PASSWORD = "灯下黑，夜里亮，旧灯照新路"  # noqa: S105 - an example
CANARY = "夜光杯暗号"
GETS = (
    f"{API}/session",
    f"{API}/search?q=灯",
    f"{API}/articles/N-101",
    f"{API}/articles/L-101",
    f"{API}/incident/events",
)

MakeClient = Callable[..., TestClient]


def sign_in(client: TestClient, name: str = "小灯", password: str = PASSWORD) -> httpx.Response:
    return client.post("/agent/login", data={"name": name, "password": password})


def assert_shut(client: TestClient) -> None:
    """Every route refuses with 401 and says nothing of what it holds."""
    for path in GETS:
        response = client.get(path)
        assert_problem(response, HTTPStatus.UNAUTHORIZED, "登录")
        assert CANARY not in response.text
        assert response.headers["cache-control"] == "private, no-store"
    flagged = client.post(
        f"{API}/flags",
        json={"article_id": "N-101", "comment": "灯"},
        headers={"X-KB-Request": "1"},
    )
    assert_problem(flagged, HTTPStatus.UNAUTHORIZED, "登录")
