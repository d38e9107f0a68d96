"""What open pages of a preview are told, as server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import orjson
from fastapi import APIRouter
from fastapi.responses import StreamingResponse

# An open page hears at least this often from the server, or takes it for gone.
_HEARTBEAT_SECONDS = 15.0


@dataclass(frozen=True)
class Event:
    """Something an open page should know: `rebuilt`, or `problems` with messages."""

    name: str
    messages: tuple[str, ...] = ()

    def encoded(self) -> bytes:
        """As a server-sent event."""
        return b"event: " + self.name.encode() + b"\ndata: " + orjson.dumps(self.messages) + b"\n\n"


class Announcer:
    """Passes events from the watching thread to every open page."""

    def __init__(self) -> None:
        self._pages: set[tuple[asyncio.AbstractEventLoop, asyncio.Queue[Event]]] = set()
        self.router = APIRouter(include_in_schema=False)
        self.router.add_api_route("/preview/events", self._stream)

    def announce(self, event: Event) -> None:
        """Tell every open page; may be called from any thread."""
        for loop, queue in list(self._pages):
            loop.call_soon_threadsafe(queue.put_nowait, event)

    async def _stream(self) -> StreamingResponse:
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def _events(self) -> AsyncIterator[bytes]:
        page = (asyncio.get_running_loop(), asyncio.Queue[Event]())
        self._pages.add(page)
        try:
            yield b": connected\n\n"
            while True:
                try:
                    event = await asyncio.wait_for(page[1].get(), _HEARTBEAT_SECONDS)
                    yield event.encoded()
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            self._pages.discard(page)
