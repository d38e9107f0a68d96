"""Who is asking: the cookie of an agent who has signed in, or the word of a trusted proxy.

Access is a dependency of the routes, never a matter of addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from search_service.desk.accounts import Accounts
from search_service.desk.sessions import Session, Sessions
from search_service.settings import Settings

COOKIE = "kb-agent"
PRIVATE = {"Cache-Control": "private, no-store", "Cross-Origin-Resource-Policy": "same-origin"}
# `set_cookie` knows Partitioned from Python 3.14 on.
_IN_FRAMES = "Path=/; HttpOnly; Secure; SameSite=None; Partitioned"
_VOUCHED_NAME = re.compile(r"[\w.@+-]{1,64}")


class PrivateRoute(APIRoute):
    """A route whose answers, refusals among them, nobody may keep or embed."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with the headers added to what it gives."""
        handle = super().get_route_handler()

        async def handle_privately(request: Request) -> Response:
            try:
                response = await handle(request)
            except HTTPException as error:
                headers = {**PRIVATE, **(error.headers or {})}
                raise HTTPException(error.status_code, error.detail, headers) from error
            response.headers.update(PRIVATE)
            return response

        return handle_privately


class Access:
    """Lets agents in, and nobody else."""

    def __init__(self, settings: Settings, accounts: Accounts, sessions: Sessions) -> None:
        self._settings = settings
        self._accounts = accounts
        self.sessions = sessions
        self.frame_hosts = settings.agent_frame_hosts

    def require(self, request: Request, response: Response) -> None:
        """Let only agents pass; a dependency of routes, run in a thread because it reads files.

        The agent is in `request.state.agent` from then on.

        Raises:
            HTTPException: 401; nobody has signed in.
            DeskUnavailable: It cannot be found out.
        """
        self.only_look(request)
        if renewed := self.sessions.renewed(request.state.agent):
            self.hand_out(response, renewed)

    def only_look(self, request: Request) -> None:
        """As `require`, for what a page asks by itself: it does not count as work.

        Raises:
            HTTPException: 401; nobody has signed in.
            DeskUnavailable: It cannot be found out.
        """
        session = self.session(request)
        if session is None:
            raise HTTPException(HTTPStatus.UNAUTHORIZED, "请先登录坐席台。")
        request.state.agent = session

    def session(self, request: Request) -> Session | None:
        """The agent who asks, if there is one.

        Raises:
            DeskUnavailable: It cannot be found out.
        """
        if vouched := self._vouched_for(request):
            return None if self._accounts.is_disabled(vouched) else Session(vouched)
        cookie = request.cookies.get(COOKIE)
        return self.sessions.read(cookie) if cookie else None

    def hand_out(self, response: Response, session: Session) -> None:
        """Send the session's cookie along with an answer.

        In a frame of another site browsers send no other cookies than these, and keep them apart
        for each of the sites that hold the desk (CHIPS).
        """
        if self._settings.agent_frame_hosts:
            value = self.sessions.cookie(session)
            response.headers.append("set-cookie", f"{COOKIE}={value}; {_IN_FRAMES}")
            return
        response.set_cookie(
            COOKIE,
            self.sessions.cookie(session),
            path="/",
            secure=self._settings.agent_cookie_secure,
            httponly=True,
            samesite="strict",
        )

    def take_back(self, response: Response) -> None:
        """Let the browser forget the session's cookie."""
        if self._settings.agent_frame_hosts:
            response.headers.append("set-cookie", f"{COOKIE}=; Max-Age=0; {_IN_FRAMES}")
            return
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")

    def _vouched_for(self, request: Request) -> str | None:
        """The name that a trusted proxy gives; what any other client claims is ignored."""
        header, proxies = self._settings.sso_header, self._settings.sso_proxies
        if not proxies or request.client is None:
            return None
        try:
            peer = ip_address(request.client.host)
        except ValueError:
            return None
        if not any(peer in network for network in proxies):
            return None
        names = request.headers.getlist(header)
        return names[0] if len(names) == 1 and _VOUCHED_NAME.fullmatch(names[0]) else None


def require_own_page(request: Request) -> None:
    """Refuse what another site's page sends; a dependency of routes that change something.

    Raises:
        HTTPException: 403.
    """
    headers = request.headers
    origins = headers.getlist("origin")
    own = set(headers.getlist("sec-fetch-site")) <= {"same-origin"} and (
        # The scheme is left out: behind a proxy that ends TLS we see another one.
        not origins or [one.partition("://")[2] for one in origins] == [headers.get("host")]
    )
    if not own:
        raise HTTPException(HTTPStatus.FORBIDDEN, "只接受坐席台自己的页面发来的请求。")
