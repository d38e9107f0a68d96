"""Only requests for the names that this service has been given."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from search_service.web.problem_details import ProblemResponse


class TrustedHosts:
    """Refuses requests for unknown hosts: Starlette's middleware, but with problem details."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http":
            host = urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname or ""
            if host.strip("[]") not in {known.strip("[]") for known in self._hosts}:
                refusal = ProblemResponse(HTTPStatus.BAD_REQUEST, "不认识这个主机名。")
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)
