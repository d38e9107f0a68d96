"""The content security policy of the built pages, and the headers that go out with every answer.

After a build every page is read: what the policy would block fails the build instead of a page.
The policy lies in the site itself, once as text for the service and once as a piece of nginx
configuration, so that it changes together with the pages.
"""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser
from pathlib import Path

from search_service.errors import SiteBuildFailed

POLICY_FILE = "content-security-policy.txt"
NGINX_FILE = "security-headers.conf"
# The theme's own, which sets the colours before anything is painted. It is the same on every page.
_INLINE_SCRIPTS = 1
# Data for search engines and scripts; browsers run nothing of these types.
_DATA_TYPES = frozenset({"application/json", "application/ld+json"})
_LINKS = frozenset({"href", "src", "action", "formaction"})
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_SHOWN_CHARACTERS = 60


def policy(script_hashes: tuple[str, ...] = (), frame_ancestors: tuple[str, ...] = ()) -> str:
    """The policy; inline scripts run only when their hash is listed.

    Args:
        script_hashes: Of the inline scripts, as `sha256-…`.
        frame_ancestors: Origins whose pages may hold this one in a frame; nobody's by default.
    """
    none = "'none'"
    scripts = " ".join(["'self'", *(f"'{one}'" for one in sorted(script_hashes))])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "font-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {' '.join(frame_ancestors) or none}",
        ]
    )


def write_content_security(site_folder: Path) -> None:
    """Check every page of a built site and write its policy beside them.

    Raises:
        SiteBuildFailed: A page holds something that the policy blocks.
    """
    first_page_with: dict[str, str] = {}
    faults: list[str] = []
    for file in sorted(site_folder.rglob("*.html")):
        name = file.relative_to(site_folder).as_posix()
        page = _Page()
        page.feed(file.read_text(encoding="utf-8"))
        page.close()
        faults += [f"{name}:{line}：{fault}" for line, fault in page.faults]
        for script in page.inline_scripts:
            first_page_with.setdefault(script, name)
    if len(first_page_with) > _INLINE_SCRIPTS:
        faults += [
            f"{name}：内嵌脚本「{' '.join(script.split())[:_SHOWN_CHARACTERS]}…」"
            for script, name in first_page_with.items()
        ]
        faults.append(f"全站最多 {_INLINE_SCRIPTS} 种内嵌脚本。请把其余的移到 .js 文件里")
    if faults:
        raise SiteBuildFailed("页面里有内容安全策略不允许的东西：\n" + "\n".join(faults))
    text = policy(tuple(map(_script_hash, first_page_with)))
    (site_folder / POLICY_FILE).write_text(text + "\n", encoding="ascii")
    lines = [f'add_header {n} "{v}" always;' for n, v in security_headers(text).items()]
    (site_folder / NGINX_FILE).write_text("\n".join(lines) + "\n", encoding="ascii")


def _script_hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def security_headers(policy_text: str) -> dict[str, str]:
    """The headers that go out with every answer, by name."""
    return {"Content-Security-Policy": policy_text, **_HEADERS}


class _Page(HTMLParser):
    """The inline scripts of a page, and what the policy would block.

    Attributes:
        inline_scripts: Their text as the browser hashes it.
        faults: Line and message (Chinese).
    """

    def __init__(self) -> None:
        super().__init__()
        self.inline_scripts: list[str] = []
        self.faults: list[tuple[int, str]] = []
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        for name, value in values.items():
            if name == "style":
                self._fault(f"<{tag}> 有 style 属性。请写成样式表里的类")
            elif name.startswith("on"):
                self._fault(f"<{tag}> 有 {name} 属性。请在脚本文件里用 addEventListener")
            elif name in _LINKS and "".join(value.split()).lower().startswith("javascript:"):
                self._fault(f"<{tag}> 的 {name} 是脚本。请改成按钮和脚本文件")
        if tag == "style":
            self._fault("有 <style>。请移到样式表文件里")
        if tag == "script" and "src" not in values:
            kind = values.get("type", "").strip().lower()
            self._script = None if kind in _DATA_TYPES else []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # To a browser, <script /> is a start tag like any other.
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.inline_scripts.append("".join(self._script))
            self._script = None

    def _fault(self, message: str) -> None:
        self.faults.append((self.getpos()[0], message))
