"""What agents tell the people who write: an article is wrong, or a question has none."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response
from starlette.exceptions import HTTPException

from search_service.desk.access import Access, require_own_page
from search_service.desk.agent_route import Agent, Desk, agent_router, note
from search_service.desk.journal import Journal
from search_service.desk.models import FlagModel
from search_service.desk.request_body import body_of
from search_service.records.feedback import Feedback, FeedbackStore


def flag_router(access: Access, journal: Journal, feedback: FeedbackStore) -> APIRouter:
    """The routes; what is said lands beside the readers' feedback."""
    router = agent_router(access)

    @router.post("/flags", status_code=HTTPStatus.CREATED, dependencies=[Depends(require_own_page)])
    async def flag(request: Request, desk: Desk, session: Agent) -> Response:
        if request.headers.get("x-kb-request") != "1":
            raise HTTPException(HTTPStatus.FORBIDDEN, "只接受坐席台自己的页面发来的请求。")
        said = body_of(FlagModel, await request.body())
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
        await asyncio.to_thread(note, journal, session, "flag", found.id)
        return Response(status_code=HTTPStatus.CREATED)

    return router
