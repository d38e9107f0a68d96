"""What comes before a request is whole: bounded while it is read, and not only behind nginx.

uvicorn gathers an address, a header and what stands behind a body sent in pieces until their ends
come, however long that takes: 50 MB of them kept everybody else waiting for three to five seconds.

Whoever has come when a worker ends, and has not asked yet, is still answered: uvicorn hangs up on
him at once, and replacing workers under load cost a request every few rounds.

An address in Chinese as it is typed (curl 'http://…/search?q=退款') is read as if it were escaped,
which browsers do by themselves and httptools insists on.
"""

from __future__ import annotations

import re

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# Far more than `request_bounds` lets pass, so that whoever is only a little out of bounds is told.
HEAD_BYTES = 262_144
# Behind a body sent in pieces there may be more headers; nobody needs them.
MOST_FIELDS = 5_000
# A longer line is refused anyhow, and is not worth the work.
_LONGEST_LINE = 16_384
# How long somebody may take to ask on a connection that stands open when the worker ends.
_LAST_CALL_SECONDS = 0.5
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_REFUSAL = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)


class BoundedHead(HttpToolsProtocol):
    """Closes a connection that sends on and on, and nothing of it is the body of a request."""

    _beside_bodies = 0
    _in_first_line = True
    _is_ending = False

    def data_received(self, data: bytes) -> None:
        """Read on, unless too much has been read."""
        self._beside_bodies += len(data)
        super().data_received(self._escaped(data) if self._in_first_line else data)
        if self._beside_bodies > HEAD_BYTES:
            self._refuse()

    def _escaped(self, data: bytes) -> bytes:
        line, end, rest = data.partition(b"\n")
        self._in_first_line = not end
        if line.isascii() or len(line) > _LONGEST_LINE:
            return data
        return _BEYOND_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], line) + end + rest

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header, unless there are too many."""
        self._in_first_line = False
        if len(self.headers) >= MOST_FIELDS:
            self._refuse()
            return
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._in_first_line = False
        super().on_headers_complete()
        if self._is_ending and self.cycle is not None:
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """A piece of a body, which `request_bounds` counts."""
        self._beside_bodies = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """What comes next is the head of another request."""
        super().on_message_complete()
        self._in_first_line = True
        self._beside_bodies = 0

    def shutdown(self) -> None:
        """The worker ends: hang up when the answer is sent, or when nobody asks any more."""
        self._is_ending = True
        if self.cycle is None or self.cycle.response_complete:
            self.loop.call_later(_LAST_CALL_SECONDS, super().shutdown)
        else:
            super().shutdown()

    def _refuse(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(_REFUSAL)
            self.transport.close()
