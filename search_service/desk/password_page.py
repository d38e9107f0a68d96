"""/agent/password: an agent's own new password; works without JavaScript."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.exceptions import HTTPException

from search_service.desk.access import PRIVATE, Access, PrivateRoute, require_own_page
from search_service.desk.accounts import LEAST_CHARACTERS, MOST_CHARACTERS, Accounts
from search_service.desk.form_body import fields_of
from search_service.desk.journal import Journal
from search_service.desk.sessions import Session
from search_service.desk.shell_pages import PAGES
from search_service.desk.sign_in import SignIn
from search_service.errors import AccountRefused
from search_service.site.csp import policy


class PasswordPage:
    """Asks for the old password as often, and counts as strictly, as the login page."""

    def __init__(
        self, access: Access, accounts: Accounts, journal: Journal, sign_in: SignIn
    ) -> None:
        self._access, self._accounts = access, accounts
        self._journal, self._sign_in = journal, sign_in
        content = policy(frame_ancestors=access.frame_hosts)
        self._headers = {"Content-Security-Policy": content, **PRIVATE}

    def router(self) -> APIRouter:
        """The routes of the page."""
        router = APIRouter(prefix="/agent", include_in_schema=False, route_class=PrivateRoute)
        router.add_api_route("/password", self._form)
        own_page = [Depends(require_own_page)]
        router.add_api_route("/password", self._change, methods=["POST"], dependencies=own_page)
        return router

    def _form(self, request: Request) -> Response:
        session = self._access.session(request)
        if session is None:
            return RedirectResponse("login", HTTPStatus.SEE_OTHER)
        return self._page(session)

    async def _change(self, request: Request) -> Response:
        """Every other session of the agent ends; this one goes on."""
        session = await asyncio.to_thread(self._access.session, request)
        if session is None:
            return RedirectResponse("login", HTTPStatus.SEE_OTHER)
        if not session.id:
            return self._page(session)
        fields = await fields_of(request)
        old, new, again = (
            fields.get(key, "")[: MOST_CHARACTERS + 1] for key in ("old", "new", "again")
        )
        if new != again:
            return self._page(session, "两次输入的新密码不一样。", HTTPStatus.UNPROCESSABLE_ENTITY)
        client = request.client.host if request.client else ""
        try:
            await self._sign_in.account(client, session.agent, old)
            await asyncio.to_thread(self._accounts.reset, session.agent, new)
        except HTTPException as error:
            wrong = error.status_code == HTTPStatus.UNAUTHORIZED
            return self._page(
                session, "现在的密码不对。" if wrong else error.detail, error.status_code
            )
        except AccountRefused as error:
            return self._page(session, str(error), HTTPStatus.UNPROCESSABLE_ENTITY)
        await asyncio.to_thread(self._journal.note, session.agent, "password")
        response = self._page(session, done=True)
        account = await asyncio.to_thread(self._accounts.active, session.agent)
        if account is not None:
            begun = self._access.sessions.begin(account)
            await asyncio.to_thread(self._access.hand_out, response, begun)
        return response

    def _page(
        self,
        session: Session,
        message: str = "",
        status: int = HTTPStatus.OK,
        *,
        done: bool = False,
    ) -> Response:
        text = PAGES.get_template("password.html").render(
            agent=session.agent,
            vouched=not session.id,
            message=message,
            done=done,
            least=LEAST_CHARACTERS,
        )
        return HTMLResponse(text, status, self._headers)
