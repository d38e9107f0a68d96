"""/agent/coverage: what the team lead looks at. Which articles have 话术, and what was flagged."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import get_args

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.exceptions import HTTPException

from search_service.desk.access import PRIVATE, Access, PrivateRoute, require_own_page
from search_service.desk.agent_route import now
from search_service.desk.form_body import fields_of
from search_service.desk.material import DeskArticle
from search_service.desk.shell_pages import PAGES
from search_service.desk.status import CHINA, status_of, today
from search_service.records.feedback import FeedbackStore, State
from search_service.site.csp import policy

_STATES = {"open": "待处理", "taken": "处理中", "done": "已处理"}
_NUMBER_DIGITS = 9


@dataclass(frozen=True)
class TopicCoverage:
    """How many articles of a topic agents have words for.

    Attributes:
        without: Those without, each with its reason; empty when none was written.
    """

    title: str
    articles: int
    with_words: int
    drafts: int
    without: tuple[DeskArticle, ...]


def coverage_of(articles: Iterable[DeskArticle]) -> tuple[TopicCoverage, ...]:
    """The topics by name, each with its articles by code."""
    topics: dict[str, list[DeskArticle]] = {}
    for article in sorted(articles, key=lambda one: one.id):
        topics.setdefault(article.topic, []).append(article)
    return tuple(
        TopicCoverage(
            title=title,
            articles=len(all_of_it),
            with_words=sum(one.scripts is not None for one in all_of_it),
            drafts=sum(one.scripts is not None and one.scripts.draft for one in all_of_it),
            without=tuple(one for one in all_of_it if one.scripts is None),
        )
        for title, all_of_it in sorted(topics.items())
    )


class LeadPage:
    """One page without scripts, for every agent: a team lead is one of them."""

    def __init__(self, access: Access, feedback: FeedbackStore) -> None:
        self._access, self._feedback = access, feedback
        content = policy(frame_ancestors=access.frame_hosts)
        self._headers = {"Content-Security-Policy": content, **PRIVATE}

    def router(self) -> APIRouter:
        """The routes of the page."""
        router = APIRouter(prefix="/agent", include_in_schema=False, route_class=PrivateRoute)
        router.add_api_route("/coverage", self._page)
        own_page = [Depends(require_own_page)]
        router.add_api_route("/coverage", self._handle, methods=["POST"], dependencies=own_page)
        return router

    def _page(self, request: Request) -> Response:
        if self._access.session(request) is None:
            return RedirectResponse("login", HTTPStatus.SEE_OTHER)
        articles = now(request).articles
        topics = coverage_of(articles.values())
        text = PAGES.get_template("coverage.html").render(
            topics=topics,
            articles=len(articles),
            with_words=sum(one.with_words for one in topics),
            unsaid=[one for topic in topics for one in topic.without if not one.without_scripts],
            stale=[
                (one, status)
                for one in sorted(articles.values(), key=lambda one: one.id)
                if (status := status_of(one, today())) != "已复核"
            ],
            flags=[
                (one, _STATES[one.state], one.received_at.astimezone(CHINA))
                for one in self._feedback.by_agents()
            ],
            known=articles,
        )
        return HTMLResponse(text, headers=self._headers)

    async def _handle(self, request: Request) -> Response:
        """Take a flag, deal with it, or give it back; the name stays with it."""
        session = await asyncio.to_thread(self._access.session, request)
        if session is None:
            return RedirectResponse("login", HTTPStatus.SEE_OTHER)
        fields = await fields_of(request)
        number, wanted = fields.get("number", ""), fields.get("state", "")
        state: State | None = next((one for one in get_args(State) if one == wanted), None)
        if state is None or not number.isdecimal() or len(number) > _NUMBER_DIGITS:
            raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, "请回到上一页再点一次。")
        await asyncio.to_thread(self._feedback.handle, int(number), state, session.agent)
        return RedirectResponse("coverage#flags", HTTPStatus.SEE_OTHER)
