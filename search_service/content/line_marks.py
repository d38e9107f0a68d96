"""Which line of the file a piece of HTML comes from: by a second rendering that is never published.

Behind the first Chinese character of each line stand three letters that no article uses; they carry
the number of the line, and come out wherever the words of that line come out. They are letters for
every pattern of the Markdown parser, so that nothing else changes: taken out again they must give
the published HTML byte for byte.
"""

from __future__ import annotations

import re

_BASE = 0x12000  # cuneiform
_BITS = (8, 4, 0)
_MARK = re.compile(r"[\U00012000-\U0001200F]{3}")
# References, code, targets of links, attributes, HTML and definitions stay as they are.
_OPAQUE = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|`+[^`]*`+|\]\([^)]*\)|\{[:#.][^}]*\}|<[^>]*>|^\s*\[[^\]]+\]:.*"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FENCE = re.compile(r"^\s*(```|~~~)")
_MOST_LINES = 0xFFF


def marked(body: str, first_line: int) -> str:
    """The body with its lines marked.

    Args:
        body: Markdown, references not filled in.
        first_line: Line of the file on which it begins.
    """
    lines = []
    in_fence = False
    for number, line in enumerate(body.split("\n"), first_line):
        if _FENCE.match(line):
            in_fence = not in_fence
        elif not in_fence and number <= _MOST_LINES:
            plain = _OPAQUE.sub(lambda found: "\0" * len(found[0]), line)
            if found := _HAN.search(plain):
                lines.append(line[: found.end()] + _mark(number) + line[found.end() :])
                continue
        lines.append(line)
    return "\n".join(lines)


def _mark(number: int) -> str:
    return "".join(chr(_BASE + (number >> bits & 15)) for bits in _BITS)


def unmarked(text: str) -> str:
    """Text or HTML without its marks."""
    return _MARK.sub("", text)


def lines_in(text: str) -> list[int]:
    """The lines that are marked in a text, in their order."""
    return [
        sum((ord(letter) - _BASE) << bits for letter, bits in zip(found, _BITS, strict=True))
        for found in _MARK.findall(text)
    ]
