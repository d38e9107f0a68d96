"""What tests of the feedback API send."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from tests.service_client import TestClient

FEEDBACK = "/api/v1/feedback"
HEADERS = {"X-KB-Request": "1"}
SAID = {"article_id": "L-101", "helpful": False, "reason": "unclear", "comment": "第二步看不懂"}

MakeClient = Callable[..., TestClient]


def post(client: TestClient, key: str | None = None, **said: object) -> httpx.Response:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(FEEDBACK, json=SAID | said, headers=headers)
