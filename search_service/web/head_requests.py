"""HEAD wherever there is GET: the same answer, without its body."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_service.web.passing_on import pass_on


class HeadRequests:
    """Answers HEAD as GET; FastAPI's routes know only the methods that were named."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as GET and leave the body out."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await pass_on(self._app, scope, {"method": "GET"}, receive, send_without_body)
