"""`/embed/…`: the same pages without their frame, for apps, web-views and pages of others.

What lies below `/embed/` is what lies below `/`, with a bar of its own in the place of header and
footer, and a policy that lets the origins of `KB_EMBED_ORIGINS` hold it in a frame. Without such
origins there is no such address. The desk is never there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from http import HTTPStatus
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_service.site.csp import policy
from search_service.web.passing_on import pass_on
from search_service.web.problem_details import ProblemResponse

PREFIX = "/embed"
# What `request.state` says of a request that came through a frame.
FRAMED = "framed"
# What an address may say of how a page looks; anything else is left out.
_LOOKS: Mapping[str, re.Pattern[str]] = {
    "theme": re.compile("light|dark"),
    "size": re.compile("large"),
    "topic": re.compile(r"[a-z0-9-]{1,40}"),
}
# Where operators and agents are, by what an address below `/` begins with.
_CLOSED = re.compile(r"/(?:agent|api/v1/agent|healthz|readyz|metrics)(?![\w-])")
# A page in a frame is another one than its file: a part of the file is none of it.
_OF_THE_FILE = frozenset({b"range", b"if-range"})
_ROOT_LINK = re.compile(r'(?P<name>\b(?:href|src|action))="/(?!/)')
_LINK = re.compile(
    r'(?P<start><a\b[^>]*?\bhref=")(?![a-z]+:|//|#)(?P<path>[^"#?]*)(?:\?(?P<query>[^"#]*))?(?P<end>[^"]*")'
)
_HTML = re.compile(r'<html\b(?P<rest>[^>]*?)\bclass="(?P<classes>[^"]*)"')
_BODY = re.compile(r"<body\b[^>]*>")
_SKIP_WORKER = re.compile(r'<meta name="kb-service-worker"[^>]*>')


class Embedding:
    """Answers below `/embed/` with what lies below `/`, fit for a frame.

    Args:
        app: Answers below `/`.
        origins: Whose pages may hold ours; none: `/embed/` leads nowhere.
    """

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        self._app = app
        self._origins = origins
        self._policy = policy(frame_ancestors=("'self'", *origins))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under its other address, or refuse it."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not (path == PREFIX or path.startswith(f"{PREFIX}/")):
            await self._app(scope, receive, send)
            return
        inner = path.removeprefix(PREFIX)
        if not self._origins or _CLOSED.match(inner):
            refusal = ProblemResponse(HTTPStatus.NOT_FOUND, "找不到这个页面。")
            await refusal(scope, receive, send)
            return
        looks = _looks_of(scope.get("query_string", b""))
        leads = f"{PREFIX}/" if not inner else _topic_page(inner, looks)
        if leads:
            await _lead(leads, looks, send)
            return
        state = {**scope.get("state", {}), FRAMED: True}
        headers = [one for one in scope["headers"] if one[0] not in _OF_THE_FILE]
        raw = quote(inner).encode()
        changes = {"path": inner, "raw_path": raw, "state": state, "headers": headers}
        host = Headers(scope=scope).get("host", "")
        framing = _Framed(send, self._policy, inner, looks, host=host)
        await pass_on(self._app, scope, changes, receive, framing.send)


def _looks_of(query: bytes) -> dict[str, str]:
    given = dict(parse_qsl(query.decode("ascii", "replace"), max_num_fields=20))
    return {name: given[name] for name, fit in _LOOKS.items() if fit.fullmatch(given.get(name, ""))}


def _topic_page(inner: str, looks: Mapping[str, str]) -> str:
    """Where the first page is when only one topic is asked for."""
    return f"{PREFIX}/{looks['topic']}/" if inner == "/" and "topic" in looks else ""


async def _lead(address: str, looks: Mapping[str, str], send: Send) -> None:
    location = f"{address}?{urlencode(looks)}" if looks else address
    headers = [(b"location", location.encode()), (b"content-length", b"0")]
    status = HTTPStatus.TEMPORARY_REDIRECT
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


class _Framed:
    """Sends an answer on with the policy of frames; a page is changed first."""

    def __init__(
        self, send: Send, sent_policy: str, path: str, looks: Mapping[str, str], *, host: str
    ) -> None:
        self._send, self._policy, self._path, self._looks = send, sent_policy, path, looks
        self._host = host
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Content-Security-Policy"] = self._policy
            headers.setdefault("X-Robots-Tag", "noindex")
            if location := headers.get("location"):
                headers["location"] = _framed_address(location, self._host)
            if headers.get("content-type", "").startswith("text/html"):
                del headers["accept-ranges"]
                self._start = message
                return
        elif self._start is not None:
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            body = self._body
            if body:
                page = framed(body.decode("utf-8"), self._path, self._looks)
                body = page.encode("utf-8")
                MutableHeaders(scope=self._start)["content-length"] = str(len(body))
            await self._send(self._start)
            self._start = None
            message = {"type": "http.response.body", "body": body}
        await self._send(message)


def _framed_address(location: str, host: str) -> str:
    """An address of ours, below `/embed/`; Starlette names the host as well."""
    scheme, _, rest = location.partition("://")
    if scheme in {"http", "https"} and rest.startswith(f"{host}/"):
        # One slash: with two the next name would be a host.
        location = "/" + rest.removeprefix(host).lstrip("/\\")
    return f"{PREFIX}{location}" if re.match("/(?!/)", location) else location


def framed(page: str, path: str, looks: Mapping[str, str]) -> str:
    """A page of the site as it stands in a frame.

    Args:
        page: Its HTML.
        path: Its address below `/`.
        looks: What its address says of how it looks; its links say the same.
    """
    page = _ROOT_LINK.sub(rf'\g<name>="{PREFIX}/', page)
    page = _SKIP_WORKER.sub("", page)
    if looks:
        page = _LINK.sub(lambda found: _with_looks(found, looks), page)
    classes = r"\g<classes> kb-embedded"
    dark = f' data-scheme="{looks["theme"]}"' if "theme" in looks else ""
    large = ' data-text="large"' if "size" in looks else ""
    page = _HTML.sub(rf'<html\g<rest>class="{classes}"{dark}{large}', page, count=1)
    up = "../" * path.strip("/").count("/") + ("../" if path.strip("/") else "")
    return _BODY.sub(lambda found: found[0] + _bar(up or "./", looks), page, count=1)


def _with_looks(found: re.Match[str], looks: Mapping[str, str]) -> str:
    query = "&amp;".join(filter(None, [found["query"] or "", escape(urlencode(looks))]))
    return f"{found['start']}{found['path']}?{query}{found['end']}"


def _bar(up: str, looks: Mapping[str, str]) -> str:
    """What stands in the place of the header: home, search, a person."""
    asked = f"?{escape(urlencode(looks))}" if looks else ""
    named = {**looks, "category": looks["topic"]} if "topic" in looks else looks
    kept = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in named.items()
    )
    return (
        '<nav class="kb-embed" aria-label="帮助中心">'
        f'<a class="kb-embed__home" href="{up}{asked}">首页</a>'
        f'<form class="kb-embed__search" action="{up}search/" role="search" aria-label="帮助">'
        f"{kept}"
        '<input class="kb-embed__input" name="q" type="text" inputmode="search"'
        ' enterkeyhint="search" autocomplete="off" aria-label="你遇到了什么问题"'
        ' placeholder="搜索帮助"></form>'
        '<a class="kb-embed__human" href="#kb-human">找人工</a></nav>'
    )
