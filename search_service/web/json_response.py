"""JSON that is never kept by anybody on the way."""

from __future__ import annotations

from http import HTTPStatus

import orjson
from fastapi import Response


def json_of(content: object, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """`content` as JSON."""
    return json_bytes(orjson.dumps(content), status)


def json_bytes(content: bytes, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """What is JSON already."""
    headers = {"Cache-Control": "no-store"}
    return Response(content, status, headers, "application/json")
