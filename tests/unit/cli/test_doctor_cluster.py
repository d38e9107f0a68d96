"""`kb doctor` says whether the cluster that is to find passages answers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from search_service.cli.service_findings import search_cluster
from search_service.settings import Settings


class Says(BaseHTTPRequestHandler):
    """A server that answers everything in the same words."""

    body, kind = b"<html>", "text/html"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", self.kind)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Says)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def said_of(url: str, engine: str = "opensearch") -> list[tuple[str, str]]:
    settings = Settings.model_validate({"engine": engine, "opensearch_url": url})
    return [(one.level, one.detail) for one in search_cluster(settings)]


def test_another_engine_needs_no_cluster() -> None:
    assert said_of("http://127.0.0.1:1", "arrays") == []


def test_a_cluster_that_does_not_answer_is_said_without_its_password() -> None:
    taken = socket.create_server(("127.0.0.1", 0))
    address = f"127.0.0.1:{taken.getsockname()[1]}"
    taken.close()

    ((level, detail),) = said_of(f"http://agent:Secr3t@{address}")

    assert (level, "没有应答" in detail, "Secr3t" in detail) == ("look", True, False)


@pytest.mark.parametrize(
    ("kind", "body", "level", "said"),
    [
        ("text/html", b"<html>", "look", "没有应答"),
        ("application/json", b"[]", "look", "没有应答"),
        ("application/json", b'{"status": "yellow"}', "look", "集群是 yellow"),
        ("application/json", b'{"status": "green"}', "fine", "集群是 green"),
    ],
)
def test_what_it_answers_is_said(  # noqa: PLR0913 - one parameter a part
    server: str, monkeypatch: pytest.MonkeyPatch, kind: str, body: bytes, level: str, said: str
) -> None:
    monkeypatch.setattr(Says, "kind", kind)
    monkeypatch.setattr(Says, "body", body)

    ((found, detail),) = said_of(server)

    assert (found, said in detail) == (level, True)
