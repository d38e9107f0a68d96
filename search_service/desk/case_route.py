"""`POST /api/v1/agent/answer`, for a CRM whose agents have signed in at the desk."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Depends, Request

from search_service.answering.shown import shown_of
from search_service.desk.access import Access, require_own_page
from search_service.desk.agent_route import Agent, Desk, agent_router
from search_service.desk.case_answer import CaseAnswerModel, CaseModel, case_answer, results_of
from search_service.desk.counting import count_case
from search_service.desk.request_body import body_of
from search_service.desk.status import today
from search_service.records.privacy import without_private


def case_router(access: Access, site_url: str) -> APIRouter:
    """The route; `site_url` is what addresses for customers begin with."""
    router = agent_router(access)

    @router.post(
        "/answer", response_model=CaseAnswerModel, dependencies=[Depends(require_own_page)]
    )
    async def answer(request: Request, desk: Desk, session: Agent) -> CaseAnswerModel:
        case = body_of(CaseModel, await request.body())
        day = today()
        results = await asyncio.to_thread(results_of, desk.search, without_private(case.text), day)
        count_case(request, session.agent, results[0].query.text, shown_of(results[0]))
        return case_answer(results, desk.articles, desk.search.generation, site_url, day)

    return router
