from __future__ import annotations

import asyncio
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse
from starlette.types import Message, Receive, Scope, Send

from search_service.web.admission import Admission
from tests.event_loop import in_own_loop

PLACES = 3


class Work:
    """An application whose requests end when they are let go."""

    def __init__(self, *, reads_a_body: bool = False) -> None:
        self.begun = 0
        self.reads_a_body = reads_a_body
        self.go = asyncio.Event()

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        if self.reads_a_body:
            await receive()
        self.begun += 1
        await self.go.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


class Client:
    """One request: what it was answered, and a body that comes when it is sent."""

    def __init__(self, app: Admission, path: str = "/api/v1/search") -> None:
        self.sent = asyncio.Event()
        self.body = b"lamp"
        self.leaving = asyncio.Event()
        self.received = False
        self.taking = asyncio.Event()
        self.taking.set()
        self.started: dict[str, Any] = {}
        self.error: BaseException | None = None
        scope = {"type": "http", "path": path, "method": "GET", "headers": []}
        self.task = asyncio.create_task(self._ask(app, scope))

    async def _ask(self, app: Admission, scope: Scope) -> None:
        try:
            await app(scope, self._receive, self._send)
        except Exception as error:  # noqa: BLE001 - the framework makes an answer of it
            self.error = error

    def leave(self) -> None:
        """Hang up: what is being sent is let go, as a server does it."""
        self.leaving.set()
        self.taking.set()

    async def _receive(self) -> Message:
        if self.received:
            await self.leaving.wait()
            return {"type": "http.disconnect"}
        await self.sent.wait()
        self.received = True
        return {"type": "http.request", "body": self.body, "more_body": False}

    async def _send(self, message: Message) -> None:
        await self.taking.wait()
        if message["type"] == "http.response.start":
            self.started = dict(message)


async def _turns() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_one_more_than_there_are_places_is_refused_at_once_and_told_when_to_come_again() -> None:
    async def scenario() -> None:
        work = Work()
        app = Admission(work, PLACES)
        inside = [Client(app) for _ in range(PLACES)]
        await _turns()
        refused = Client(app)
        await refused.task
        assert refused.started["status"] == HTTPStatus.SERVICE_UNAVAILABLE
        headers = dict(refused.started["headers"])
        assert headers[b"retry-after"] == b"1"
        assert headers[b"content-type"] == b"application/problem+json"
        work.go.set()
        await asyncio.gather(*(client.task for client in inside))
        assert [client.started["status"] for client in inside] == [200] * PLACES
        later = Client(app)
        await later.task
        assert later.started["status"] == HTTPStatus.OK
        assert app.working == 0

    in_own_loop(scenario())


def test_whoever_watches_is_answered_however_much_there_is_to_do() -> None:
    async def scenario() -> None:
        work = Work()
        app = Admission(work, PLACES)
        inside = [Client(app) for _ in range(PLACES)]
        await _turns()
        watching = [Client(app, path) for path in ("/healthz", "/readyz", "/metrics")]
        await _turns()
        assert work.begun == PLACES + len(watching)
        work.go.set()
        await asyncio.gather(*(client.task for client in [*inside, *watching]))

    in_own_loop(scenario())


def test_who_is_slow_to_send_holds_no_place_and_who_sends_into_a_full_house_is_refused() -> None:
    async def scenario() -> None:
        work = Work(reads_a_body=True)
        app = Admission(work, PLACES)
        slow = [Client(app) for _ in range(10 * PLACES)]
        await _turns()
        assert app.working == 0
        for client in slow:
            client.sent.set()
        await _turns()
        assert app.working == work.begun == PLACES
        refused = [client for client in slow if client.error]
        assert len(refused) == len(slow) - PLACES
        work.go.set()
        await asyncio.gather(*(client.task for client in slow))
        assert app.working == 0

    in_own_loop(scenario())


def test_who_is_slow_to_take_the_answer_holds_no_place() -> None:
    async def scenario() -> None:
        work = Work()
        work.go.set()
        app = Admission(work, PLACES)
        slow = [Client(app) for _ in range(PLACES)]
        for client in slow:
            client.taking.clear()
        await _turns()
        assert work.begun == PLACES
        assert app.working == 0
        for client in slow:
            client.taking.set()
        await asyncio.gather(*(client.task for client in slow))
        assert app.working == 0

    in_own_loop(scenario())


def test_a_client_who_hangs_up_gives_his_place_back() -> None:
    async def scenario() -> None:
        work = Work()
        app = Admission(work, PLACES)
        inside = [Client(app) for _ in range(PLACES)]
        await _turns()
        for client in inside:
            client.task.cancel()
        await asyncio.gather(*(client.task for client in inside), return_exceptions=True)
        assert app.working == 0

    in_own_loop(scenario())


def test_whoever_hangs_up_while_a_file_is_sent_leaves_his_place_to_others(tmp_path: Path) -> None:
    path = tmp_path / "lamps.txt"
    path.write_bytes(b"lamp" * 1_000_000)

    async def scenario() -> None:
        app = Admission(FileResponse(path), PLACES)
        for _ in range(PLACES + 1):
            client = Client(app)
            client.sent.set()
            client.taking.clear()
            await asyncio.sleep(0)
            await _turns()
            client.leave()
            await client.task
            assert app.working == 0

    in_own_loop(scenario())


def test_who_sends_no_body_is_not_cut_off_in_a_full_house() -> None:
    async def listening(_scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await receive()
        await send({"type": "http.response.body", "body": b""})

    async def scenario() -> None:
        work = Work()
        files = GZipMiddleware(listening)  # it holds back the beginning of an answer

        async def either(scope: Scope, receive: Receive, send: Send) -> None:
            await (files if scope["path"] == "/file" else work)(scope, receive, send)

        app = Admission(either, PLACES)
        answered = Client(app, "/file")
        answered.body = b""
        await _turns()
        inside = [Client(app) for _ in range(PLACES)]
        await _turns()
        answered.sent.set()
        await answered.task
        assert answered.error is None
        assert answered.started["status"] == HTTPStatus.OK
        work.go.set()
        await asyncio.gather(*(client.task for client in inside))
        assert app.working == 0

    in_own_loop(scenario())
