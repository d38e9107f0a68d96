"""One line and one count a request: id, route, status, milliseconds. Never what was asked.

The route is its pattern (`/api/v1/articles/{article_id}`), so nothing that somebody typed, neither
a path nor a query, stands in a line or in a metric; nginx's own log has the paths without queries.
"""

from __future__ import annotations

import logging
import random
import re
import time
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_LOGGER = "search_service.requests"
_log = logging.getLogger(REQUEST_LOGGER)
# What nginx's `$request_id` gives, and a UUID. Anything else could forge a line or be a number of
# somebody's.
_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_BROKEN_OFF = 499
# Names, not secrets. Asking the system for chance lets go of the interpreter, and a busy process
# gets it back a millisecond later.
_names = random.Random()  # noqa: S311


class RequestLog:
    """Names every request, and tells how it was answered.

    Args:
        app: What answers.
        count: Told route, status and seconds.
    """

    def __init__(self, app: ASGIApp, count: Callable[[str, int, float], None]) -> None:
        self._app = app
        self._count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; its id goes out in `X-Request-Id`."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _ID.fullmatch(given) else f"{_names.getrandbits(128):032x}"
        started = time.perf_counter()
        status = _BROKEN_OFF

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                named = (b"x-request-id", request_id.encode("ascii"))
                message["headers"] = [*message["headers"], named]
            await send(message)

        try:
            await self._app(scope, receive, send_named)
        finally:
            seconds = time.perf_counter() - started
            route = route_of(scope)
            self._count(route, status, seconds)
            if _log.isEnabledFor(logging.INFO):
                fields = {
                    "request_id": request_id,
                    "method": scope["method"],
                    "route": route,
                    "status": status,
                    "milliseconds": round(seconds * 1000, 1),
                }
                _log.info("request", extra={"fields": fields})


def route_of(scope: Scope) -> str:
    """The pattern of the route that answered; `files` where none did."""
    return getattr(scope.get("route"), "path", None) or "files"
