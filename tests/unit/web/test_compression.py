"""Who is sent gzip: whoever takes it."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from search_service.web.compression import Compression, takes_gzip
from tests.service_client import TestClient

CLIENT = TestClient(
    Compression(Starlette(routes=[Route("/", lambda _: PlainTextResponse("灯" * 1_000))]))
)


@pytest.mark.parametrize(
    "said", ["gzip", "GZIP", "br, gzip", "gzip;q=0.5", "gzip ; q=1", "a,gzip,b"]
)
def test_who_takes_gzip_is_sent_it(said: str) -> None:
    assert takes_gzip(said)
    assert CLIENT.get("/", headers={"Accept-Encoding": said}).headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    "said", ["", "gzip;q=0", "gzip; q=0.000", "xgzip", "gzip-x", "identity", "*;q=0", "gzip;q=zero"]
)
def test_who_refuses_gzip_or_does_not_name_it_is_sent_none(said: str) -> None:
    assert not takes_gzip(said)
    response = CLIENT.get("/", headers={"Accept-Encoding": said})
    assert "content-encoding" not in response.headers
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.text == "灯" * 1_000
