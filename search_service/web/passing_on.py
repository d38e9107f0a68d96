"""A request passed on as another one, in a copy of its scope.

The router notes in the scope which route answered. Who logs and counts requests stands outside and
has the scope that came, so the note is carried back; in a copy alone it would be lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

_ROUTE = "route"


async def pass_on(
    app: ASGIApp, scope: Scope, changes: Mapping[str, Any], receive: Receive, send: Send
) -> None:
    """Have a request answered as if it had come with `changes`."""
    passed = {**scope, **changes}
    try:
        await app(passed, receive, send)
    finally:
        if _ROUTE in passed:
            scope[_ROUTE] = passed[_ROUTE]
