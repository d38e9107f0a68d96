"""What every route of the agents' API has: a session asked for first, a release, a journal."""

from __future__ import annotations

import asyncio
import logging
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from search_service.desk.access import Access, PrivateRoute
from search_service.desk.journal import Act, Journal
from search_service.desk.live_desk import LiveDesk, ReleasedDesk
from search_service.desk.sessions import Session
from search_service.errors import DeskUnavailable, cause_in_a_line

_log = logging.getLogger(__name__)


def now(request: Request) -> ReleasedDesk:
    """The desk of the release in service.

    Raises:
        IndexUnavailable: No release could be opened so far.
    """
    desk: LiveDesk = request.app.state.desk
    return desk.now()


async def _desk(request: Request) -> ReleasedDesk:
    return now(request)


async def _agent(request: Request) -> Session:
    """Who asks, as `Access.require` found out before any route of the router runs."""
    session: Session = request.state.agent
    return session


Desk = Annotated[ReleasedDesk, Depends(_desk)]
Agent = Annotated[Session, Depends(_agent)]


def agent_router(access: Access) -> APIRouter:
    """A router below `/api/v1/agent/` that nobody passes who has not signed in."""
    return APIRouter(
        prefix="/api/v1/agent",
        route_class=PrivateRoute,
        dependencies=[Depends(access.require)],
        include_in_schema=False,
    )


async def note(journal: Journal, session: Session, act: Act, article_id: str | None) -> None:
    """Write down what is done, in a thread that serves neither searches nor pages.

    What is read is noted when it has been sent: a caller on the line waits neither for a full disk
    nor for whoever else is writing.
    """
    try:
        await asyncio.to_thread(journal.note, session.agent, act, article_id)
    except DeskUnavailable as error:
        _log.error("坐席记录没有写下：%s %s：%s", act, article_id or "", cause_in_a_line(error))
