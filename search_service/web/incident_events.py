"""The incident as a stream of events, for the desk: an agent on the line hears of it at once.

Only for agents who have signed in. Readers' pages ask instead (`GET /api/v1/incident`): a stream
each would be ten thousand open connections.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from http import HTTPStatus

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from search_service.desk.access import Access, PrivateRoute
from search_service.web.admission import COME_AGAIN
from search_service.web.incident import IncidentFile
from search_service.web.models import IncidentModel

INCIDENT_EVENTS = "/api/v1/agent/incident/events"
# A call centre has fewer desks; each stream is a connection and a task.
STREAMS = 1_000
_LOOK_SECONDS = 2.0
# Below nginx's proxy_read_timeout of the desk, and soon enough to notice a client that has gone.
_HEARTBEAT_SECONDS = 6.0
# Then the desk asks anew, and who is no longer signed in is told so.
_LONGEST_SECONDS = 900.0


def incident_events(file: IncidentFile, access: Access) -> APIRouter:
    """The route of the stream."""
    router = APIRouter(include_in_schema=False, route_class=PrivateRoute)
    streams = _Streams(file)

    @router.get(INCIDENT_EVENTS, dependencies=[Depends(access.only_look)])
    async def events() -> StreamingResponse:
        if streams.open >= STREAMS:
            detail = "打开的坐席台太多，公告改为每分钟查询。"
            raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, detail, COME_AGAIN)
        headers = {"X-Accel-Buffering": "no"}
        return StreamingResponse(streams.events(), media_type="text/event-stream", headers=headers)

    return router


class _Streams:
    def __init__(self, file: IncidentFile) -> None:
        self._file = file
        self.open = 0

    async def events(self) -> AsyncIterator[bytes]:
        """An event whenever the announcement changes, the first at once."""
        self.open += 1
        loop = asyncio.get_running_loop()
        end, sent_at, sent = loop.time() + _LONGEST_SECONDS, 0.0, b""
        try:
            while loop.time() < end:
                current = self._file.current(datetime.now(UTC))
                said = IncidentModel(incident=current).model_dump_json().encode()
                if said != sent:
                    yield b"data: " + said + b"\n\n"
                    sent, sent_at = said, loop.time()
                elif loop.time() - sent_at >= _HEARTBEAT_SECONDS:
                    yield b": still here\n\n"
                    sent_at = loop.time()
                await asyncio.sleep(_LOOK_SECONDS)
        finally:
            self.open -= 1
