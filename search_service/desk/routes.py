"""`/api/v1/agent/…`: search, articles and flags for agents who have signed in.

Every route hangs on `Access.require`; none is described in the public OpenAPI document.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from search_service.asking.typed_text import QUERY_LIMIT, RAW_QUERY_LIMIT
from search_service.desk.access import Access, PrivateRoute, require_own_page
from search_service.desk.accounts import Accounts
from search_service.desk.journal import Act, Journal
from search_service.desk.live_desk import LiveDesk, ReleasedDesk
from search_service.desk.models import (
    DeskArticleModel,
    DeskSearchModel,
    FlagModel,
    OldVersionModel,
    SessionModel,
    article_answer,
    handovers,
    named,
    search_answer,
)
from search_service.desk.sessions import Session, Sessions
from search_service.desk.shell_pages import ShellPages, mount_shell_files
from search_service.desk.sign_in import SignIn
from search_service.desk.status import today
from search_service.errors import (
    DeskUnavailable,
    HistoryUnavailable,
    QueryRejected,
    cause_in_a_line,
)
from search_service.records.feedback import Feedback, FeedbackStore
from search_service.records.privacy import without_private
from search_service.settings import Settings

if TYPE_CHECKING:
    from search_service.desk.history import OldVersion

_HITS = 20
_log = logging.getLogger(__name__)


async def _desk(request: Request) -> ReleasedDesk:
    desk: LiveDesk = request.app.state.desk
    return desk.now()


async def _agent(request: Request) -> Session:
    """Who asks, as `Access.require` found out before any route of the router runs."""
    session: Session = request.state.agent
    return session


def _said(body: bytes) -> FlagModel:
    try:
        return FlagModel.model_validate_json(body)
    except ValidationError as error:
        found = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(found) from error


Desk = Annotated[ReleasedDesk, Depends(_desk)]
Agent = Annotated[Session, Depends(_agent)]


def include_desk(app: FastAPI, settings: Settings, feedback: FeedbackStore) -> Access:
    """Add the desk's API, pages and files to the application; what says who is an agent."""
    accounts = Accounts(settings.agents_file)
    journal = Journal(settings.agent_journal_file)
    sessions = Sessions(
        settings.agent_secret_file,
        accounts,
        journal,
        idle_minutes=settings.agent_idle_minutes,
        shift_hours=settings.agent_shift_hours,
    )
    access = Access(settings, accounts, sessions)
    sign_in = SignIn(accounts, journal, settings.agent_logins_per_minute)
    app.include_router(_router(settings, access, journal, feedback))
    app.include_router(ShellPages(access, accounts, journal, sign_in).router())
    mount_shell_files(app)
    return access


def _router(
    settings: Settings, access: Access, journal: Journal, feedback: FeedbackStore
) -> APIRouter:
    router = APIRouter(
        prefix="/api/v1/agent",
        route_class=PrivateRoute,
        dependencies=[Depends(access.require)],
        include_in_schema=False,
    )

    def note(session: Session, act: Act, article_id: str) -> None:
        """Write down what is read; a caller on the line does not wait for a full disk."""
        try:
            journal.note(session.agent, act, article_id)
        except DeskUnavailable as error:
            _log.error("坐席记录没有写下：%s %s：%s", act, article_id, cause_in_a_line(error))

    @router.get("/session", response_model=SessionModel)
    def session(desk: Desk, session: Agent) -> SessionModel:
        host = urlsplit(settings.site_url).hostname or ""
        internal = [a for a in desk.articles.values() if a.audience == "internal"]
        return SessionModel(
            agent=session.agent,
            idle_seconds=access.sessions.idle_seconds,
            site_url=settings.site_url,
            site_is_local=host in {"localhost", "::1"} or host.startswith("127."),
            internal=tuple(
                named(a, today()) for a in sorted(internal, key=lambda article: article.id)
            ),
            handovers=handovers(desk.articles, today()),
        )

    @router.get("/search", response_model=DeskSearchModel)
    def search(
        desk: Desk, q: Annotated[str, Query()], limit: Annotated[int, Query()] = _HITS
    ) -> DeskSearchModel:
        if len(q) > RAW_QUERY_LIMIT:
            raise QueryRejected(f"问题太长，最多 {QUERY_LIMIT} 个字。")
        text = " ".join(without_private(q).split())
        result = desk.search.search(text, limit=limit)
        return search_answer(result, desk.articles, today())

    @router.get("/articles/{article_id}", response_model=DeskArticleModel | OldVersionModel)
    def article(
        desk: Desk,
        session: Agent,
        article_id: str,
        as_of: Annotated[date | None, Query()] = None,
    ) -> DeskArticleModel | OldVersionModel:
        found = desk.article(article_id)
        note(session, "read", found.id)
        if as_of is None:
            return article_answer(found, desk.articles, settings.site_url, today())
        old = _version_on(settings.project_dir, found.id, as_of)
        return OldVersionModel(
            id=found.id,
            as_of=as_of,
            commit=old.commit,
            committed_at=old.committed_at,
            title=old.title,
            updated=old.updated,
            body=old.body,
            complete=old.complete,
            scripts=old.scripts,
        )

    @router.post("/flags", status_code=HTTPStatus.CREATED, dependencies=[Depends(require_own_page)])
    async def flag(request: Request, desk: Desk, session: Agent) -> Response:
        if request.headers.get("x-kb-request") != "1":
            raise HTTPException(HTTPStatus.FORBIDDEN, "只接受坐席台自己的页面发来的请求。")
        # Not a parameter: FastAPI would read the body before it asks who is there.
        said = _said(await request.body())
        found = await asyncio.to_thread(desk.article, said.article_id)
        await asyncio.to_thread(
            feedback.add,
            Feedback(
                article_id=found.id,
                helpful=False,
                reason="wrong",
                comment=said.comment,
                received_at=datetime.now(UTC),
                source="agent",
            ),
        )
        await asyncio.to_thread(note, session, "flag", found.id)
        return Response(status_code=HTTPStatus.CREATED)

    return router


def _version_on(project: Path, code: str, day: date) -> OldVersion:
    """As `history.version_on`, which reads Markdown: who only serves need not have that."""
    try:
        from search_service.desk.history import version_on  # noqa: PLC0415 - see above
    except ModuleNotFoundError as error:
        message = "这台机器只装了搜索服务，读不了旧版本。请安装 uwallet-help[build] 后重启服务。"
        raise HistoryUnavailable(message) from error
    return version_on(project, code, day)
