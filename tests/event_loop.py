"""A loop of one's own: Playwright's runs in the thread of the tests, and loops do not nest."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

_T = TypeVar("_T")


def in_own_loop(coroutine: Coroutine[Any, Any, _T]) -> _T:
    """What the coroutine returns, run by a loop in a thread of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
