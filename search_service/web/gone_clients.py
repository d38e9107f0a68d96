"""A client that leaves while it is answered is no fault of the service.

Otherwise anybody could fill the log with stack traces, by sending half a body or by hanging up
while a file is sent to him. What remains of him is the request's one line.
"""

from __future__ import annotations

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# uvloop's words for writing to a connection that the other side has reset; it has no class for it.
_CLOSED = "the handler is closed"


class GoneClients:
    """Ends a request without an error when its client is gone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; nothing more is sent to who has left."""
        is_gone = False

        async def send_if_there(message: Message) -> None:
            nonlocal is_gone
            if is_gone:
                return
            try:
                await send(message)
            except RuntimeError as error:
                if _CLOSED not in str(error):
                    raise
                is_gone = True

        try:
            await self._app(scope, receive, send_if_there)
        except ClientDisconnect:
            return
        # The server learns a turn later that the connection is lost, and would miss an answer.
        while is_gone and (await receive())["type"] != "http.disconnect":
            continue
