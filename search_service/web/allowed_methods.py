"""How an address may be asked for, by all routes that have it."""

from __future__ import annotations

from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Match
from starlette.types import Scope


def allowed_methods(scope: Scope) -> str:
    """For the Allow header of a refusal; empty where no route has the address.

    Starlette names the methods of the first such route alone, and none below a mount.
    """
    found: set[str] = set()
    for one in iter_route_contexts(scope["app"].routes):
        route = one.original_route
        if isinstance(route, APIRoute) and route.matches(scope)[0] is Match.PARTIAL:
            found |= route.methods or set()
    return ", ".join(sorted(found | ({"HEAD"} if "GET" in found else set())))
