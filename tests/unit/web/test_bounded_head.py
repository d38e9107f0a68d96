"""A request whose head never ends is not read for ever, by the server that is really run."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from search_service.web.bounded_head import HEAD_BYTES, MOST_FIELDS, BoundedHead

PIECE = 65_536
HOST = b"Host: 127.0.0.1\r\n"
CHUNKED = b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"


async def _told_length(_scope: Scope, receive: Receive, send: Send) -> None:
    length, more = 0, True
    while more:
        message = await receive()
        length += len(message.get("body", b""))
        more = message.get("more_body", False)
    headers = [(b"content-length", b"%d" % len(b"%d" % length))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"%d" % length})


@contextmanager
def _running() -> Iterator[tuple[int, uvicorn.Server]]:
    taken = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(_told_length, http=BoundedHead, ws="none", log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([taken],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield taken.getsockname()[1], server
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with _running() as (port, _):
        yield port


def _answers(
    port: int, begin: bytes, pieces: int = 0, piece: bytes = b"a" * PIECE
) -> tuple[bytes, bool]:
    """What comes back until nothing more comes, and whether the server has closed by then."""
    got = b""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        with suppress(ConnectionError):  # closed while we were sending
            client.sendall(begin)
            for _ in range(pieces):
                client.sendall(piece)
        client.settimeout(2)
        try:
            while more := client.recv(PIECE):
                got += more
        except TimeoutError:
            return got, False
        except ConnectionError:
            return got, True
    return got, True


@pytest.mark.parametrize(
    ("begin", "piece"),
    [
        (b"GET /", b"a" * PIECE),
        (b"GET / HTTP/1.1\r\nX-A: ", b"a" * PIECE),
        (b"GET / HTTP/1.1\r\n", b"X-A: " + b"a" * (PIECE // 2) + b"\r\n"),
        (b"GET / HTTP/1.1\r\n", b"a:\r\n" * 10_000),
        (b"", b"\r\n" * (PIECE // 2)),
        (CHUNKED + b"2\r\n{}\r\n0\r\nX-A: ", b"a" * PIECE),
        (CHUNKED + b"2\r\n{}\r\n0\r\n", b"X-A: " + b"a" * (PIECE // 2) + b"\r\n"),
        (CHUNKED + b"2;a=", b"a" * PIECE),
    ],
    ids=[
        "an address",
        "a header",
        "headers",
        "small headers",
        "empty lines",
        "a header behind a body",
        "headers behind a body",
        "a note to a piece of a body",
    ],
)
def test_what_has_no_end_is_not_read_on(port: int, begin: bytes, piece: bytes) -> None:
    sent_most = 4 * HEAD_BYTES // len(piece) + 16
    got, is_closed = _answers(port, begin, sent_most, piece)

    assert is_closed
    # A connection that is closed while more comes is broken off: the answer may be lost with it.
    assert not got or got.startswith(b"HTTP/1.1 431 ")


def test_headers_behind_a_body_have_an_end_too(port: int) -> None:
    begin = b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"

    _, is_closed = _answers(port, begin + b"a: b\r\n" * (MOST_FIELDS + 10))

    assert is_closed


def test_many_short_requests_at_once_are_all_answered(port: int) -> None:
    many = 3_000
    one = b"GET / HTTP/1.1\r\n" + HOST + b"X-A: " + b"a" * 200 + b"\r\n\r\n"

    assert _answers(port, one * many)[0].count(b"HTTP/1.1 200") == many


def test_a_body_longer_than_a_head_may_be_is_no_head(port: int) -> None:
    size = 8 * HEAD_BYTES
    begin = b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % size

    got, _ = _answers(port, begin + b"a" * size)

    assert got.endswith(b"%d" % size)


def test_a_long_body_in_small_pieces_is_read_on(port: int) -> None:
    pieces = 100_000

    got, _ = _answers(port, CHUNKED + b"1\r\na\r\n" * pieces + b"0\r\n\r\n")

    assert got.endswith(b"%d" % pieces)


def _all_of(client: socket.socket) -> bytes:
    """What comes until the server closes."""
    got = b""
    while more := client.recv(PIECE):
        got += more
    return got


@pytest.mark.parametrize("asked_before", [False, True], ids=["new", "kept open"])
def test_who_has_come_is_answered_by_a_worker_that_ends_and_whoever_stays_silent_is_let_go(
    *, asked_before: bool
) -> None:
    request = b"GET / HTTP/1.1\r\n" + HOST + b"\r\n"
    with _running() as (port, server), ExitStack() as stack:
        asking, silent = (
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
            for _ in range(2)
        )
        if asked_before:
            for client in (asking, silent):
                client.sendall(request)
                assert client.recv(PIECE).startswith(b"HTTP/1.1 200")
        while len(server.server_state.connections) < 2:
            time.sleep(0.01)
        server.should_exit = True
        while server.servers[0].is_serving():
            time.sleep(0.01)

        asking.sendall(request)

        assert _all_of(asking).startswith(b"HTTP/1.1 200")
        assert _all_of(silent) == b""
