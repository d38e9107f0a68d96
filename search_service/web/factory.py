"""The HTTP service: the search API, health, and the built site on the same origin."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlsplit

import orjson
from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from search_service.answering.search import OFFSET_LIMIT, PAGE_LIMIT
from search_service.asking.tool_links import china_today
from search_service.desk.api import include_desk
from search_service.desk.publishing import LiveDesk
from search_service.errors import (
    ArticleNotFound,
    DeskUnavailable,
    FeedbackConflict,
    FeedbackUnavailable,
    HistoryUnavailable,
    IndexUnavailable,
    KbError,
    QueryRejected,
)
from search_service.records.feedback import FeedbackStore
from search_service.records.query_log import QueryLog
from search_service.releases.live_search import LiveSearch
from search_service.releases.publish import load_analyser
from search_service.settings import Settings
from search_service.site.csp import SecurityHeaders
from search_service.web.answers import SearchRequest, answer_and_count
from search_service.web.feedback import feedback_router
from search_service.web.incident import IncidentFile
from search_service.web.models import (
    ArticleModel,
    HealthModel,
    IncidentModel,
    Problem,
    ReadyModel,
    SearchModel,
    SuggestModel,
    article_model,
    suggest_model,
)
from search_service.web.results_page import results_router
from search_service.web.site_files import SiteFiles

_STATUS: dict[type[KbError], HTTPStatus] = {
    QueryRejected: HTTPStatus.UNPROCESSABLE_ENTITY,
    ArticleNotFound: HTTPStatus.NOT_FOUND,
    IndexUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    FeedbackConflict: HTTPStatus.CONFLICT,
    FeedbackUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    HistoryUnavailable: HTTPStatus.NOT_FOUND,
    DeskUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
_TITLES = {
    HTTPStatus.UNPROCESSABLE_ENTITY: "请求有误",
    HTTPStatus.BAD_REQUEST: "请求有误",
    HTTPStatus.UNAUTHORIZED: "还没有登录",
    HTTPStatus.FORBIDDEN: "不接受这个请求",
    HTTPStatus.NOT_FOUND: "找不到",
    HTTPStatus.METHOD_NOT_ALLOWED: "不支持这种请求方式",
    HTTPStatus.CONFLICT: "与之前的请求冲突",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "内容太长",
    HTTPStatus.TOO_MANY_REQUESTS: "请求太频繁",
    HTTPStatus.SERVICE_UNAVAILABLE: "服务暂时不可用",
    HTTPStatus.INTERNAL_SERVER_ERROR: "服务出错了",
}


class ProblemResponse(JSONResponse):
    """RFC 9457 problem details."""

    media_type = "application/problem+json"

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        title = _TITLES.get(HTTPStatus(status), HTTPStatus(status).phrase)
        body = Problem(title=title, status=status, detail=detail).model_dump()
        super().__init__(body, status, {"Cache-Control": "no-store", **(headers or {})})


class TrustedHosts:
    """Refuses requests for unknown hosts: Starlette's middleware, but with problem details."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http":
            host = urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname or ""
            if host.strip("[]") not in {known.strip("[]") for known in self._hosts}:
                refusal = ProblemResponse(HTTPStatus.BAD_REQUEST, "不认识这个主机名。")
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)


async def _live(request: Request) -> LiveSearch:
    # A plain function would be run in another thread, which takes longer than all it does.
    live: LiveSearch = request.app.state.live
    return live


Live = Annotated[LiveSearch, Depends(_live)]
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    int(status): {"model": Problem, "content": {"application/problem+json": {}}}
    for status in _STATUS.values()
}
router = APIRouter(prefix="/api/v1", responses=_PROBLEMS)
health = APIRouter()


@router.get("/search", response_model=SearchModel)
async def search(  # noqa: PLR0913 - one parameter a query parameter
    request: Request,
    live: Live,
    q: Annotated[str, Query(description="问题，归一化后 1 到 64 个字")],
    limit: Annotated[int, Query(description=f"1 到 {PAGE_LIMIT}")] = 10,
    offset: Annotated[int, Query(description=f"0 到 {OFFSET_LIMIT}")] = 0,
    category: Annotated[str | None, Query(description="只看一个分类，例如 refunds")] = None,
    literal: Annotated[bool, Query(description="按原文查找，不做改写")] = False,  # noqa: FBT002
    explain: Annotated[bool, Query(description="说明每条结果的得分")] = False,  # noqa: FBT002
    typing: Annotated[bool, Query(description="还在输入，不记入查询记录")] = False,  # noqa: FBT002
) -> Response:
    """Search the articles; the best passage of each, best first."""
    asked = SearchRequest(
        " ".join(q.split()), limit, offset, category, literal, explain, china_today()
    )
    log = None if typing else request.app.state.query_log
    return _json_bytes(answer_and_count(live.answers, log, asked))


@router.get("/suggest", response_model=SuggestModel)
async def suggest(
    live: Live, q: Annotated[str, Query(description="正在输入的文字，最多 64 个字")]
) -> Response:
    """Completions from titles, questions and headings by characters, pinyin or initials."""
    return _json(suggest_model(q, live.search.suggest(q)).model_dump())


