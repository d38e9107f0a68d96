"""Serves the built site beside the API."""

from __future__ import annotations

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope


class SiteFiles(StaticFiles):
    """The files of the built site; a folder is its index page, a miss is the site's 404 page."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file; unknown API paths are problem details, not a page."""
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if scope["path"].startswith("/api/"):
                raise HTTPException(HTTPStatus.NOT_FOUND, "没有这个接口。") from error
            if error.status_code == HTTPStatus.NOT_FOUND:
                return PlainTextResponse("找不到这个页面。", HTTPStatus.NOT_FOUND)
            raise
        # Browsers ask each time whether a page has changed; most answers are 304.
        response.headers.setdefault("Cache-Control", "no-cache")
        return response
