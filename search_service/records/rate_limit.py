"""How often somebody may do something, counted in memory by a clock that never goes back.

By the time of day, whoever had used up a minute would be refused for as long as the machine's clock
was put back: eight hours where it had taken China's time for UTC.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

# With more of them in one window the oldest are forgotten: a flood of addresses fills no memory.
MOST_COUNTED = 100_000


class RateLimit:
    """So many times in a window, which begins with the first of them. Not safe between threads.

    Args:
        most: How often.
        seconds: How long a window is.
        now: Seconds of a clock that never goes back.
    """

    def __init__(
        self, most: int, seconds: float = 60.0, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._seconds, self._now = most, seconds, now
        # In the order in which the windows began: when each did, and how often since.
        self._windows: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def __len__(self) -> int:
        """How many are being counted."""
        return len(self._windows)

    def count(self, who: str) -> None:
        """Once more."""
        self._forget()
        began, times = self._windows.get(who, (self._now(), 0))
        self._windows[who] = began, times + 1
        if len(self._windows) > MOST_COUNTED:
            self._windows.popitem(last=False)

    def give_back(self, who: str) -> None:
        """Once less."""
        if who in self._windows:
            began, times = self._windows[who]
            self._windows[who] = began, max(0, times - 1)

    def clear(self, who: str) -> None:
        """As if nothing had been."""
        self._windows.pop(who, None)

    def seconds_to_wait(self, who: str) -> int:
        """How long nothing more may be done; 0 when it may."""
        self._forget()
        began, times = self._windows.get(who, (0.0, 0))
        left = self._seconds - (self._now() - began)
        return max(1, math.ceil(left)) if times >= self._most else 0

    def _forget(self) -> None:
        oldest = self._now() - self._seconds
        while self._windows:
            who, (began, _) = next(iter(self._windows.items()))
            if began > oldest:
                break
            del self._windows[who]
