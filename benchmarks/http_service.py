"""The real service over HTTP: one uvicorn worker on the loopback, asked one by one and in a flood.

Latency is wall time at the client, keep-alive, from the moment a request was due until its last
byte. In the flood requests are sent when they are due, whether or not earlier ones have been
answered, so that a slow answer is not hidden by the requests it held up.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np

from benchmarks import machine
from benchmarks.workspace import Workspace

WARM_UP = 20
ALONE = 500
REPEATED = 2_000
PER_SECOND, SECONDS = 100, 20
_CONNECTIONS = 64
_START_SECONDS = 120
_TICKS = os.sysconf("SC_CLK_TCK")
_UVICORN = (
    *(sys.executable, "-m", "uvicorn", "--factory", "search_service.web.factory:create_app"),
    *("--log-level", "warning", "--no-access-log", "--port"),
)


class Connection:
    """One keep-alive connection, one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def get(self, path: str, browser: str = "benchmark") -> tuple[int, bytes]:
        """Status and body."""
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {browser}\r\n\r\n"
        self._writer.write(head.encode("ascii"))
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        return int(head.split(" ", 2)[1]), await self._reader.readexactly(length)

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


class Service:
    """A running service."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self._process, self._port = process, port

    async def connect(self) -> Connection:
        """A new connection."""
        return Connection(*await asyncio.open_connection("127.0.0.1", self._port))

    async def wait_until_ready(self) -> None:
        """Ask until `/readyz` says yes."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise RuntimeError("the service ended while starting")
            try:
                connection = await self.connect()
                status, _ = await connection.get("/readyz")
                connection.close()
            except OSError:
                status = 0
            if status == 200:  # noqa: PLR2004 - HTTP's OK
                return
            await asyncio.sleep(0.2)
        raise TimeoutError(f"the service was not ready after {_START_SECONDS} s")

    def cpu_seconds(self) -> float:
        """CPU time the process has used so far, in steps of a clock tick."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / _TICKS


@asynccontextmanager
async def serving(
    work: Workspace, command: Sequence[str] = _UVICORN, **settings: str
) -> AsyncIterator[Service]:
    """Start a service on the corpus and end it afterwards.

    Args:
        work: Where its release lies.
        command: Starts it; the port follows as a last argument.
        settings: Further settings, by the names of their variables.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {
        "KB_PROJECT_DIR": str(machine.ROOT),
        "KB_STATE_DIR": str(work.settings.state_folder),
    }
    process = subprocess.Popen(  # noqa: ASYNC220 - starting takes no time worth waiting for
        [*command, str(port)], env=os.environ | own | settings, cwd=machine.ROOT
    )
    service = Service(process, port)
    try:
        await service.wait_until_ready()
        yield service
    finally:
        process.terminate()
        process.wait()


def _path(text: str) -> str:
    return f"/api/v1/search?q={quote(text)}"


async def _one_by_one(service: Service, paths: Sequence[str]) -> dict[str, Any]:
    connection = await service.connect()
    milliseconds = []
    cpu = service.cpu_seconds()
    for path in paths:
        started = time.perf_counter()
        status, _ = await connection.get(path)
        milliseconds.append((time.perf_counter() - started) * 1000)
        if status != 200:  # noqa: PLR2004 - HTTP's OK
            raise RuntimeError(f"{path} was answered with {status}")
    cpu = service.cpu_seconds() - cpu
    connection.close()
    return _figures(milliseconds) | {"server_cpu_ms": round(cpu * 1000 / len(paths), 3)}


async def _flood(service: Service, paths: Sequence[str]) -> dict[str, Any]:
    """`PER_SECOND` requests a second for `SECONDS`, each sent when it is due."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    connections = [await service.connect() for _ in range(_CONNECTIONS)]
    for connection in connections:
        free.put_nowait(connection)
    milliseconds: list[float] = []
    begin = time.perf_counter() + 0.1

    async def ask(number: int) -> None:
        due = begin + number / PER_SECOND
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        connection = await free.get()
        status, _ = await connection.get(paths[number % len(paths)])
        milliseconds.append((time.perf_counter() - due) * 1000)
        free.put_nowait(connection)
        if status != 200:  # noqa: PLR2004 - HTTP's OK
            raise RuntimeError(f"answered with {status}")

    await asyncio.gather(*(ask(number) for number in range(PER_SECOND * SECONDS)))
    for connection in connections:
        connection.close()
    distinct = min(len(paths), PER_SECOND * SECONDS)
    return _figures(milliseconds) | {"distinct_queries": distinct}


def _figures(milliseconds: Sequence[float]) -> dict[str, Any]:
    p50, p95, p99 = np.percentile(milliseconds, [50, 95, 99])
    return {
        "requests": len(milliseconds),
        "p50_ms": round(float(p50), 3),
        "p95_ms": round(float(p95), 3),
        "p99_ms": round(float(p99), 3),
    }


async def _measure(work: Workspace, texts: Sequence[str]) -> dict[str, Any]:
    alone_count = min(ALONE, (len(texts) - WARM_UP) // 2)
    warm, others = texts[:WARM_UP], texts[WARM_UP:]
    alone, flood = others[:alone_count], others[alone_count:]
    async with serving(work) as service:
        await _one_by_one(service, [_path(text) for text in warm])
        return {
            "uncached": await _one_by_one(service, [_path(text) for text in alone]),
            "cached": await _one_by_one(service, [_path(warm[0])] * REPEATED),
            # Texts not asked before; a small corpus has too few, and they are asked again.
            "flood": await _flood(service, [_path(text) for text in flood]),
        }


def run(work: Workspace) -> dict[str, Any]:
    """Measure the service on a published corpus."""
    about = machine.description()
    texts = work.queries(WARM_UP + ALONE + PER_SECOND * SECONDS)
    measured = asyncio.run(_measure(work, texts))
    return {
        "suite": "http",
        **about,
        "load_after": machine.load(),
        **work.corpus.facts(),
        "per_second": PER_SECOND,
        "seconds": SECONDS,
        **measured,
    }
