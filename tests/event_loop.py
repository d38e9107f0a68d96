"""A loop of one's own: Playwright's runs in the thread of the tests, and loops do not nest."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

_T = TypeVar("_T")

# Seconds of CPU that the thread of the loop may take between two turns of a task that only waits.
# CPU and not wall time, and the best of some trials: a busy machine breaks no promise.
MOST_CPU = 0.05
_TRIALS = 4


def in_own_loop(coroutine: Coroutine[Any, Any, _T]) -> _T:
    """What the coroutine returns, run by a loop in a thread of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


async def _watched(coroutine: Coroutine[Any, Any, _T]) -> tuple[float, _T]:
    longest = 0.0

    async def ticks() -> None:
        nonlocal longest
        before = time.thread_time()
        while True:
            await asyncio.sleep(0)
            now = time.thread_time()
            longest = max(longest, now - before)
            before = now

    watcher = asyncio.create_task(ticks())
    await asyncio.sleep(0)
    result = await coroutine
    await asyncio.sleep(0)
    watcher.cancel()
    return longest, result


async def longest_turn(work: Callable[[], Coroutine[Any, Any, _T]]) -> tuple[float, _T]:
    """Seconds of CPU of the longest turn of the loop while the work goes on, and its result.

    Work that takes longer than `MOST_CPU` is done again, and the shortest of its trials counts.
    """
    longest, result = await _watched(work())
    for _ in range(_TRIALS - 1):
        if longest <= MOST_CPU:
            break
        again, result = await _watched(work())
        longest = min(longest, again)
    return longest, result
