"""What agents tell the people who write: an article is wrong, or a question has none."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException

from search_service.desk.access import Access, require_own_page
from search_service.desk.agent_route import Agent, Desk, agent_router, note
from search_service.desk.counting import count_reading
from search_service.desk.journal import Journal
from search_service.desk.models import FlagModel, ReadModel, UnansweredModel
from search_service.desk.request_body import body_of
from search_service.errors import FeedbackUnavailable, QueryRejected, cause_in_a_line
from search_service.records.feedback import Feedback, FeedbackStore
from search_service.records.privacy import without_private

_log = logging.getLogger(__name__)


def _by_the_desk(request: Request) -> None:
    """Refuse what the desk's own script did not send; a dependency of routes."""
    if request.headers.get("x-kb-request") != "1":
        raise HTTPException(HTTPStatus.FORBIDDEN, "只接受坐席台自己的页面发来的请求。")


_OWN = [Depends(require_own_page), Depends(_by_the_desk)]


def flag_router(access: Access, journal: Journal, feedback: FeedbackStore) -> APIRouter:
    """The routes; what is said lands beside the readers' feedback, with the agent's name."""
    router = agent_router(access)

    async def add(agent: str, article_id: str, reason: str, comment: str) -> None:
        said = Feedback(
            article_id=article_id,
            helpful=False,
            reason=reason,
            comment=comment,
            received_at=datetime.now(UTC),
            source="agent",
            agent=agent,
        )
        await asyncio.to_thread(feedback.add, said)

    @router.post("/flags", status_code=HTTPStatus.CREATED, dependencies=_OWN)
    async def flag(request: Request, desk: Desk, session: Agent) -> Response:
        said = body_of(FlagModel, await request.body())
        found = await asyncio.to_thread(desk.article, said.article_id)
        await add(session.agent, found.id, "wrong", said.comment)
        await note(journal, session, "flag", found.id)
        return Response(status_code=HTTPStatus.CREATED)

    @router.post("/unanswered", status_code=HTTPStatus.CREATED, dependencies=_OWN)
    async def unanswered(request: Request, session: Agent) -> Response:
        said = body_of(UnansweredModel, await request.body())
        question = " ".join(without_private(said.question).split())
        if not any(letter.isalnum() for letter in question):
            raise QueryRejected("去掉不能留的内容后，问题是空的。请写上顾客问什么。")
        await add(session.agent, "", "not_found", question)
        await note(journal, session, "unanswered", None)
        return Response(status_code=HTTPStatus.CREATED)

    @router.post("/reads", status_code=HTTPStatus.NO_CONTENT, dependencies=_OWN)
    async def read(request: Request, desk: Desk, session: Agent) -> Response:
        said = body_of(ReadModel, await request.body())
        found = await asyncio.to_thread(desk.article, said.article_id)
        count_reading(request, session.agent, found.id)
        later = BackgroundTask(note, journal, session, "read", found.id)
        return Response(status_code=HTTPStatus.NO_CONTENT, background=later)

    return router


def flags_of(feedback: FeedbackStore, article_id: str) -> tuple[Feedback, ...]:
    """What agents said of an article; nothing when it cannot be read: a caller is waiting."""
    try:
        return feedback.by_agents(article_id)
    except FeedbackUnavailable as error:
        _log.error("坐席标记读不出来：%s：%s", article_id, cause_in_a_line(error))
        return ()
