"""The one shape of an HTTP error, asserted in one place."""

from __future__ import annotations

import re
from http import HTTPStatus

import httpx


def assert_problem(response: httpx.Response, status: HTTPStatus, *mentioned: str) -> None:
    """RFC 9457 problem details with a Chinese title and detail; the detail mentions these."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert set(body) == {"type", "title", "status", "detail"}
    assert body["type"] == "about:blank"
    assert body["status"] == status
    for text in (body["title"], body["detail"]):
        assert re.search(r"[\u4e00-\u9fff]", text), f"not Chinese: {text}"
    for part in mentioned:
        assert part in body["detail"]
