"""The search API: search, suggestions, an article by its code, the incident."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from search_service.answering.page_bounds import OFFSET_LIMIT, PAGE_LIMIT
from search_service.asking.lines import one_line
from search_service.asking.tool_links import china_today
from search_service.web.answers import SearchRequest, answer_and_count
from search_service.web.degraded import notice_to_readers
from search_service.web.incident import IncidentFile
from search_service.web.json_response import json_bytes, json_of
from search_service.web.live import Live, LiveAnswers, Threads
from search_service.web.models import (
    ArticleModel,
    IncidentModel,
    SearchModel,
    SuggestModel,
    article_model,
    suggest_model,
)
from search_service.web.problem_details import problem_responses
from search_service.web.visits import COUNTED_HEADER, visitor_log

router = APIRouter(prefix="/api/v1", responses=problem_responses(404, 409, 422, 503))


@router.get("/search", response_model=SearchModel)
async def search(  # noqa: PLR0913 - one parameter a query parameter
    request: Request,
    answers: LiveAnswers,
    threads: Threads,
    q: Annotated[str, Query(description="问题，或者一整条短信，最多 2000 个字")],
    limit: Annotated[int, Query(description=f"1 到 {PAGE_LIMIT}")] = 10,
    offset: Annotated[int, Query(description=f"0 到 {OFFSET_LIMIT}")] = 0,
    category: Annotated[str | None, Query(description="只看一个分类，例如 refunds")] = None,
    literal: Annotated[bool, Query(description="按原文查找，不做改写")] = False,  # noqa: FBT002
    explain: Annotated[bool, Query(description="说明每条结果的得分")] = False,  # noqa: FBT002
    typing: Annotated[bool, Query(description="还在输入，不记入查询记录")] = False,  # noqa: FBT002
) -> Response:
    """Search the articles; the best passage of each, best first."""
    asked = SearchRequest(one_line(q), limit, offset, category, literal, explain, china_today())
    log = None if typing else visitor_log(request)
    body = await threads.run(answer_and_count, answers, log, asked, typing=typing)
    response = json_bytes(body)
    if request.app.state.query_log is not None:
        response.headers[COUNTED_HEADER] = "1"  # pages then say what became of the answer
    return response


@router.get("/suggest", response_model=SuggestModel)
async def suggest(
    live: Live,
    threads: Threads,
    q: Annotated[str, Query(description="正在输入的文字，最多 64 个字")],
) -> Response:
    """Completions from titles, questions and headings by characters, pinyin or initials."""
    found = await threads.run(live.search.suggest, q)
    return json_of(suggest_model(q, found).model_dump())


@router.get("/articles/{article_id}", response_model=ArticleModel)
async def article(live: Live, article_id: str) -> Response:
    """An article by its code, such as R-102."""
    return json_of(article_model(*live.search.article(article_id)).model_dump())


@router.get("/incident", response_model=IncidentModel)
async def incident(request: Request, live: Live) -> Response:
    """What is wrong right now; pages ask every minute or two, and mostly hear 304."""
    file: IncidentFile = request.app.state.incident
    now = datetime.now(UTC)
    current = file.current(now) or notice_to_readers(live, now)
    content = IncidentModel(incident=current).model_dump_json().encode()
    headers = {
        # Who reads one page after another asks once.
        "Cache-Control": "max-age=30",
        "ETag": f'W/"{hashlib.sha256(content).hexdigest()[:16]}"',
    }
    if _is_known(headers["ETag"], request.headers.get("if-none-match", "")):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(content, headers=headers, media_type="application/json")


def _is_known(etag: str, known: str) -> bool:
    """Whether If-None-Match names it; whether weak or strong does not matter (RFC 9110, 13.1.2)."""
    tags = {one.strip().removeprefix("W/") for one in known.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags
