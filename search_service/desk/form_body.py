"""The fields of a form that a page without scripts sends; never read from the address."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import parse_qs

from fastapi import Request
from starlette.exceptions import HTTPException

_BODY_LIMIT = 4096
_FIELDS = 4


async def fields_of(request: Request) -> Mapping[str, str]:
    """The first value of every field.

    Raises:
        HTTPException: 413, it is too long; 400, it is no form.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _BODY_LIMIT:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "内容太长了。")
    try:
        form = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "表单内容读不出来。") from error
    return {key: values[0] for key, values in form.items()}
