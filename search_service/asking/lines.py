"""A text of several lines on one line; theme/javascripts/search/lines.js does the same."""

from __future__ import annotations

import re

# Turns or tears what is seen: controls, marks of direction, characters without width.
_UNSEEN = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
# Who writes below each other begins anew, with a mark or without one.
_LINE_END = re.compile(r"(?<=[^\W_])[^\S\r\n]*[\r\n]\s*(?=[^\W_])")


def one_line(text: str) -> str:
    """The text without what is not seen, its lines apart by 「；」 and its spaces folded."""
    return " ".join(_LINE_END.sub("；", _UNSEEN.sub("", text)).split())
