"""Bounds on every request, before anything reads it: one layer in front of all routes.

A route that needs a larger body says so in `BODY_BYTES`; all others get none. What is out of
bounds is refused with problem details and the connection is closed, so that nobody goes on sending.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import unquote_plus

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_service.asking.typed_text import RAW_QUERY_LIMIT
from search_service.desk.access import COOKIE
from search_service.web.embedding import PREFIX
from search_service.web.problem_details import ProblemResponse

# The bytes that go over the wire: a query of RAW_QUERY_LIMIT 汉字 has 9 bytes a character.
URL_BYTES = 9 * RAW_QUERY_LIMIT + 2_000
PATH_BYTES = 2_000
PARAMETERS = 20
# Browsers send some 20; cookies of other services on the same name are among them.
HEADERS = 100
HEADER_BYTES = 16_384
# By path: what our own pages send to it is far shorter.
BODY_BYTES: Mapping[str, int] = {
    # RAW_QUERY_LIMIT 汉字, each written as \\uXXXX
    "/api/v1/answer": 6 * RAW_QUERY_LIMIT + 2_000,
    "/api/v1/agent/answer": 6 * RAW_QUERY_LIMIT + 2_000,
    "/api/v1/feedback": 4_096,
    "/api/v1/visits": 4_096,
    "/api/v1/agent/flags": 4_096,
    "/api/v1/agent/reads": 4_096,
    "/api/v1/agent/unanswered": 4_096,
    "/agent/coverage": 4_096,
    "/agent/login": 4_096,
    "/agent/password": 4_096,
}
_LENGTH_DIGITS = 15
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_CLOSE = {"Connection": "close"}


class RequestBounds:
    """Refuses what is longer, or more, than anybody needs."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it; a body is counted while it comes."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = BODY_BYTES.get(scope["path"].removeprefix(PREFIX), 0)
        if refusal := _out_of_bounds(scope, most):
            await refusal(scope, receive, send)
            return
        has_begun = False

        async def send_noting(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        # Not in a copy: the route that the router notes in it is logged and counted outside.
        scope["headers"] = _with_own_cookie(scope["headers"])
        await self._app(scope, _counted(receive, most, lambda: has_begun), send_noting)


def _out_of_bounds(scope: Scope, most_body: int) -> ProblemResponse | None:
    """The refusal of what is known before the body comes."""
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    if len(headers) > HEADERS or sum(len(n) + len(v) for n, v in headers) > HEADER_BYTES:
        status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        return ProblemResponse(
            status, f"请求头太多或太长，最多 {HEADERS} 个、共 {HEADER_BYTES} 字节。", _CLOSE
        )
    query: bytes = scope["query_string"]
    path: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "surrogatepass")
    if _CONTROL.search(scope["path"]):  # a route would take "/agent/login\n" for its own
        return ProblemResponse(HTTPStatus.NOT_FOUND, "地址里有不能用的字符，请检查链接。", _CLOSE)
    if len(path) > PATH_BYTES or len(path) + len(query) > URL_BYTES:
        return ProblemResponse(HTTPStatus.REQUEST_URI_TOO_LONG, "地址太长，请检查链接。", _CLOSE)
    parameters = query.split(b"&")
    if len(parameters) > PARAMETERS:
        detail = f"参数太多，最多 {PARAMETERS} 个。"
        return ProblemResponse(HTTPStatus.UNPROCESSABLE_ENTITY, detail, _CLOSE)
    if any(_is_long(parameter) for parameter in parameters):
        detail = f"参数太长：问题最多 {RAW_QUERY_LIMIT} 个字。请只留下问题。"
        return ProblemResponse(HTTPStatus.UNPROCESSABLE_ENTITY, detail, _CLOSE)
    return _announced_too_long(headers, most_body)


def _announced_too_long(headers: list[tuple[bytes, bytes]], most: int) -> ProblemResponse | None:
    """The refusal of a body by what Content-Length says of it."""
    lengths = [value for name, value in headers if name == b"content-length"]
    # More than one, or no number: the server in front has refused it, or should have.
    if len(lengths) > 1 or not all(one.isdigit() and len(one) <= _LENGTH_DIGITS for one in lengths):
        return ProblemResponse(HTTPStatus.BAD_REQUEST, "请求头 Content-Length 有误。", _CLOSE)
    if lengths and int(lengths[0]) > most:
        return ProblemResponse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_long(most), _CLOSE)
    return None


def _with_own_cookie(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers without other services' cookies.

    Ours is never quoted; a quoted one is read in quadratic time before every route
    (CVE-2024-7592: 14 kB took .13 s of the loop).
    """
    kept = [one for one in headers if one[0] != b"cookie"]
    if len(kept) == len(headers):
        return headers
    for part in b";".join(value for name, value in headers if name == b"cookie").split(b";"):
        name, _, value = (piece.strip() for piece in part.partition(b"="))
        if name == COOKIE.encode() and not value.startswith(b'"'):
            kept.append((b"cookie", name + b"=" + value))
    return kept


def _is_long(parameter: bytes) -> bool:
    """Whether a name or a value has more characters than a query may have before it is read."""
    if len(parameter) <= RAW_QUERY_LIMIT:
        return False
    name, _, value = parameter.decode("latin-1").partition("=")
    return max(len(unquote_plus(name)), len(unquote_plus(value))) > RAW_QUERY_LIMIT


def _too_long(most: int) -> str:
    if not most:
        return "这个接口不收内容。"
    return f"内容太长了，最多 {most} 字节。"


def _counted(receive: Receive, most: int, has_begun: Callable[[], bool]) -> Receive:
    """`receive`, which ends when more than `most` bytes of a body have come.

    In a refusal; where an answer has begun there can be none, and what comes is let fall.
    """
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        if message["type"] == "http.request":
            taken += len(message.get("body", b""))
            if taken > most and has_begun():
                return {**message, "body": b""}
            if taken > most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_long(most), _CLOSE)
        return message

    return counted
