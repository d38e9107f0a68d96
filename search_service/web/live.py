"""What routes are handed of the running application."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from search_service.releases.live_release import LiveRelease
from search_service.web.answers import Answers
from search_service.web.threads import SearchThreads


async def _live(request: Request) -> LiveRelease:
    # A plain function would be run in another thread, which takes longer than all it does.
    live: LiveRelease = request.app.state.live
    return live


async def _answers(request: Request) -> Answers:
    answers: Answers = request.app.state.answers
    return answers


async def _threads(request: Request) -> SearchThreads:
    threads: SearchThreads = request.app.state.threads
    return threads


Live = Annotated[LiveRelease, Depends(_live)]
LiveAnswers = Annotated[Answers, Depends(_answers)]
Threads = Annotated[SearchThreads, Depends(_threads)]
