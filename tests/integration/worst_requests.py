"""The worst of each kind that a request can be."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus

import orjson

Headers = list[tuple[bytes, bytes]]


@dataclass
class Worst:
    """One request: what is hostile about it, and the statuses that refuse it (none: any answer).

    A `body` goes only where one is taken.
    """

    name: str
    query: str = ""
    path_end: str = ""
    headers: Headers = field(default_factory=list)
    chunks: int = 0
    body: bytes = b""
    refused: frozenset[int] = frozenset()


BODIES = {
    "deep lists": b"[" * 4_000,
    "deep lists in a text": b'{"text":' + b"[" * 1_900 + b"]" * 1_900 + b"}",
    "deep objects": b'{"a":' * 700,
    "one key often": b"{" + b",".join([b'"text":"a"'] * 300) + b"}",
    "a number without end": b'{"text":' + b"9" * 4_000 + b"}",
    "a great exponent": b'{"text":1e999999999}',
    "no number": b'{"text":NaN}',
    "half a character": b'{"text":"' + b"\\udfff" * 600 + b'"}',
    "broken bytes": b'{"text":"\xff\xfe\xed\xa0\x80"}',
    "zeros": b'{"text":"' + b"\\u0000" * 600 + b'"}',
    "many questions": orjson.dumps({"text": ("退款多久到账？怎么改密码？" * 160)[:1_300]}),
    "letters that stand for many": orjson.dumps({"text": "\ufdfa" * 1_300}),
    "a form of many parts": b"--a\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n" * 60,
    "many fields": b"a=1&" * 900,
}
PACKED = gzip.compress(b" " * 1_000_000)
TOO_LARGE = frozenset({HTTPStatus.REQUEST_ENTITY_TOO_LARGE})
URI = frozenset({HTTPStatus.REQUEST_URI_TOO_LONG})
BAD = frozenset({HTTPStatus.UNPROCESSABLE_ENTITY})
FIELDS = frozenset({HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE})
NAMES = ("q", "category", "page", "limit", "offset", "as_of")


def worst_requests() -> Iterator[Worst]:
    for letter in ("a", "1", "!", "(", "%E7%81%AF", "%00", "a@", "*", "-", "+", "1%20"):
        for name in NAMES:
            yield Worst(
                f"{name} at its limit: {letter}", f"{name}=" + letter * (2_000 // len(letter))
            )
        yield Worst(f"q of 7,900: {letter}", "q=" + (letter * 7_900)[:7_900])
        yield Worst(f"q of a million: {letter}", "q=" + letter * 1_000_000, refused=URI)
    yield Worst("a long parameter", "q=" + "a" * 7_900, refused=BAD)
    yield Worst("a long name", "a" * 7_900 + "=1", refused=BAD)
    yield Worst("many parameters", "&".join(f"a{n}=1" for n in range(2_000)), refused=BAD)
    yield Worst("empty parameters", "&" * 15_000, refused=BAD)
    yield Worst("a long path", path_end="/a" * 50_000, refused=URI)
    yield Worst("a deep path", path_end="/.." * 600)
    yield Worst("many headers", headers=[(b"x-a", b"1")] * 5_000, refused=FIELDS)
    yield Worst("a long header", headers=[(b"x-a", b"a" * 1_000_000)], refused=FIELDS)
    for header in (b"cookie", b"accept-encoding", b"range", b"if-none-match", b"authorization",
                 b"origin", b"content-type", b"accept", b"x-auth-request-user"):  # fmt: skip
        for part in (b"a", b";", b",", b"=", b"1-1,", b'"', b"a=a;"):
            value = (part * 16_000)[:15_900]
            yield Worst(f"{header.decode()} of {part.decode()}", headers=[(header, value)])
    for name, value in (
        ("an escaped cookie", b'kb-agent="' + b'\\"' * 7_000 + b'"'),
        ("another's escaped cookie", b'a="' + b'\\"' * 7_000 + b'"'),
        ("a cookie without end", b"kb-agent=" + b"." * 15_000),
    ):
        yield Worst(name, headers=[(b"cookie", value)])
    for name, body in BODIES.items():
        yield Worst(name, body=body)
    yield Worst("packed", headers=[(b"content-encoding", b"gzip")], body=PACKED)
    yield Worst("a broken host", headers=[(b"host", b"[" * 1_000)])
    yield Worst("announced", headers=[(b"content-length", b"300000000")], refused=TOO_LARGE)
    yield Worst(
        "an endless number",
        headers=[(b"content-length", b"9" * 10_000)],
        refused=frozenset({HTTPStatus.BAD_REQUEST}),
    )
    yield Worst("300 MB in chunks", headers=[(b"transfer-encoding", b"chunked")], chunks=5_000)


WORST = list(worst_requests())
