"""What an operator sees of the service, in Prometheus' text format; sums over all worker processes.

Every process counts in a row of its own of one shared file, so whichever worker is asked tells the
figures of all, without talking to the others. A row outlives its process: the next one goes on in
it, and counters never fall. Nothing that anybody typed is a label.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import numpy as np

from search_service.records.private_files import private_file

# Upper bounds in seconds: 0.1 is what R4 and R7 of docs/reliability.md promise, 0.5 its overload.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
LEVELS = ("sure", "possible", "articles", "none")
STATUSES = ("2xx", "3xx", "4xx", "503", "5xx")
# More processes than this count in memory only.
ROWS = 64
_HELP = {
    "kb_requests_total": "counter Requests by route and status; 503 is a request that was shed or "
    "found nothing to serve.",
    "kb_request_seconds": "histogram Time until the last byte was handed over, by route.",
    "kb_answers_total": "counter Searches answered, by level: a sure answer, possible ones, "
    "articles only, none on this.",
    "kb_searches_without_hits_total": "counter Searches that found nothing at all.",
    "kb_visits_dropped_total": "counter Notes and visits that kb report does not count: too many "
    "waited, or the database could not be written for too long.",
}


class Metrics:
    """The counters of one process among those of all.

    Args:
        routes: Every route that is told apart; everything else is counted as `files`.
        file: Shared by the processes; None: this process alone, in memory.
    """

    def __init__(self, routes: Sequence[str], file: Path | None = None) -> None:
        self._routes = {route: number for number, route in enumerate([*routes, "files"])}
        self._names = [*_names(list(self._routes))]
        self._column = {name: number for number, name in enumerate(self._names)}
        self._lock = threading.Lock()
        self._held: int | None = None
        self._mine = np.zeros(len(self._names))
        self._place = 0
        if file is not None:
            self._share(file)

    @property
    def is_shared(self) -> bool:
        """Whether the other processes' figures are in what `rendered` gives."""
        return self._held is not None

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count a request that has been answered."""
        route = route if route in self._routes else "files"
        kind = "503" if status == 503 else f"{status // 100}xx"  # noqa: PLR2004 - HTTP's own
        bound = next((str(one) for one in BUCKETS if seconds <= one), "+Inf")
        added = {
            _name("kb_requests_total", route=route, status=kind): 1.0,
            _name("kb_request_seconds_bucket", route=route, le=bound): 1.0,
            _name("kb_request_seconds_sum", route=route): seconds,
        }
        self._add(added)

    def answer(self, level: str, hits: int) -> None:
        """Count a search somebody has made."""
        added = {_name("kb_answers_total", level=level): 1.0}
        if not hits:
            added["kb_searches_without_hits_total"] = 1.0
        self._add(added)

    def visits_dropped(self, number: int) -> None:
        """Count what the log of visits had to drop."""
        self._add({"kb_visits_dropped_total": float(number)})

    def rendered(self, gauges: Mapping[str, float]) -> bytes:
        """Prometheus' text format.

        Args:
            gauges: What is true now, by name (with labels, if it has any).
        """
        sums = dict(zip(self._names, self._sums(), strict=True))
        _accumulate(sums, list(self._routes))
        lines: list[str] = []
        for family, about in _HELP.items():
            kind, _, told = about.partition(" ")
            lines += [f"# HELP {family} {told}", f"# TYPE {family} {kind}"]
            lines += [f"{name} {_number(sums[name])}" for name in sums if name.startswith(family)]
        for name, value in gauges.items():
            lines += [f"# TYPE {name.partition('{')[0]} gauge", f"{name} {_number(value)}"]
        return ("\n".join(lines) + "\n").encode()

    def _add(self, added: Mapping[str, float]) -> None:
        with self._lock:
            for name, value in added.items():
                # Of statuses that we never send there is no column.
                if (column := self._column.get(name)) is not None:
                    self._mine[column] += value
            if self._held is not None:
                # Whole: what found no room the last time, or was taken away, is there again. The
                # file is not mapped: a page without room on the disk would end the process.
                with suppress(OSError):
                    os.pwrite(self._held, self._mine.tobytes(), self._place)

    def _sums(self) -> list[float]:
        """What all processes have counted; what this one has is known here."""
        size, others = self._mine.nbytes, np.zeros_like(self._mine)
        if self._held is not None:
            with suppress(OSError):
                read = os.pread(self._held, ROWS * size, 0)
                rows = np.frombuffer(read[: len(read) // size * size]).reshape(-1, len(self._names))
                mine = self._place // size
                others = rows.sum(axis=0) - (rows[mine] if mine < len(rows) else 0.0)
        return [float(one) for one in others + self._mine]

    def _share(self, file: Path) -> None:
        """Take a free row of the shared file; stay in memory when there is none."""
        layout = hashlib.sha256("\n".join(self._names).encode()).hexdigest()[:12]
        file = file.with_name(f"{file.name}-{layout}")
        try:
            private_file(file)
            held = os.open(file, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return
        row = next((row for row in range(ROWS) if _take(held, row)), None)
        if row is None:
            os.close(held)
            return
        self._held = held  # keeps the lock
        weakref.finalize(self, os.close, held)
        self._place = row * self._mine.nbytes
        counted = os.pread(held, self._mine.nbytes, self._place)
        if len(counted) == self._mine.nbytes:
            self._mine = np.frombuffer(counted).copy()


def _take(held: int, row: int) -> bool:
    """Whether the row was free; it is this process's until that ends."""
    try:
        fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, row)
    except OSError:
        return False
    return True


def _names(routes: Sequence[str]) -> Iterator[str]:
    for route in routes:
        for status in STATUSES:
            yield _name("kb_requests_total", route=route, status=status)
    for route in routes:
        for bound in (*map(str, BUCKETS), "+Inf"):
            yield _name("kb_request_seconds_bucket", route=route, le=bound)
        yield _name("kb_request_seconds_sum", route=route)
    for level in LEVELS:
        yield _name("kb_answers_total", level=level)
    yield "kb_searches_without_hits_total"
    yield "kb_visits_dropped_total"


def _accumulate(sums: dict[str, float], routes: Sequence[str]) -> None:
    """Make each bucket hold what is in the smaller ones, and add the counts."""
    for route in routes:
        bounds = [
            _name("kb_request_seconds_bucket", route=route, le=bound)
            for bound in (*map(str, BUCKETS), "+Inf")
        ]
        for smaller, larger in pairwise(bounds):
            sums[larger] += sums[smaller]
        sums[_name("kb_request_seconds_count", route=route)] = sums[bounds[-1]]


def _name(family: str, **labels: str) -> str:
    inside = ",".join(f'{name}="{value}"' for name, value in labels.items())
    return f"{family}{{{inside}}}"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
