"""`/healthz` and `/readyz`: for whoever watches the service."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Response

from search_service.web.json_response import json_of
from search_service.web.live import Live
from search_service.web.models import HealthModel, ReadyModel

health = APIRouter()


@health.get("/healthz", response_model=HealthModel)
async def healthz() -> Response:
    """The process is alive."""
    return json_of(HealthModel().model_dump())


@health.get("/readyz", response_model=ReadyModel, responses={503: {"model": ReadyModel}})
async def readyz(live: Live) -> Response:
    """Whether queries can be answered, and from what."""
    if not live.is_open:
        gone = ReadyModel(status="unavailable", generation=None, passages=0, detail=live.fault)
        return json_of(gone.model_dump(), HTTPStatus.SERVICE_UNAVAILABLE)
    search = live.search
    detail = "；".join(filter(None, (live.fault, live.engine_fault))) or None
    ready = ReadyModel(
        status="degraded" if detail else "ready",
        generation=search.generation,
        passages=len(search.documents.passages),
        detail=detail,
    )
    return json_of(ready.model_dump())
