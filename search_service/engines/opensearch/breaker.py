"""Stops asking who does not answer, and asks again after a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_FAILURES = 5
_OPEN_SECONDS = 5.0


class Breaker:
    """Open after five failures in a row; then one caller in five seconds may try.

    Args:
        clock: Seconds; for tests.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_again = 0.0

    def may_try(self) -> bool:
        """Whether to ask; while open, true for one caller when the time is up."""
        with self._lock:
            if self._failures < _FAILURES:
                return True
            if self._clock() < self._closed_again:
                return False
            self._closed_again = self._clock() + _OPEN_SECONDS
            return True

    def succeeded(self) -> None:
        """It answered."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """It did not."""
        with self._lock:
            self._failures += 1
            self._closed_again = self._clock() + _OPEN_SECONDS