@router.get("/articles/{article_id}", response_model=ArticleModel)
async def article(live: Live, article_id: str) -> Response:
    """An article by its code, such as R-102."""
    return _json(article_model(*live.search.article(article_id)).model_dump())


@router.get("/incident", response_model=IncidentModel)
async def incident(request: Request) -> Response:
    """What is wrong right now; pages ask every few seconds, and mostly hear 304."""
    file: IncidentFile = request.app.state.incident
    current = file.current(datetime.now(UTC))
    content = IncidentModel(incident=current).model_dump_json().encode()
    headers = {
        "Cache-Control": "no-cache",
        "ETag": f'W/"{hashlib.sha256(content).hexdigest()[:16]}"',
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(content, headers=headers, media_type="application/json")


@health.get("/healthz", response_model=HealthModel)
async def healthz() -> Response:
    """The process is alive."""
    return _json(HealthModel().model_dump())


@health.get("/readyz", response_model=ReadyModel, responses={503: {"model": ReadyModel}})
async def readyz(live: Live) -> Response:
    """Whether queries can be answered, and from what."""
    if not live.is_open:
        gone = ReadyModel(status="unavailable", generation=None, passages=0, detail=live.fault)
        return _json(gone.model_dump(), HTTPStatus.SERVICE_UNAVAILABLE)
    ready = ReadyModel(
        status="degraded" if live.fault else "ready",
        generation=live.search.generation,
        passages=len(live.search.documents.passages),
        detail=live.fault,
    )
    return _json(ready.model_dump())


def _json(content: object, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return _json_bytes(orjson.dumps(content), status)


def _json_bytes(content: bytes, status: HTTPStatus = HTTPStatus.OK) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(content, status, headers, "application/json")


def _explain(error: dict[str, Any]) -> str:
    name = error["loc"][-1]
    if error["type"] == "missing":
        return f"缺少参数 {name}。"
    return f"参数 {name} 的值不对，请检查它的类型。"


def _handle_errors(app: FastAPI) -> None:
    @app.exception_handler(KbError)
    async def _(_: Request, error: KbError) -> Response:
        status = next((s for kind, s in _STATUS.items() if isinstance(error, kind)), None)
        return ProblemResponse(status or HTTPStatus.INTERNAL_SERVER_ERROR, str(error))

    @app.exception_handler(RequestValidationError)
    async def _(_: Request, error: RequestValidationError) -> Response:
        detail = "".join(_explain(found) for found in error.errors())
        return ProblemResponse(HTTPStatus.UNPROCESSABLE_ENTITY, detail)

    @app.exception_handler(HTTPException)
    async def _(_: Request, error: HTTPException) -> Response:
        return ProblemResponse(error.status_code, str(error.detail), error.headers)

    @app.exception_handler(Exception)
    async def _(_: Request, __: Exception) -> Response:
        detail = "服务遇到了意外错误，请稍后再试。"
        return ProblemResponse(HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def create_app(
    settings: Settings | None = None,
    live: LiveSearch | None = None,
    extra_routers: Iterable[APIRouter] = (),
    desk: LiveDesk | None = None,
) -> FastAPI:
    """The application; loads the analysis and opens the index before it answers.

    Args:
        settings: Read from the environment when not given.
        live: The search to serve, when the caller publishes to it itself.
        extra_routers: Further routes, such as those of the preview.
        desk: The agents' search to serve, when the caller publishes to it itself.
    """
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if live is None:
            analyser = await asyncio.to_thread(load_analyser, settings)
            app.state.live = LiveSearch(settings, analyser)
        if desk is None:
            app.state.desk = LiveDesk(settings, app.state.live.analyser)
        served = (app.state.live, app.state.desk.live)
        for one in served:
            await asyncio.to_thread(one.refresh)
        refreshers = [asyncio.create_task(one.keep_fresh()) for one in served]
        if settings.query_log:
            app.state.query_log = QueryLog(settings.query_log_file, settings.query_log_days)
        with app.state.query_log or nullcontext():
            yield
        for refresher in refreshers:
            refresher.cancel()
            with suppress(asyncio.CancelledError):
                await refresher

    app = FastAPI(
        title="u钱包帮助中心",
        version="1",
        description="帮助中心的搜索接口。错误一律按 RFC 9457 返回。",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.live = live
    app.state.query_log = None
    app.state.desk = desk
    app.state.incident = IncidentFile(settings.incident_file)
    app.add_middleware(TrustedHosts, hosts=frozenset(settings.allowed_hosts))
    # The browser index (95 kB): 47.0 kB in 2.9 ms at level 4, 45.9 kB in 5.3 ms at level 6.
    app.add_middleware(GZipMiddleware, compresslevel=4)
    app.add_middleware(SecurityHeaders, site_folder=settings.site_folder)
    _handle_errors(app)
    app.include_router(router)
    store = FeedbackStore(settings.feedback_file)
    app.include_router(feedback_router(store, settings.feedback_per_minute))
    include_desk(app, settings, store)
    app.include_router(health)
    for extra in extra_routers:
        app.include_router(extra)
    site = SiteFiles(directory=settings.site_folder, html=True, check_dir=False)
    app.include_router(results_router(site, settings.site_folder))
    app.mount("/", site)
    return app
