"""`/healthz` and `/readyz`: for whoever watches the service."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from search_service.web.degraded import degraded_modes
from search_service.web.json_response import json_of
from search_service.web.live import Live
from search_service.web.models import HealthModel, ReadyModel

health = APIRouter()


@health.get("/healthz", response_model=HealthModel)
async def healthz() -> Response:
    """The process is alive."""
    return json_of(HealthModel().model_dump())


@health.get("/readyz", response_model=ReadyModel, responses={503: {"model": ReadyModel}})
async def readyz(request: Request, live: Live) -> Response:
    """Whether queries can be answered, and from what."""
    if not live.is_open:
        gone = ReadyModel(status="unavailable", generation=None, passages=0, detail=live.fault)
        return json_of(gone.model_dump(), HTTPStatus.SERVICE_UNAVAILABLE)
    search = live.search
    modes = degraded_modes(live, request.app.state.settings)
    ready = ReadyModel(
        status="degraded" if modes else "ready",
        generation=search.generation,
        passages=len(search.documents.passages),
        detail="；".join(mode.detail for mode in modes) or None,
        degraded=tuple(mode.what for mode in modes),
    )
    return json_of(ready.model_dump())
