from __future__ import annotations

import asyncio

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from search_service.web.gone_clients import GoneClients
from tests.event_loop import in_own_loop

SCOPE = {"type": "http", "path": "/", "method": "GET", "headers": []}


async def _answer(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"lamp"})


async def _nothing() -> Message:
    await asyncio.sleep(0)
    return {"type": "http.disconnect"}


def test_who_hangs_up_while_he_is_answered_raises_nothing_and_is_sent_no_more() -> None:
    tried: list[str] = []

    async def send(message: Message) -> None:
        tried.append(message["type"])
        raise RuntimeError("unable to perform operation on <TCPTransport>; the handler is closed")

    in_own_loop(GoneClients(_answer)(SCOPE, _nothing, send))

    assert tried == ["http.response.start"]


def test_who_hangs_up_in_the_middle_of_a_body_raises_nothing() -> None:
    async def reading(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ClientDisconnect

    async def send(_message: Message) -> None:
        pytest.fail("there is nobody to send to")

    in_own_loop(GoneClients(reading)(SCOPE, _nothing, send))


def test_a_mistake_of_our_own_is_still_raised() -> None:
    async def send(_message: Message) -> None:
        raise RuntimeError("Response content longer than Content-Length")

    with pytest.raises(RuntimeError, match="longer"):
        in_own_loop(GoneClients(_answer)(SCOPE, _nothing, send))
