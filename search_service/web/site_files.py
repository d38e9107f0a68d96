"""Serves the built site beside the API."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from search_service.web.allowed_methods import allowed_methods

# For the servers, of no use to readers.
_PRIVATE = (".conf", ".map", ".gz", "/content-security-policy.txt")
_RANGE = rb"(?:[0-9]{1,15}-[0-9]{0,15}|-[0-9]{1,15})"
_RANGES = re.compile(rb"bytes=%b(?:, ?%b){0,9}" % (_RANGE, _RANGE))


class SiteFiles(StaticFiles):
    """The files of the site in service; a folder is its index page, a miss is the site's 404 page.

    Args:
        folders: Those in service, the first that has a file gives it; asked once a request.
    """

    def __init__(self, folders: Callable[[], list[Path]]) -> None:
        self._folders = folders
        super().__init__(html=True, check_dir=False)

    @property
    def all_directories(self) -> list[str | os.PathLike[str]]:
        """Where Starlette looks: in the release in service."""
        return [*self._folders()]

    @all_directories.setter
    def all_directories(self, directories: object) -> None:
        """Starlette sets it once; it is asked anew each time instead."""

    async def check_config(self) -> None:
        """A site that is not built yet is a miss, not an error."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file; unknown API paths are problem details, not a page."""
        if f"{scope['path']}/".startswith("/api/"):  # no route of the API took it
            if allowed_methods(scope):
                raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED)
            raise HTTPException(HTTPStatus.NOT_FOUND, "没有这个接口。")
        scope["headers"] = [one for one in scope["headers"] if not is_odd_range(*one)]
        if f"/{path}".endswith(_PRIVATE):  # as it is looked up: "/a.map/" is the file too
            return PlainTextResponse("找不到这个页面。", HTTPStatus.NOT_FOUND)
        try:
            response = await super().get_response(path, scope)
        except (HTTPException, FileNotFoundError) as error:
            if isinstance(error, HTTPException) and error.status_code != HTTPStatus.NOT_FOUND:
                raise
            return PlainTextResponse("找不到这个页面。", HTTPStatus.NOT_FOUND)
        # Browsers ask each time whether a page has changed; most answers are 304.
        response.headers.setdefault("Cache-Control", "no-cache")
        # Weak: the same file goes out plain and compressed, which is not the same byte for byte.
        if (etag := response.headers.get("ETag")) and not etag.startswith("W/"):
            response.headers["ETag"] = f"W/{etag}"
        return response


def is_odd_range(name: bytes, value: bytes) -> bool:
    """Whether a header asks for a part in a way that is to be passed over (RFC 9110, 14.2)."""
    if name != b"range":
        return False
    if not _RANGES.fullmatch(value):
        return True
    ends = (one.strip().split(b"-") for one in value.removeprefix(b"bytes=").split(b","))
    return any(first and last and int(last) < int(first) for first, last in ends)
