"""Text to its comparable form, with a map back to the original.

NFKC, lower case, traditional to simplified (OpenCC's character table), control and invisible
characters removed. Every output character knows the input character it came from, so that
highlights can be drawn on the text as it was written.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import opencc

_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF


@dataclass(frozen=True)
class Normalised:
    """Normalised text and where each of its characters stood.

    Attributes:
        text: The normalised text.
        offsets: For each character of `text`, where it began in the original (code points);
            one more entry at the end holds the original's length.
        ends: For each character of `text`, where it ended in the original.
    """

    text: str
    offsets: tuple[int, ...]
    ends: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that `text[start:end]` came from."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.ends[end - 1]


@lru_cache(maxsize=1)
def simplified_by_traditional() -> dict[str, str]:
    """Each traditional character that differs from its simplified form, mapped to that form."""
    characters = [chr(code) for code in range(_FIRST_HAN, _LAST_HAN + 1)]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        old: new
        for old, new in zip(characters, converted, strict=True)
        if old != new and len(new) == 1 and is_han(new)
    }


def _cleaned(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Cs", "Cn", "Co"}:  # invisible, lone surrogate, unassigned, private
        return ""
    if category in {"Cc", "Zl", "Zp", "Zs"}:
        return " "
    return character


def normalise(text: str) -> Normalised:
    """Normalise `text`, keeping the map back to the original.

    A character and the combining marks behind it are normalised together, so that a decomposed
    "é" becomes one character.
    """
    simplified = simplified_by_traditional()
    out: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    position = 0
    while position < len(text):
        end = position + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for composed in unicodedata.normalize("NFKC", text[position:end]).lower():
            for kept in _cleaned(composed):
                out.append(simplified.get(kept, kept))
                offsets.append(position)
                ends.append(end)
        position = end
    offsets.append(len(text))
    return Normalised("".join(out), tuple(offsets), tuple(ends))


def normalised_text(text: str) -> str:
    """`normalise(text).text` for callers that need no offsets; the same result, faster."""
    composed = unicodedata.normalize("NFKC", text).lower()
    simplified = simplified_by_traditional()
    return "".join(simplified.get(c, c) for raw in composed for c in _cleaned(raw))


def is_han(text: str) -> bool:
    """Whether every character is a Chinese one (URO and extension A)."""
    return all(_FIRST_HAN <= ord(character) <= _LAST_HAN for character in text)
