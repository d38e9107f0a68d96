"""Only requests for the names that this service has been given."""

from __future__ import annotations

import re
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from search_service.web.problem_details import ProblemResponse

_HOST = re.compile(
    r"(?:(?P<name>[A-Za-z0-9._-]{1,255})|\[(?P<address>[0-9A-Fa-f:.]{2,45})\])(?::[0-9]{0,5})?"
)
_REFUSAL = "不认识这个主机名。请检查网址；管理员可以把它加进 KB_ALLOWED_HOSTS。"


class TrustedHosts:
    """Refuses requests for unknown hosts: Starlette's middleware, but with problem details."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = {known.strip("[]").lower() for known in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        hosts = Headers(scope=scope).getlist("host") if scope["type"] == "http" else None
        if hosts is not None and _name_of(hosts) not in self._hosts:
            await ProblemResponse(HTTPStatus.BAD_REQUEST, _REFUSAL)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _name_of(hosts: list[str]) -> str:
    """The name in the one Host header, without the port; empty when it is none."""
    found = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
    return (found["name"] or found["address"]).lower() if found else ""
