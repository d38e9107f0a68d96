"""Says in each answer of the search that something else than the chosen engine found it."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAME = "X-Search-Degraded"
_ANSWERS = "/api/"


class EngineHeader:
    """Adds a header while the engine is degraded; `/readyz` says why.

    Args:
        app: What answers.
        is_degraded: Whether the engine in service is.
    """

    def __init__(self, app: ASGIApp, is_degraded: Callable[[], bool]) -> None:
        self._app, self._is_degraded = app, is_degraded

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add to its answer."""
        if scope["type"] != "http" or not scope["path"].startswith(_ANSWERS):
            await self._app(scope, receive, send)
            return

        async def send_with_header(message: Message) -> None:
            if message["type"] == "http.response.start" and self._is_degraded():
                MutableHeaders(scope=message)[NAME] = "engine"
            await send(message)

        await self._app(scope, receive, send_with_header)
