"""The HTTP service put together: the search API, health, and the built site on the same origin."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, nullcontext, suppress
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from search_service.desk.live_desk import LiveDesk
from search_service.desk.routes import include_desk
from search_service.records.feedback import FeedbackStore
from search_service.records.visit_log import VisitLog
from search_service.records.visit_store import VisitStore
from search_service.releases.live_release import LiveRelease
from search_service.releases.publish import load_analyser
from search_service.settings import Settings, read_settings
from search_service.web.admission import OUTSIDE, Admission
from search_service.web.answer_route import router as answer_router
from search_service.web.answers import Answers
from search_service.web.compression import Compression
from search_service.web.embedding import Embedding
from search_service.web.engine_header import EngineHeader
from search_service.web.feedback import feedback_router
from search_service.web.gone_clients import GoneClients
from search_service.web.head_requests import HeadRequests
from search_service.web.headers import SecurityHeaders
from search_service.web.health import health
from search_service.web.hosts import TrustedHosts
from search_service.web.incident import IncidentFile
from search_service.web.incident_events import INCIDENT_EVENTS, incident_events
from search_service.web.metrics import Metrics
from search_service.web.metrics_route import metrics_router
from search_service.web.parent_process import end_with_parent
from search_service.web.problem_details import handle_errors
from search_service.web.request_bounds import RequestBounds
from search_service.web.request_log import RequestLog
from search_service.web.results_page import results_router
from search_service.web.routes import router
from search_service.web.site_files import SiteFiles
from search_service.web.threads import SearchThreads, bound_other_threads
from search_service.web.visits import visits_router


def create_app(
    settings: Settings | None = None,
    live: LiveRelease | None = None,
    extra_routers: Iterable[APIRouter] = (),
    drawn: Path | None = None,
) -> FastAPI:
    """The application; loads the analysis and opens the index before it answers.

    Args:
        settings: Read from the environment when not given.
        live: The release to serve, when the caller publishes to it itself.
        extra_routers: Further routes, such as those of the preview.
        drawn: A folder of pages that are newer than the release, as a preview has.
    """
    settings = (settings or read_settings()).for_brand()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if live is None:
            analyser = await asyncio.to_thread(load_analyser, settings)
            app.state.live = LiveRelease(settings, analyser)
        bound_other_threads()
        app.state.threads = SearchThreads()
        app.state.answers = Answers(app.state.live, app.state.metrics.answer)
        end_with_parent()
        app.state.desk = LiveDesk(app.state.live)
        await asyncio.to_thread(app.state.live.refresh)
        refresher = asyncio.create_task(app.state.live.keep_fresh())
        if settings.query_log:
            visits = VisitStore(settings.query_log_file, settings.query_log_url)
            dropped = app.state.metrics.visits_dropped
            app.state.query_log = VisitLog(visits, settings.query_log_days, dropped)
        with app.state.query_log or nullcontext():
            yield
        refresher.cancel()
        with suppress(asyncio.CancelledError):
            await refresher
        app.state.threads.close()

    app = FastAPI(
        title="帮助中心",
        version="1",
        description="帮助中心的搜索接口。错误一律按 RFC 9457 返回。",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.live = live
    app.state.settings = settings
    app.state.query_log = None
    app.state.desk = None
    app.state.incident = IncidentFile(settings.incident_file)
    handle_errors(app)
    app.include_router(router)
    app.include_router(answer_router)
    store = FeedbackStore(settings.feedback_file)
    app.include_router(feedback_router(store, settings.feedback_per_minute))
    app.include_router(visits_router())
    access = include_desk(app, settings, store)
    app.include_router(incident_events(app.state.incident, access))
    app.include_router(health)
    app.include_router(metrics_router)
    for extra in extra_routers:
        app.include_router(extra)

    def folders() -> list[Path]:
        """Where pages lie: what was drawn since, and the site of the release in service."""
        served: LiveRelease | None = app.state.live
        return [one for one in (drawn, served.site if served else None) if one]

    site = SiteFiles(folders)
    app.include_router(results_router(site))
    app.mount("/", site)
    app.state.metrics = Metrics(_patterns(app), settings.metrics_file)
    _add_layers(app, settings)
    return app


def _add_layers(app: FastAPI, settings: Settings) -> None:
    """What stands in front of all routes; the last one added is the outermost."""
    app.add_middleware(TrustedHosts, hosts=frozenset(settings.allowed_hosts))
    app.add_middleware(
        EngineHeader, is_degraded=lambda: bool(app.state.live and app.state.live.engine_fault)
    )
    app.add_middleware(Embedding, origins=settings.embed_origins)
    # Before everything that reads an address, a header or a body.
    app.add_middleware(RequestBounds)
    app.add_middleware(Compression)
    app.add_middleware(
        Admission, at_once=settings.requests_at_once, outside=OUTSIDE | {INCIDENT_EVENTS}
    )
    app.add_middleware(SecurityHeaders)
    app.add_middleware(HeadRequests)
    app.add_middleware(GoneClients)
    # It sees what all the others refuse.
    app.add_middleware(RequestLog, count=app.state.metrics.request)


def _patterns(app: FastAPI) -> list[str]:
    """The routes that metrics tell apart, all but the agents' files."""
    found = iter_route_contexts(app.routes)
    return sorted({one.path or "" for one in found if isinstance(one.original_route, APIRoute)})
