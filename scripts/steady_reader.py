"""Readers of an engine at a steady rate, whatever happens to the cluster meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from search_service.answering.engine import Candidate
from search_service.asking.query import WeightedTerm
from search_service.engines.opensearch.engine import OpenSearchEngine

RATE = 20.0
# Enough that slow answers do not lower the rate.
_READERS = 8
_LIMIT = 150


@dataclass
class Reader:
    """Asks the engine at a steady rate, and compares with what the release itself answers."""

    engine: OpenSearchEngine
    questions: Sequence[Sequence[WeightedTerm]]
    rate: float = RATE
    asked: int = 0
    wrong: int = 0
    ended: float = 0.0
    seconds: list[tuple[float, float]] = field(default_factory=list)
    not_by_cluster: list[float] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Ask until the block ends."""
        stop = threading.Event()
        threads = [threading.Thread(target=self._ask, args=(stop, n)) for n in range(_READERS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()
            self.ended = time.monotonic()

    def _ask(self, stop: threading.Event, own: int) -> None:
        began, number = time.monotonic(), 0
        while not stop.is_set():
            due = began + (number + own / _READERS) * _READERS / self.rate
            time.sleep(max(0.0, due - time.monotonic()))
            terms = self.questions[(_READERS * number + own) % len(self.questions)]
            started = time.monotonic()
            found: list[Candidate] = self.engine.search(terms, _LIMIT)
            took, is_degraded = time.monotonic() - started, self.engine.degraded
            is_wrong = found != self.engine.copy.search(terms, _LIMIT)
            number += 1
            with self._lock:
                self.seconds.append((started, took))
                self.asked += 1
                self.wrong += is_wrong
                if is_degraded:
                    self.not_by_cluster.append(started)

    def report(self, since: float) -> dict[str, Any]:
        """What readers noticed since a moment."""
        slow = [seconds for started, seconds in self.seconds if started >= since]
        late = [started - since for started in self.not_by_cluster if started >= since]
        return {
            "asked": self.asked,
            "wrong_or_failed": self.wrong,
            "queries_a_second": round(len(slow) / max(1e-9, self.ended - since), 1),
            "slowest_ms": round(1000 * max(slow, default=0)),
            "answered_by_the_copy": len(late),
            "copy_until_s": round(max(late, default=0.0), 1),
        }
