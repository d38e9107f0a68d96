"""Sends the site's content security policy and its sister headers with every answer."""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_service.site.csp import POLICY_FILE, policy, security_headers


class SecurityHeaders:
    """Sends the headers with every answer; a rebuilt site brings its own policy."""

    def __init__(self, app: ASGIApp, site_folder: Path) -> None:
        self._app = app
        self._file = site_folder / POLICY_FILE
        self._seen: tuple[int, int] | None = None
        self._headers = security_headers(policy())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._current().items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _current(self) -> dict[str, str]:
        """The headers of the site as it lies there now.

        Without a policy file no inline script runs: the site was not built by `kb`.
        """
        try:
            found = self._file.stat()
            seen = (found.st_mtime_ns, found.st_ino)
            if seen != self._seen:
                text = self._file.read_text(encoding="ascii").strip()
                self._headers, self._seen = security_headers(text), seen
        except FileNotFoundError:
            self._headers, self._seen = security_headers(policy()), None
        return self._headers
