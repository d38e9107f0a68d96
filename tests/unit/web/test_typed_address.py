"""An address in Chinese as it is typed is the escaped one, by the server that is really run."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from search_service.web.bounded_head import BoundedHead

TYPED = "GET /退款/?q=退款多久到账 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
READ = f"/退款/?q={'%E9%80%80%E6%AC%BE%E5%A4%9A%E4%B9%85%E5%88%B0%E8%B4%A6'} ".encode()
BODY = "退款\n多久".encode()
SENT = b"POST /a HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n" % len(BODY)


async def _echo(scope: Scope, receive: Receive, send: Send) -> None:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    said = scope["path"].encode() + b"?" + scope["query_string"] + b" " + body
    headers = [(b"content-length", b"%d" % len(said))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": said})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    taken = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(_echo, http=BoundedHead, ws="none", lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([taken],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield taken.getsockname()[1]
    server.should_exit = True
    thread.join(10)


def said_to(port: int, *pieces: bytes, answers: int) -> list[bytes]:
    """The bodies of the answers to pieces that are sent one after the other."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            client.sendall(piece)
            time.sleep(0.02)
        stream, bodies = client.makefile("rb"), []
        for _ in range(answers):
            assert stream.readline().startswith(b"HTTP/1.1 200"), pieces
            length = 0
            while (line := stream.readline()) != b"\r\n":
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            bodies.append(stream.read(length))
    return bodies


def test_an_address_in_chinese_is_read(port: int) -> None:
    assert said_to(port, TYPED, answers=1) == [READ]


@pytest.mark.parametrize("cut", range(1, TYPED.index(b"\r\n") + 3, 5))
def test_wherever_it_is_cut_on_its_way(port: int, cut: int) -> None:
    assert said_to(port, TYPED[:cut], TYPED[cut:], answers=1) == [READ]


def test_on_a_connection_that_is_kept_and_beside_bodies_which_stay_as_they_are(port: int) -> None:
    body = b"/a? " + BODY

    assert said_to(port, TYPED, TYPED, answers=2) == [READ, READ]
    assert said_to(port, SENT + BODY, TYPED, answers=2) == [body, READ]
    assert said_to(port, SENT, BODY[:7], BODY[7:], TYPED, answers=2) == [body, READ]
    assert said_to(port, TYPED + SENT[:30], SENT[30:], BODY, answers=2) == [READ, body]
