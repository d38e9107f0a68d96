"""Bytes of an export → text, whatever program wrote them."""

from __future__ import annotations

import re

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w-]+)",
    re.IGNORECASE,
)
_HEAD = 4_096
# GB2312 and GBK are parts of GB18030, and pages say one and use the other.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252"}


def decoded(raw: bytes) -> tuple[str, bool]:
    """The text with Unix line ends, and whether every byte could be read."""
    for encoding in _candidates(raw):
        try:
            return _unix(raw.decode(encoding)), True
        except (UnicodeDecodeError, LookupError):
            continue
    return _unix(raw.decode("utf-8", "replace")), False


def _candidates(raw: bytes) -> list[str]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return [encoding]
    declared = _DECLARED.search(raw[:_HEAD])
    name = (declared[1] or declared[2]).decode("ascii").lower() if declared else ""
    found = ["utf-8"]
    head = raw[:_HEAD]
    if b"\0" in head:  # Chinese in UTF-16 has few of them: those of its line ends and commas
        low, high = head[0::2].count(b"\0"), head[1::2].count(b"\0")
        found = ["utf-16-le" if high >= low else "utf-16-be", "utf-8"]
    if name and name != "utf-8":
        found.append(_WIDER.get(name, name))
    return [*found, "gb18030"]


def _unix(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
