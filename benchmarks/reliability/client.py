"""An open-loop client: a request is sent when it is due, whether or not others have been answered.

`Load.client_cores` says what it took of the cores.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import cycle

import numpy as np

from benchmarks.reliability.pool import Pool

OK = 200
SHED = 503


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

    def add(self, other: Load) -> None:
        """What came back of further requests, which were sent at another time."""
        whole = self.seconds + other.seconds
        cpu = self.seconds * self.client_cores + other.seconds * other.client_cores
        self.statuses += other.statuses
        self.milliseconds += other.milliseconds
        self.seconds, self.client_cores = whole, cpu / whole

    def p99(self, status: int = OK) -> float:
        """Milliseconds within which 99 of 100 answers with this status came; 0 without any."""
        pairs = zip(self.statuses, self.milliseconds, strict=True)
        taken = [ms for found, ms in pairs if found == status]
        return float(np.percentile(taken, 99)) if taken else 0.0


async def offer(pool: Pool, paths: Iterable[str], per_second: float, seconds: float) -> Load:
    """Send so many requests a second for so long."""
    load = Load()
    asked = cycle(paths)
    cpu, begin = time.process_time(), time.perf_counter() + 0.1

    count = int(per_second * seconds)
    all_told = asyncio.Event()

    def ask(due: float) -> None:
        def answered(status: int) -> None:
            load.statuses.append(status)
            load.milliseconds.append((time.perf_counter() - due) * 1000)
            if len(load.statuses) == count:
                all_told.set()

        pool.send(next(asked), answered)

    # Begun when due: thousands made beforehand would hold up the client itself.
    for number in range(count):
        due = begin + number / per_second
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        ask(due)
    if count:
        await all_told.wait()
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


async def closed_loop(pool: Pool, paths: Iterator[str], seconds: float, at_once: int) -> Capacity:
    """Good answers while so many questions are on the way, each sent when one was answered.

    The last ones are answered after the end: the time until then counts as well.
    """
    cpu, begin = time.process_time(), time.perf_counter()
    end = begin + seconds

    async def ask_on() -> int:
        good = 0
        while time.perf_counter() < end:
            good += await pool.get(next(paths)) == OK
        return good

    good = sum(await asyncio.gather(*(ask_on() for _ in range(at_once))))
    taken = time.perf_counter() - begin
    return Capacity(good / taken, at_once, (time.process_time() - cpu) / taken)


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
