"""Sends the site's content security policy and its sister headers with every answer.

What does not say how long it may be kept is asked for again each time: an address that nobody has
today (404), or one that leads on, may be a page tomorrow, and caches keep both by their own rules.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_service.site.csp import security_headers


class SecurityHeaders:
    """Sends the headers with every answer; they are the same for every release."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = [
            (name.lower().encode("ascii"), value.encode("ascii"))
            for name, value in ({"Cache-Control": "no-cache"} | security_headers()).items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = list(message["headers"])
                names = {name for name, _ in own}
                message["headers"] = own + [one for one in self._headers if one[0] not in names]
            await send(message)

        await self._app(scope, receive, send_with_headers)
