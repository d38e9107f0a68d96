"""The threads of one process: few, because they share one interpreter, and with a bounded wait.

A search is all Python. On the loop it would keep `/healthz` waiting, and nobody could be refused
before his turn had come; in many threads each would only take longer.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import ParamSpec, TypeVar

from anyio.to_thread import current_default_thread_limiter
from starlette.exceptions import HTTPException

from search_service.web.admission import BUSY, COME_AGAIN

_P = ParamSpec("_P")
_T = TypeVar("_T")

# Two, so that a slow search does not hold up every other one: ../docs/reliability.md.
SEARCHES_AT_ONCE = 2
# Files, SQLite and the desk: what waits for the disk.
OTHERS_AT_ONCE = 8
# Whoever has waited so long is answered by his own browser sooner than by us.
MOST_WAIT_SECONDS = 0.4
# A thread that computes gives way after so long (Python: 5 ms). The loop needs a turn for every
# piece it reads or writes, and each waits for it: at 1 ms it read no more than a thousand a second.
_TURN_SECONDS = 0.0005


class SearchThreads:
    """Runs searches beside the loop, in the order in which they came."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(SEARCHES_AT_ONCE, "search")

    async def run(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """What the work returns.

        Raises:
            HTTPException: 503; it waited too long for its turn, and was not begun.
        """
        asked = time.monotonic()

        def in_turn() -> _T:
            if time.monotonic() - asked > MOST_WAIT_SECONDS:
                raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, BUSY, COME_AGAIN)
            return work(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._pool, in_turn)

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def bound_other_threads() -> None:
    """Bound what the running loop and the framework start by themselves."""
    current_default_thread_limiter().total_tokens = OTHERS_AT_ONCE
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(OTHERS_AT_ONCE, "other"))
    sys.setswitchinterval(_TURN_SECONDS)
