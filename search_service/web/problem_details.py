"""RFC 9457 problem details: the one shape of every error that goes out over HTTP."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from search_service.errors import (
    ArticleNotFound,
    DeskUnavailable,
    FeedbackConflict,
    FeedbackUnavailable,
    FeedbackUnknown,
    HistoryUnavailable,
    IndexUnavailable,
    KbError,
    QueryRejected,
    QueryTooLong,
)
from search_service.web.allowed_methods import allowed_methods
from search_service.web.models import ProblemDetails

_STATUS: dict[type[KbError], HTTPStatus] = {
    QueryRejected: HTTPStatus.UNPROCESSABLE_ENTITY,
    QueryTooLong: HTTPStatus.UNPROCESSABLE_ENTITY,
    ArticleNotFound: HTTPStatus.NOT_FOUND,
    IndexUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    FeedbackConflict: HTTPStatus.CONFLICT,
    FeedbackUnknown: HTTPStatus.NOT_FOUND,
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
    HTTPStatus.REQUEST_URI_TOO_LONG: "地址太长",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "请求头太长",
    HTTPStatus.TOO_MANY_REQUESTS: "请求太频繁",
    HTTPStatus.SERVICE_UNAVAILABLE: "服务暂时不可用",
    HTTPStatus.INTERNAL_SERVER_ERROR: "服务出错了",
}

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NO_JSON = "正文不是完整的 JSON，请检查引号、括号和编码（UTF-8）。"
_NO_OBJECT = "正文要是一个 JSON 对象，请求头要有 Content-Type: application/json。"
_ADVICE = {
    HTTPStatus.BAD_REQUEST: _NO_JSON,
    HTTPStatus.NOT_FOUND: "没有这个地址，请检查链接。",
}
# What a value has to be, by the name that pydantic has for what it is not.
_KINDS = {
    "int_parsing": "要写整数",
    "bool_parsing": "要写 true 或 false",
    "date_from_datetime_parsing": "日期要写成 2026-11-24",
    "date_from_datetime_inexact": "日期要写成 2026-11-24",
    "date_parsing": "日期要写成 2026-11-24",
    "string_type": "要写文字",
    "string_unicode": "里面有不能用的字符",
    "string_too_short": "不能是空的",
    "string_too_long": "最多 {max_length} 个字",
}
# Of what somebody sent: enough to find it by.
_NAME_CHARACTERS = 40


class ProblemResponse(JSONResponse):
    """RFC 9457 problem details."""

    media_type = "application/problem+json"

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        title = _TITLES.get(HTTPStatus(status), HTTPStatus(status).phrase)
        body = ProblemDetails(title=title, status=status, detail=detail).model_dump()
        super().__init__(body, status, {"Cache-Control": "no-store", **(headers or {})})


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What the OpenAPI document says of answers with these statuses."""
    shape = {"model": ProblemDetails, "content": {"application/problem+json": {}}}
    return {int(status): shape for status in statuses}


def _explain(error: dict[str, Any]) -> str:
    kind, place = error["type"], error["loc"]
    if kind == "json_invalid":  # its place is a number of characters
        return _NO_JSON
    if place == ("body",):
        return _NO_OBJECT
    name = f"{place[-1]}"[:_NAME_CHARACTERS]
    if kind == "missing":
        return f"缺少参数 {name}。"
    if kind == "extra_forbidden":
        return f"没有参数 {name}，请删掉它，或对照接口文档改名。"
    if kind in _KINDS:
        return f"参数 {name} 的值不对，{_KINDS[kind].format_map(error.get('ctx', {}))}。"
    return f"参数 {name} 的值不对，请检查它的类型。"


def _advice(error: HTTPException) -> str:
    """The detail of a refusal; the framework's own are in English and do not say what to do."""
    if _CHINESE.search(str(error.detail)):
        return str(error.detail)
    return _ADVICE.get(HTTPStatus(error.status_code), "请检查这个请求；不清楚时请对照接口文档。")


def handle_errors(app: FastAPI) -> None:
    """Answer every exception of the application with problem details."""

    @app.exception_handler(KbError)
    async def _(_: Request, error: KbError) -> Response:
        status = next((s for kind, s in _STATUS.items() if isinstance(error, kind)), None)
        return ProblemResponse(status or HTTPStatus.INTERNAL_SERVER_ERROR, str(error))

    @app.exception_handler(RequestValidationError)
    async def _(_: Request, error: RequestValidationError) -> Response:
        detail = "".join(_explain(found) for found in error.errors())
        return ProblemResponse(HTTPStatus.UNPROCESSABLE_ENTITY, detail)

    @app.exception_handler(HTTPException)
    async def _(request: Request, error: HTTPException) -> Response:
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = allowed_methods(request.scope) or (error.headers or {}).get("Allow", "")
            detail = f"这个地址不支持这种请求方式，请改用 {allowed}。"
            return ProblemResponse(error.status_code, detail, {"Allow": allowed})
        return ProblemResponse(error.status_code, _advice(error), error.headers)

    @app.exception_handler(Exception)
    async def _(_: Request, __: Exception) -> Response:
        detail = "服务遇到了意外错误，请稍后再试。"
        return ProblemResponse(HTTPStatus.INTERNAL_SERVER_ERROR, detail)
