"""`POST /api/v1/feedback`: what a reader says about an article.

Only our own pages may send it: a form of another site can set neither the JSON content type nor
the custom header, and a script of another site is refused by its Origin.
"""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from search_service.errors import FeedbackUnavailable, cause_in_a_line
from search_service.records.client_network import client_network
from search_service.records.feedback import Feedback, FeedbackStore
from search_service.records.rate_limit import RateLimit
from search_service.releases.live_release import LiveRelease
from search_service.web.models import FeedbackModel, FeedbackRecordedModel
from search_service.web.problem_details import problem_responses

_BODY_LIMIT = 4096
_KEY = re.compile(r"[!-~]{1,64}")
_PROBLEMS = problem_responses(403, 404, 409, 413, 422, 429, 503)
_BODY = {
    "required": True,
    "content": {"application/json": {"schema": FeedbackModel.model_json_schema()}},
}
# Behind one address there may be many, and who has said nothing yet is told that it is not him.
_TOO_OFTEN = "这一分钟里从你的网络发来的反馈太多了，请过 {seconds} 秒再试。"
_log = logging.getLogger(__name__)


def feedback_router(store: FeedbackStore, per_minute: int) -> APIRouter:
    """The route, with its own count of how much each client has sent.

    Args:
        store: Where feedback goes.
        per_minute: How often one client may send feedback.
    """
    router = APIRouter(prefix="/api/v1", responses=_PROBLEMS)
    limit = RateLimit(per_minute)

    @router.post(
        "/feedback",
        status_code=HTTPStatus.CREATED,
        response_model=FeedbackRecordedModel,
        openapi_extra={"requestBody": _BODY},
    )
    async def feedback(
        request: Request, idempotency_key: Annotated[str | None, Header()] = None
    ) -> Response:
        """Record whether an article helped; a repeated Idempotency-Key is recorded once."""
        require_own_page(request)
        client = client_network(request.client.host if request.client else "")
        refuse_when_spent(limit, client, _TOO_OFTEN)
        limit.count(client)
        if idempotency_key is not None and not _KEY.fullmatch(idempotency_key):
            raise HTTPException(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "Idempotency-Key 应当是 1 到 64 个英文字符，例如一个 UUID。",
            )
        said = _parsed(await body_of(request))
        live: LiveRelease = request.app.state.live
        article, _ = live.search.article(said.article_id)
        received = Feedback(article.id, said.helpful, said.reason, said.comment, datetime.now(UTC))
        try:
            await asyncio.to_thread(store.add, received, idempotency_key)
        except FeedbackUnavailable as error:
            _log.error("反馈没有存下：%s", cause_in_a_line(error))
            raise
        body = FeedbackRecordedModel().model_dump_json()
        return Response(body, HTTPStatus.CREATED, {"Cache-Control": "no-store"}, "application/json")

    return router


def require_own_page(request: Request) -> None:
    """Refuse what does not come from one of our own pages.

    Raises:
        HTTPException: 403.
    """
    headers = request.headers
    origins = headers.getlist("origin")
    own = (
        headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"
        and headers.get("x-kb-request") == "1"
        and set(headers.getlist("sec-fetch-site")) <= {"same-origin"}
        # The scheme is left out: behind a proxy that ends TLS we see another one.
        and (not origins or [one.partition("://")[2] for one in origins] == [headers.get("host")])
    )
    if not own:
        raise HTTPException(HTTPStatus.FORBIDDEN, "只接受本站页面发来的反馈。")


def refuse_when_spent(limit: RateLimit, who: str, detail: str) -> None:
    """Refuse who has sent as much as he may.

    Args:
        limit: Has counted it.
        who: Whom the limit counts.
        detail: What to say; `{seconds}` is how long to wait.

    Raises:
        HTTPException: 429 with Retry-After.
    """
    if wait := limit.seconds_to_wait(who):
        again = {"Retry-After": str(wait)}
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, detail.format(seconds=wait), again)


async def body_of(request: Request) -> bytes:
    """The body of a request, which is short.

    Raises:
        HTTPException: 413.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _BODY_LIMIT:
            raise HTTPException(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"反馈太长了，最多 {_BODY_LIMIT} 字节。"
            )
    return body


def _parsed(body: bytes) -> FeedbackModel:
    try:
        return FeedbackModel.model_validate_json(body)
    except ValidationError as error:
        names = dict.fromkeys(
            str(found["loc"][0]) if found["loc"] else "正文" for found in error.errors()
        )
        raise HTTPException(
            HTTPStatus.UNPROCESSABLE_ENTITY, f"这些内容不对：{'、'.join(names)}。请对照接口文档。"
        ) from error
