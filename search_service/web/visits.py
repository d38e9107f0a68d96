"""`POST /api/v1/visits`: a reader leaves an article that the search led to. And who is counted.

Nothing but counts is ever stored of it (docs/learning.md); without `KB_QUERY_LOG` nothing at all.
Only our own pages may send it, as with feedback.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException

from search_service.asking.lines import one_line
from search_service.asking.typed_text import RAW_QUERY_LIMIT
from search_service.records.client_network import client_network
from search_service.records.privacy import without_private
from search_service.records.rate_limit import RateLimit
from search_service.records.visit_log import VisitLog, VisitorLog
from search_service.records.visit_window import ReadingNote, Visitor
from search_service.records.visits import Side
from search_service.web.embedding import FRAMED
from search_service.web.feedback import body_of, refuse_when_spent, require_own_page
from search_service.web.live import Live
from search_service.web.problem_details import problem_responses

# Says that the operator counts visits; as `service.js` reads it.
COUNTED_HEADER = "X-KB-Counted"
_PER_MINUTE = 60
_LONGEST_VISIT_SECONDS = 86_400
_BROWSER_CHARACTERS = 200


class LeftModel(BaseModel):
    """Body of `POST /api/v1/visits`: an article that was opened from the answer to `q` is left."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    q: Annotated[str, Field(min_length=1, max_length=RAW_QUERY_LIMIT)]
    article_id: Annotated[str, Field(min_length=1, max_length=20)]
    seconds: Annotated[float, Field(ge=0, le=_LONGEST_VISIT_SECONDS)]
    contact: bool = False
    helpful: bool | None = None


_BODY = {
    "required": True,
    "content": {"application/json": {"schema": LeftModel.model_json_schema()}},
}


def visitor_log(request: Request, side: Side = "site") -> VisitorLog | None:
    """The log as this visitor's questions come to it; None when the operator counts nothing."""
    log: VisitLog | None = request.app.state.query_log
    return VisitorLog(log, visitor_of(request, side)) if log is not None else None


def visitor_of(request: Request, side: Side) -> Visitor:
    """Who asks, as far as the window of visits tells people apart; readers in a frame by it."""
    if side == "site" and getattr(request.state, FRAMED, False):
        side = "frame"
    network = client_network(request.client.host if request.client else "")
    return Visitor(side, network, request.headers.get("user-agent", "")[:_BROWSER_CHARACTERS])


def visits_router() -> APIRouter:
    """The route, with its own count of how much each client has sent."""
    router = APIRouter(prefix="/api/v1", responses=problem_responses(403, 404, 413, 422, 429, 503))
    limit = RateLimit(_PER_MINUTE)

    @router.post("/visits", status_code=HTTPStatus.NO_CONTENT, openapi_extra={"requestBody": _BODY})
    async def left(request: Request, live: Live) -> Response:
        """Note that a reader left an article; what is kept are counts, if the operator counts."""
        require_own_page(request)
        visitor = visitor_of(request, "site")
        log: VisitLog | None = request.app.state.query_log
        said = _parsed(await body_of(request))
        if log is None:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        refuse_when_spent(limit, visitor.network, "发得太快了，请过 {seconds} 秒再试。")
        limit.count(visitor.network)
        article, _ = live.search.article(said.article_id)
        text = one_line(without_private(said.q))
        log.note(ReadingNote(visitor, text, article.id, said.seconds, said.contact, said.helpful))
        return Response(status_code=HTTPStatus.NO_CONTENT)

    return router


def _parsed(body: bytes) -> LeftModel:
    try:
        return LeftModel.model_validate_json(body)
    except ValidationError as error:
        names = dict.fromkeys(
            str(one["loc"][0]) if one["loc"] else "正文" for one in error.errors()
        )
        raise HTTPException(
            HTTPStatus.UNPROCESSABLE_ENTITY, f"这些内容不对：{'、'.join(names)}。请对照接口文档。"
        ) from error
