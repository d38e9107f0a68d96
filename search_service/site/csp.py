"""The content security policy of the built pages, and the headers that go out with every answer.

After a build every page is read: what the policy would block fails the build instead of a page.
No script stands inline, so the policy is one and the same for every release: a web server keeps it
in its configuration (deploy/nginx.conf), which need not be read again.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache, partial
from html.parser import HTMLParser
from pathlib import Path

from search_service.content.kept_results import KeptResults, made_by
from search_service.errors import SiteBuildFailed

# Data for search engines and scripts; browsers run nothing of these types.
_DATA_TYPES = frozenset({"application/json", "application/ld+json"})
_LINKS = frozenset({"href", "src", "action", "formaction"})
# What a browser fetches by itself, or sends to; what else leads elsewhere waits for a click.
_FETCHED = frozenset(
    {"src", "srcset", "imagesrcset", "poster", "background", "action", "formaction"}
)
# Of a <link>; any other is told of and not fetched.
_TOLD_OF = frozenset({"canonical", "alternate", "prev", "next", "license", "author"})
_EMBEDS = frozenset(
    {"iframe", "frame", "object", "embed", "applet", "base", "portal", "fencedframe"}
)
_FOREIGN = re.compile(r"(?:^|,)(?:[/\\]{2}|(?!data:image/)[a-z][a-z\d+.-]*:)", re.IGNORECASE)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_REMEMBERED = 200
# As the pages of old addresses lead to the new one, which begins at the root of the site.
_MOVED = re.compile(r"0; url=/(?![/\\\s])")
# A page without any of these has nothing that the policy blocks, and need not be read as HTML,
# which takes ten times as long; most pages that have one are sound as well.
_MAY_BE_BLOCKED = re.compile(
    r"""['"\s/]on | ['"\s/]style(?![a-z]) | <style
    # A value that begins as javascript: does, or whose beginning is written with references.
    | =\s*['"]?\s*(?:&|j(?!avascripts/))
    # What shows another page, or sends a reader to one.
    | <(?:i?frame|object|embed|applet|base|portal|fencedframe)(?![a-z]) | http-equiv
    # What is fetched from anywhere but a place of the same site.
    | srcset
    | (?:src|poster|background|action)\s*=\s*(?!"(?:\.{0,2}/(?![/\\])|[\w-]+(?:\.[\w-]+)*[/"]))
    | <link
      (?!(?:\ (?!rel=)[a-z-]+="[^"<>]*")*\ rel="(?:canonical|alternate|prev|next|license|author)")
      (?!(?:\ (?!href=)[a-z-]+="[^"<>]*")*\ href="(?:\.{0,2}/(?![/\\])|[\w-]+(?:\.[\w-]+)*[/"]))
    # A script that neither lies in a file nor is data.
    | <script(?!(?:\ [a-z-]+(?:="[^"<>]*")?)*\ src="|\ type="application/(?:ld\+)?json">)""",
    re.IGNORECASE | re.VERBOSE,
)


def policy(frame_ancestors: tuple[str, ...] = ()) -> str:
    """The policy; no inline script runs.

    Args:
        frame_ancestors: Origins whose pages may hold this one in a frame; nobody's by default.
    """
    allowed = " ".join(frame_ancestors) or "'none'"
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "font-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {allowed}",
        ]
    )


def check_content_security(site_folder: Path, kept: KeptResults | None = None) -> None:
    """Check every page of a built site against the policy.

    Args:
        site_folder: The built site.
        kept: Has what earlier runs have found in pages, byte for byte the same.

    Raises:
        SiteBuildFailed: A page holds something that the policy blocks.
    """
    faults: list[str] = []
    judging = made_by((), [Path(__file__)]).encode()
    for file in sorted(site_folder.rglob("*.html")):
        name = file.relative_to(site_folder).as_posix()
        html = file.read_text(encoding="utf-8")
        if kept is None:
            found = _page(html).faults
        else:
            inputs = (b"policy", judging, html.encode())
            found = json.loads(kept.result(inputs, partial(_written_faults, html)))
        faults += [f"{name}:{line}：{fault}" for line, fault in found]
    if faults:
        raise SiteBuildFailed("页面里有内容安全策略不允许的东西：\n" + "\n".join(faults))


@lru_cache(maxsize=_REMEMBERED)
def _page(html: str) -> _Page:
    """Remembered: when one file is saved, most pages are built as they were."""
    page = _Page()
    page.feed(html)
    page.close()
    return page


def _written_faults(html: str) -> bytes:
    return json.dumps(_page(html).faults if may_be_blocked(html) else []).encode()


def may_be_blocked(html: str) -> bool:
    """Whether a page has to be read to know that the policy blocks nothing in it."""
    return _MAY_BE_BLOCKED.search(html) is not None


def security_headers() -> dict[str, str]:
    """The headers that go out with every answer, by name."""
    return {"Content-Security-Policy": policy(), **_HEADERS}


class _Page(HTMLParser):
    """What the policy would block in a page.

    Attributes:
        faults: Line and message (Chinese).
    """

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Of two of one name, a browser takes the first.
        values = {name: value or "" for name, value in reversed(attrs)}
        told_of = tag == "link" and _is_told_of(values.get("rel", ""))
        for name, value in values.items():
            if fault := _fault_of(tag, name, value):
                self._fault(fault)
            elif _is_fetched(tag, name) and not told_of and _is_foreign(value):
                advice = "请放进 theme/ 或文章旁边，写本站的文件"
                self._fault(f"<{tag}> 的 {name} 是别处的地址。{advice}")
        if tag in _EMBEDS:
            self._fault(f"有 <{tag}>。请删掉")
        refreshes = values.get("http-equiv", "").strip().lower() == "refresh"
        if refreshes and not _MOVED.match(values.get("content", "")):
            self._fault("会自己跳到别的页面。请改成链接")
        if tag == "style":
            self._fault("有 <style>。请移到样式表文件里")
        if tag == "script" and "src" not in values:
            kind = values.get("type", "").strip().lower()
            if kind not in _DATA_TYPES:
                self._fault("有内嵌脚本。请移到 .js 文件里")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # To a browser, <script /> is a start tag like any other.
        self.handle_starttag(tag, attrs)

    def _fault(self, message: str) -> None:
        self.faults.append((self.getpos()[0], message))


def _fault_of(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return f"<{tag}> 有 style 属性。请写成样式表里的类"
    if name.startswith("on"):
        return f"<{tag}> 有 {name} 属性。请在脚本文件里用 addEventListener"
    if name in _LINKS and "".join(value.split()).lower().startswith("javascript:"):
        return f"<{tag}> 的 {name} 是脚本。请改成按钮和脚本文件"
    return None


def _is_fetched(tag: str, name: str) -> bool:
    return name in _FETCHED or (tag == "link" and name == "href")


def _is_told_of(rel: str) -> bool:
    """Whether a browser fetches nothing for a link of these kinds; not `alternate icon`."""
    kinds = set(rel.lower().split())
    return bool(kinds) and kinds <= _TOLD_OF


def _is_foreign(value: str) -> bool:
    """Whether an address is of another site; blanks and line ends are left out as browsers do."""
    return _FOREIGN.search("".join(sign for sign in value if sign > " ")) is not None


def nginx_headers() -> str:
    """The headers as a piece of nginx configuration (deploy/nginx.conf)."""
    return "".join(f'add_header {n} "{v}" always;\n' for n, v in security_headers().items())
