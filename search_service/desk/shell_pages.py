"""The desk's pages and files: they hold no article, so anybody may fetch them.

GET /agent/login, POST /agent/login, POST /agent/logout: work without JavaScript.
GET /agent/: the desk itself, which asks the API for everything it shows.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from pathlib import Path

import jinja2
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from search_service.desk.access import PRIVATE, Access, PrivateRoute, require_own_page
from search_service.desk.accounts import MOST_CHARACTERS, Accounts
from search_service.desk.form_body import fields_of
from search_service.desk.journal import Journal
from search_service.desk.sign_in import SignIn
from search_service.releases.live_release import LiveRelease
from search_service.site.brand_names import short_name_in
from search_service.site.csp import policy

# The pages, and below them scripts and styles where their addresses say, so that what they import
# from the site's own scripts has the same path as files and as addresses.
SHELL = Path(__file__).parent / "shell"
_ASSETS = SHELL / "agent" / "assets"
_NAME_LIMIT = 64
PAGES = jinja2.Environment(loader=jinja2.FileSystemLoader(SHELL), autoescape=True)


class ShellPages:
    """The pages; the login page says how to add the first agent when there is none."""

    def __init__(
        self, access: Access, accounts: Accounts, journal: Journal, sign_in: SignIn
    ) -> None:
        self._access, self._accounts = access, accounts
        self._journal, self._sign_in = journal, sign_in
        self._headers = {
            "Content-Security-Policy": policy(frame_ancestors=access.frame_hosts),
            **PRIVATE,
        }

    def router(self) -> APIRouter:
        """The routes of the pages."""
        router = APIRouter(prefix="/agent", include_in_schema=False, route_class=PrivateRoute)
        own_page = [Depends(require_own_page)]
        router.add_api_route("", self._without_slash)
        router.add_api_route("/", self._desk)
        router.add_api_route("/login", self._login)
        router.add_api_route("/login", self._with_password, methods=["POST"], dependencies=own_page)
        router.add_api_route("/logout", self._logout, methods=["POST"], dependencies=own_page)
        return router

    async def _without_slash(self) -> Response:
        return RedirectResponse("/agent/", HTTPStatus.PERMANENT_REDIRECT)

    def _desk(self, request: Request) -> Response:
        if self._access.session(request) is None:
            return RedirectResponse("login", HTTPStatus.SEE_OTHER)
        return HTMLResponse(PAGES.get_template("desk.html").render(), headers=self._headers)

    def _login(self, request: Request) -> Response:
        if self._access.session(request) is not None:
            return RedirectResponse("./", HTTPStatus.SEE_OTHER)
        return self._login_page(request)

    async def _with_password(self, request: Request) -> Response:
        """From the form of the login page; the desk's script asks for 204 instead of a page."""
        by_script = request.headers.get("x-kb-request") == "1"
        name, password = await _credentials(request)
        client = request.client.host if request.client else ""
        try:
            account = await self._sign_in.account(client, name, password)
        except HTTPException as refusal:
            if by_script:
                raise
            return await asyncio.to_thread(self._login_page, request, refusal, name)
        response = (
            Response(status_code=HTTPStatus.NO_CONTENT)
            if by_script
            else RedirectResponse("./", HTTPStatus.SEE_OTHER)
        )
        session = self._access.sessions.begin(account)
        await asyncio.to_thread(self._access.hand_out, response, session)
        return response

    def _logout(self, request: Request) -> Response:
        session = self._access.session(request)
        if session is not None:
            self._access.sessions.end(session)
            self._journal.note(session.agent, "logout")
        response = RedirectResponse("login", HTTPStatus.SEE_OTHER)
        self._access.take_back(response)
        return response

    def _login_page(
        self, request: Request, refusal: HTTPException | None = None, name: str = ""
    ) -> Response:
        live: LiveRelease | None = request.app.state.live
        text = PAGES.get_template("login.html").render(
            brand=short_name_in(live.site) if live else "",
            message=refusal.detail if refusal else "",
            name=name,
            nobody=not self._accounts.all(),
        )
        status = refusal.status_code if refusal else HTTPStatus.OK
        headers = {**self._headers, **((refusal.headers if refusal else None) or {})}
        return HTMLResponse(text, status, headers)


def mount_shell_files(app: FastAPI) -> None:
    """Scripts and styles of the desk."""
    app.mount("/agent/assets", _ShellFiles(directory=_ASSETS), name="desk")


class _ShellFiles(StaticFiles):
    """The files beside the pages; browsers ask each time whether one has changed."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        if not path.endswith((".js", ".css")):
            raise HTTPException(HTTPStatus.NOT_FOUND, "没有这个文件。")
        response = await super().get_response(path, scope)
        MutableHeaders(raw=response.raw_headers)["Cache-Control"] = "no-cache"
        return response


async def _credentials(request: Request) -> tuple[str, str]:
    """Name and password from a form; never from the address, where logs would keep them."""
    fields = await fields_of(request)
    name, password = fields.get("name", ""), fields.get("password", "")
    return name.strip()[:_NAME_LIMIT], password[: MOST_CHARACTERS + 1]
