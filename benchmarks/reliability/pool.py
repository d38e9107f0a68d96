"""Keep-alive connections that ask and hear the status, with as little of a core as Python can."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from typing import cast

# Later than this nobody is there any more.
_GIVEN_UP_SECONDS = 10.0
_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = b"content-length:"


class Pool:
    """Keep-alive connections to one address; used within one running loop."""

    def __init__(self, port: int, *, tls: bool = False, host: str = "127.0.0.1") -> None:
        self._port, self._host = port, host
        self._tls = any_certificate() if tls else None
        self._free: list[_Connection] = []

    async def get(self, path: str) -> int:
        """The status; 0 when there was no answer."""
        answered: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        kept = self._kept()
        try:
            connection = kept or await self._open()
        except OSError:
            return 0
        connection.ask(self._request(path), answered.set_result)
        return await answered

    def send(self, path: str, answered: Callable[[int], None]) -> None:
        """Ask without waiting; `answered` is told the status, 0 when there was no answer."""
        connection = self._kept()
        if connection is not None:
            connection.ask(self._request(path), answered)
            return
        task = asyncio.ensure_future(self.get(path))
        task.add_done_callback(lambda done: answered(done.result()))

    def close(self) -> None:
        """Hang up."""
        for connection in self._free:
            connection.transport.close()

    def _request(self, path: str) -> bytes:
        return f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\n\r\n".encode("ascii")

    def _kept(self) -> _Connection | None:
        """A connection that is still there; nginx hangs up on those idle for 75 s."""
        while self._free:
            connection = self._free.pop()
            if connection.is_open:
                return connection
        return None

    async def _open(self) -> _Connection:
        name = self._host if self._tls else None
        _, connection = await asyncio.get_running_loop().create_connection(
            lambda: _Connection(self._free), "127.0.0.1", self._port,
            ssl=self._tls, server_hostname=name,
        )  # fmt: skip
        return connection


class _Connection(asyncio.Protocol):
    """One request at a time; it lays itself back among the free ones."""

    transport: asyncio.Transport

    def __init__(self, free: list[_Connection]) -> None:
        self._free = free
        self._answered: Callable[[int], None] | None = None
        self._given_up: asyncio.TimerHandle | None = None
        self._came = b""
        self.is_open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.is_open = True

    def ask(self, request: bytes, answered: Callable[[int], None]) -> None:
        """Send it; the status is told once the whole answer is there."""
        self._answered = answered
        loop = asyncio.get_running_loop()
        self._given_up = loop.call_later(_GIVEN_UP_SECONDS, self.transport.abort)
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._came += data
        head, ends, body = self._came.partition(_END_OF_HEAD)
        if not ends:
            return
        head = head.lower()
        length = int(head.partition(_LENGTH)[2].partition(b"\r\n")[0] or 0)
        if len(body) < length:
            return
        self._came = b""
        if b"connection: close" in head:
            self.is_open = False
            self.transport.close()
        else:
            self._free.append(self)
        self._tell(int(head[9:12]))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        self.is_open = False
        self._tell(0)

    def _tell(self, status: int) -> None:
        answered, self._answered = self._answered, None
        if self._given_up is not None:
            self._given_up.cancel()
        if answered is not None:
            answered(status)


def any_certificate() -> ssl.SSLContext:
    """TLS with whoever is there: the stand-in certificate is nobody's."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
