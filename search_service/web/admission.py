"""Admission control: how many requests a process works on at once; one more is refused at once.

Without it everybody waits for everybody when more comes than can be answered, and nobody is
answered in time (figures: docs/reliability.md). Counted is work, not connections: who waits for his
client to send or to take bytes holds no place, so slow clients keep nobody out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_service.web.problem_details import ProblemResponse

# Always answered: whoever watches must see an overloaded process as one that lives.
OUTSIDE = frozenset({"/healthz", "/readyz", "/metrics"})
RETRY_SECONDS = 1
BUSY = "现在访问的人太多，请过一秒再试。"
COME_AGAIN = {"Retry-After": str(RETRY_SECONDS)}


class Admission:
    """Passes so many requests on at once, and answers the others 503 with Retry-After.

    Args:
        app: What does the work.
        at_once: Places in this process.
        outside: Paths that need no place: those of `OUTSIDE`, and streams, which mostly wait.
    """

    def __init__(self, app: ASGIApp, at_once: int, outside: frozenset[str] = OUTSIDE) -> None:
        self._app = app
        self._at_once = at_once
        self._outside = outside
        self._working = 0
        self._refusal = ProblemResponse(HTTPStatus.SERVICE_UNAVAILABLE, BUSY, COME_AGAIN)

    @property
    def working(self) -> int:
        """The requests that are worked on now."""
        return self._working

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on while there is a place."""
        if scope["type"] != "http" or scope["path"] in self._outside:
            await self._app(scope, receive, send)
            return
        if self._working >= self._at_once:
            await self._refusal(scope, receive, send)
            return
        turn = _Turn(self)

        async def receive_outside() -> Message:
            with turn.waiting():
                message = await receive()
            # Only who sends something is asked to come again. A file's answer listens while it is
            # sent, and compression holds back the beginning of an answer: this layer cannot see it.
            brings = message.get("body") or message.get("more_body")
            if brings and not turn.has_begun and self._working > self._at_once:
                raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, BUSY, COME_AGAIN)
            return message

        async def send_outside(message: Message) -> None:
            turn.has_begun = True
            with turn.waiting():
                await send(message)

        with turn.working():
            await self._app(scope, receive_outside, send_outside)

    def take(self) -> None:
        """One more is worked on."""
        self._working += 1

    def leave(self) -> None:
        """One fewer is worked on."""
        self._working -= 1


class _Turn:
    """One request, which holds a place unless it waits for its client.

    It may wait for two things at once, as a file's answer does that listens while it is sent: the
    place is left with the first of them and taken with the last, in whatever order they end.
    """

    def __init__(self, admission: Admission) -> None:
        self._admission = admission
        self._waits = 0
        self.has_begun = False

    @contextmanager
    def working(self) -> Iterator[None]:
        """From the first to the last of the request."""
        self._admission.take()
        try:
            yield
        finally:
            self._admission.leave()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While the client has to do something."""
        if not self._waits:
            self._admission.leave()
        self._waits += 1
        try:
            yield
        finally:
            self._waits -= 1
            if not self._waits:
                self._admission.take()
