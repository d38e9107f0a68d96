"""`/api/v1/agent/…`: search and articles for agents who have signed in, and the desk put together.

Every route hangs on `Access.require`; none is described in the public OpenAPI document.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, BackgroundTasks, FastAPI, Query, Request
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from search_service.answering.long_search import search_text
from search_service.answering.shown import shown_of
from search_service.asking.typed_text import RAW_QUERY_LIMIT
from search_service.desk.access import Access
from search_service.desk.accounts import Accounts
from search_service.desk.agent_route import Agent, Desk, agent_router, note
from search_service.desk.case_route import case_router
from search_service.desk.counting import count_question
from search_service.desk.flag_routes import flag_router, flags_of
from search_service.desk.journal import Journal
from search_service.desk.lead_page import LeadPage
from search_service.desk.models import (
    DeskArticleModel,
    DeskSearchModel,
    OldVersionModel,
    SessionModel,
    article_answer,
    handovers,
    named,
    search_answer,
)
from search_service.desk.password_page import PasswordPage
from search_service.desk.sessions import Sessions
from search_service.desk.shell_pages import ShellPages, mount_shell_files
from search_service.desk.sign_in import SignIn
from search_service.desk.status import today
from search_service.errors import HistoryUnavailable, QueryRejected
from search_service.records.feedback import FeedbackStore
from search_service.records.privacy import without_private
from search_service.settings import Settings

if TYPE_CHECKING:
    from search_service.desk.history import OldVersion

_HITS = 20
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


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
    app.include_router(_reading(settings, access, journal, feedback))
    app.include_router(case_router(access, settings.site_url))
    app.include_router(flag_router(access, journal, feedback))
    app.include_router(ShellPages(access, accounts, journal, sign_in).router())
    app.include_router(LeadPage(access, feedback).router())
    app.include_router(PasswordPage(access, accounts, journal, sign_in).router())
    mount_shell_files(app)
    return access


def _reading(
    settings: Settings, access: Access, journal: Journal, feedback: FeedbackStore
) -> APIRouter:
    router = agent_router(access)

    @router.get("/session", response_model=SessionModel)
    def session(desk: Desk, session: Agent) -> SessionModel:
        host = urlsplit(settings.site_url).hostname or ""
        internal = [a for a in desk.articles.values() if a.audience == "internal"]
        return SessionModel(
            agent=session.agent,
            idle_seconds=access.sessions.idle_seconds,
            site_url=settings.site_url,
            frame_hosts=settings.agent_frame_hosts,
            site_is_local=host in {"localhost", "::1"} or host.startswith("127."),
            internal=tuple(
                named(a, today()) for a in sorted(internal, key=lambda article: article.id)
            ),
            handovers=handovers(desk.articles, today()),
        )

    @router.get("/search", response_model=DeskSearchModel)
    def search(
        request: Request,
        desk: Desk,
        session: Agent,
        q: Annotated[str, Query()],
        limit: Annotated[int, Query()] = _HITS,
    ) -> DeskSearchModel:
        if len(q) > RAW_QUERY_LIMIT:
            raise QueryRejected(f"文字太长，最多 {RAW_QUERY_LIMIT} 个字。")
        text = " ".join(without_private(q).split())
        result = search_text(desk.search, text, limit=limit)
        count_question(request, session.agent, text, shown_of(result))
        return search_answer(result, desk.articles, today())

    @router.get("/articles/{article_id}", response_model=DeskArticleModel | OldVersionModel)
    def article(
        desk: Desk,
        session: Agent,
        later: BackgroundTasks,
        article_id: str,
        as_of: Annotated[date | None, BeforeValidator(_written), Query()] = None,
    ) -> DeskArticleModel | OldVersionModel:
        found = desk.article(article_id)
        # The desk draws an article while its agent is still choosing; `reads` says which he opened.
        later.add_task(note, journal, session, "preview" if as_of is None else "read", found.id)
        if as_of is None:
            flags = flags_of(feedback, found.id)
            return article_answer(found, desk.articles, settings.site_url, today(), flags)
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

    return router


def _written(day: object) -> object:
    """20261124 as 2026-11-24; any other number would be taken for seconds since 1970."""
    if not isinstance(day, str) or not day.strip().isdecimal():
        return day
    match = _EIGHT_DIGITS.fullmatch(day.strip())
    if match is None:
        raise PydanticCustomError("date_from_datetime_parsing", "not a day")
    return "-".join(match.groups())


def _version_on(project: Path, code: str, day: date) -> OldVersion:
    """As `history.version_on`, which reads Markdown: who only serves need not have that."""
    try:
        from search_service.desk.history import version_on  # noqa: PLC0415 - see above
    except ModuleNotFoundError as error:
        message = "这台机器只装了搜索服务，读不了旧版本。请安装 uwallet-help[build] 后重启服务。"
        raise HistoryUnavailable(message) from error
    return version_on(project, code, day)
