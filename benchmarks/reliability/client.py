"""An open-loop client: a request is sent when it is due, whether or not others have been answered.

One process, one loop, keep-alive connections and no parsing beyond the head of an answer, so that
it takes a fraction of a core; `Load.client_cores` says what it took.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import cycle

import numpy as np

OK = 200
SHED = 503
# Questions on the way at once; two workers admit 64.
_AT_ONCE = (8, 16, 32, 48)
# Later than this nobody is there any more.
_GIVEN_UP_SECONDS = 10.0


@dataclass
class Load:
    """What came back: status (0: none, the connection broke or nothing came) and milliseconds."""

    statuses: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    client_cores: float = 0.0

    def count(self, status: int) -> int:
        """Answers with this status."""
        return self.statuses.count(status)

    def failed(self) -> int:
        """Requests without an answer, or with a fault of the server's."""
        return sum(status == 0 or status >= 500 for status in self.statuses)  # noqa: PLR2004

    def good_per_second(self, within_ms: float = 1000.0) -> float:
        """Answers in time, each second."""
        pairs = zip(self.statuses, self.milliseconds, strict=True)
        return sum(s == OK and ms <= within_ms for s, ms in pairs) / self.seconds

    def p99(self, status: int = OK) -> float:
        """Milliseconds within which 99 of 100 answers with this status came; 0 without any."""
        pairs = zip(self.statuses, self.milliseconds, strict=True)
        taken = [ms for found, ms in pairs if found == status]
        return float(np.percentile(taken, 99)) if taken else 0.0


class Pool:
    """Keep-alive connections to one address."""

    def __init__(self, port: int, *, tls: bool = False, host: str = "127.0.0.1") -> None:
        self._port, self._host = port, host
        self._tls = any_certificate() if tls else None
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def get(self, path: str) -> int:
        """The status; 0 when there was no answer."""
        writer = None
        try:
            async with asyncio.timeout(_GIVEN_UP_SECONDS):
                reader, writer = self._kept() or await self._open()
                writer.write(f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\n\r\n".encode("ascii"))
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
                length = head.partition("content-length:")[2].partition("\r\n")[0]
                await reader.readexactly(int(length or 0))
        except (OSError, EOFError, TimeoutError, asyncio.IncompleteReadError):
            if writer is not None:
                writer.close()
            return 0
        if "connection: close" in head:
            writer.close()
        else:
            self._free.append((reader, writer))
        return int(head.split(" ", 2)[1])

    def _kept(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """A connection that is still there; nginx hangs up on those idle for 75 s."""
        while self._free:
            reader, writer = self._free.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return None

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        name = self._host if self._tls else None
        return await asyncio.open_connection(
            "127.0.0.1", self._port, ssl=self._tls, server_hostname=name
        )

    def close(self) -> None:
        """Hang up."""
        for _, writer in self._free:
            writer.close()


async def offer(pool: Pool, paths: Iterable[str], per_second: float, seconds: float) -> Load:
    """Send so many requests a second for so long."""
    load = Load()
    asked = cycle(paths)
    cpu, begin = time.process_time(), time.perf_counter() + 0.1

    async def ask(due: float) -> None:
        status = await pool.get(next(asked))
        load.statuses.append(status)
        load.milliseconds.append((time.perf_counter() - due) * 1000)

    # Begun when due: thousands of tasks made beforehand would hold up the client itself.
    async with asyncio.TaskGroup() as group:
        for number in range(int(per_second * seconds)):
            due = begin + number / per_second
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(ask(due))
    load.seconds = time.perf_counter() - begin
    load.client_cores = (time.process_time() - cpu) / load.seconds
    return load


@dataclass(frozen=True)
class Capacity:
    """How much a service answers at most.

    Attributes:
        per_second: Good answers a second.
        at_once: With so many questions on the way at once.
        client_cores: What the client took of the cores meanwhile.
    """

    per_second: float
    at_once: int
    client_cores: float


async def capacity(pool: Pool, paths: Iterator[str], seconds: float) -> Capacity:
    """The most that is answered, closed loop, with any of several numbers of questions at once.

    Args:
        pool: Where to.
        paths: Questions; each is asked once, so that none is answered from what is remembered.
        seconds: How long each number of questions at once is tried.
    """
    tried = [await _answered(pool, paths, seconds, at_once) for at_once in _AT_ONCE]
    return max(tried, key=lambda one: one.per_second)


async def _answered(pool: Pool, paths: Iterator[str], seconds: float, at_once: int) -> Capacity:
    cpu, end = time.process_time(), time.perf_counter() + seconds

    async def ask_on() -> int:
        good = 0
        while time.perf_counter() < end:
            good += await pool.get(next(paths)) == OK
        return good

    good = sum(await asyncio.gather(*(ask_on() for _ in range(at_once))))
    return Capacity(good / seconds, at_once, (time.process_time() - cpu) / seconds)


async def watch(pool: Pool, path: str, seconds: float) -> Load:
    """Ask ten times a second, one after the other."""
    load = Load(seconds=seconds)
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        asked = time.perf_counter()
        load.statuses.append(await pool.get(path))
        load.milliseconds.append((time.perf_counter() - asked) * 1000)
        await asyncio.sleep(0.1)
    return load


def any_certificate() -> ssl.SSLContext:
    """TLS with whoever is there: the stand-in certificate is nobody's."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
