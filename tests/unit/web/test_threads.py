from __future__ import annotations

import asyncio
import threading
from http import HTTPStatus

import pytest
from starlette.exceptions import HTTPException

from search_service.web import threads
from search_service.web.threads import SEARCHES_AT_ONCE, SearchThreads
from tests.event_loop import in_own_loop


def test_the_loop_goes_on_while_searches_take_all_threads() -> None:
    async def scenario() -> int:
        pool, go = SearchThreads(), threading.Event()
        tasks = [asyncio.create_task(pool.run(go.wait)) for _ in range(2 * SEARCHES_AT_ONCE)]
        await asyncio.sleep(0)
        done = sum(task.done() for task in tasks)
        go.set()
        assert all(await asyncio.gather(*tasks))
        pool.close()
        return done

    assert in_own_loop(scenario()) == 0


def test_a_search_that_has_waited_too_long_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "MOST_WAIT_SECONDS", -1.0)
    begun: list[int] = []

    async def scenario() -> None:
        pool = SearchThreads()
        with pytest.raises(HTTPException) as refused:
            await pool.run(begun.append, 1)
        pool.close()
        assert refused.value.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        assert refused.value.headers == {"Retry-After": "1"}

    in_own_loop(scenario())
    assert begun == []
