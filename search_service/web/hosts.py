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
            host = _name_of(Headers(scope=scope).get("host", ""))
            if host.strip("[]") not in {known.strip("[]") for known in self._hosts}:
                refusal = ProblemResponse(HTTPStatus.BAD_REQUEST, "不认识这个主机名。")
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _name_of(host: str) -> str:
    """The name in a Host header without the port; empty when it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:  # a bracket without its other half, a host that NFKC makes another one of
        return ""
