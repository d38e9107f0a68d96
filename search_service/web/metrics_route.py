"""GET /metrics: for Prometheus, on the service's own port; nginx passes it on to nobody."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from search_service.web.degraded import degraded_modes
from search_service.web.live import Live
from search_service.web.metrics import Metrics

metrics_router = APIRouter(include_in_schema=False)


@metrics_router.get("/metrics")
async def metrics(request: Request, live: Live) -> Response:
    """All counters, and what is true of this process now."""
    counted: Metrics = request.app.state.metrics
    modes = degraded_modes(live, request.app.state.settings)
    gauges: dict[str, float] = {
        "kb_metrics_shared": float(counted.is_shared),
        "kb_release_open": float(live.is_open),
        "kb_degraded": float(len(modes)),
    }
    if live.is_open:
        name = live.search.generation
        gauges["kb_passages"] = float(len(live.search.documents.passages))
        gauges[f'kb_release_info{{generation="{name}"}}'] = 1.0
    content = counted.rendered(gauges)
    return Response(content, media_type="text/plain; version=0.0.4; charset=utf-8")
