"""Text to its comparable form, with a map back to the original.

NFKC, lower case, Latin letters without marks, traditional to simplified (OpenCC's character table),
control and invisible characters removed. Every output character knows the input character it came
from, so that highlights can be drawn on the text as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress

import numpy as np
import opencc

_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF
_DIAERESIS = "\u0308"
_HAN = re.compile(f"[{chr(_FIRST_HAN)}-{chr(_LAST_HAN)}]*")


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
    offsets: Sequence[int]
    ends: Sequence[int]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that `text[start:end]` came from."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.ends[end - 1]


@lru_cache(maxsize=1)
def simplified_by_traditional() -> dict[str, str]:
    """Each traditional character that differs from its simplified form, mapped to that form.

    Two are read as people mean them: 瞭 is 了 but in 瞭望, 鍊 is a chain.
    """
    characters = [chr(code) for code in range(_FIRST_HAN, _LAST_HAN + 1)]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        old: new
        for old, new in zip(characters, converted, strict=True)
        if old != new and len(new) == 1 and is_han(new)
    } | {"瞭": "了", "鍊": "链"}


def _cleaned(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Cs", "Cn", "Co"}:  # invisible, lone surrogate, unassigned, private
        return ""
    if category in {"Cc", "Zl", "Zp", "Zs"}:
        return " "
    return character


@lru_cache(maxsize=100_000)
def _form(cluster: str) -> str:
    """The normalised form of a character with its combining marks; it may be empty or longer."""
    simplified = simplified_by_traditional()
    composed = unicodedata.normalize("NFKC", cluster).lower()
    plain = map(_without_tone, composed)
    return "".join(simplified.get(c, c) for raw in plain for c in _cleaned(raw))


def _without_tone(character: str) -> str:
    """The Latin letter below its marks: tuìkuǎn is tuikuan; ü is v, as pinyin is typed."""
    letter, *marks = list(unicodedata.normalize("NFD", character))
    if not marks or not letter.isascii():
        return character
    return "v" if letter == "u" and _DIAERESIS in marks else letter


class _Forms(dict[int, str]):
    """The form of each single character, as `str.translate` asks for it."""

    def __missing__(self, code: int) -> str:
        form = self[code] = _form(chr(code))
        return form


_FORMS = _Forms()
# Regular characters met so far: those that stay as they are, and what the others become, of which
# each stays as it is: so one may be replaced after the other.
_STAYING: set[str] = set()
_BECOMING: dict[str, str] = {}
_MOST_KNOWN = 100_000
# To replace more characters than this one by one takes longer than to translate the text.
_FEW = 12


def _regular_form(text: str) -> str | None:
    """The normalised form of a text of regular characters; None of any other text.

    Most texts have few characters that change, commas and capitals: to replace those is twice as
    fast as to translate every character (measured).
    """
    changing = set(text) - _STAYING
    if not (changing <= _BECOMING.keys() or all(map(_learnt, changing))):
        return text.translate(_FORMS) if all(map(_is_regular, changing)) else None
    if len(changing) > _FEW:
        return text.translate(_FORMS)
    for character in changing:
        text = text.replace(character, _BECOMING.get(character, character))
    return text


def _learnt(character: str) -> bool:
    """Whether it is known from now on what a character becomes, and that it is a regular one."""
    form = _form(character)
    if not _is_regular(character) or _form(form) != form or len(_BECOMING) > _MOST_KNOWN:
        return False
    if form == character and len(_STAYING) < _MOST_KNOWN:
        _STAYING.add(character)
    else:
        _BECOMING[character] = form
    return True


@lru_cache(maxsize=100_000)
def _is_regular(character: str) -> bool:
    """Whether the character stays one character, whatever stands beside it."""
    return len(_form(character)) == 1 and not _is_mark(character)


def _is_mark(character: str) -> bool:
    """Whether the character belongs to the one before it."""
    return unicodedata.category(character).startswith("M")


def normalise(text: str) -> Normalised:
    """Normalise `text`, keeping the map back to the original.

    A character and the combining marks behind it are normalised together, so that a decomposed
    "é" becomes one character, as the composed one does.
    """
    if (regular := _regular_form(text)) is not None:
        places = range(len(text) + 1)
        return Normalised(regular, places, places[1:])
    parts: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    position, size = 0, len(text)

    def add_regular(end: int) -> None:
        parts.append(text[position:end].translate(_FORMS))
        offsets.extend(range(position, end))
        ends.extend(range(position + 1, end + 1))

    for place in [place for place, character in enumerate(text) if not _is_regular(character)]:
        if place < position:
            continue
        # A combining mark belongs to the character before it.
        joins = place > position and _is_mark(text[place])
        begin, end = place - 1 if joins else place, place + 1
        while end < size and _is_mark(text[end]):
            end += 1
        add_regular(begin)
        form = _form(text[begin:end])
        parts.append(form)
        offsets += [begin] * len(form)
        ends += [end] * len(form)
        position = end
    add_regular(size)
    offsets.append(size)
    return Normalised("".join(parts), tuple(offsets), tuple(ends))


def normalised_text(text: str) -> str:
    """`normalise(text).text` for callers that need no offsets; the same result, faster."""
    regular = _regular_form(text)
    return normalise(text).text if regular is None else regular


@lru_cache(maxsize=100_000)
def normalised_headline(text: str) -> str:
    """`normalised_text`, remembered: titles and headings are read again for every generation."""
    return normalised_text(text)


def is_han(text: str) -> bool:
    """Whether every character is a Chinese one (URO and extension A)."""
    return _HAN.fullmatch(text) is not None


def only_han(texts: Sequence[str]) -> list[str]:
    """Those texts for which `is_han` holds, in their order; all at once, for there are many."""
    characters = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    foreign = np.zeros(len(characters) + 1, np.int64)
    np.cumsum((characters < _FIRST_HAN) | (characters > _LAST_HAN), out=foreign[1:])
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    ends = np.cumsum(lengths)
    return list(compress(texts, (foreign[ends] == foreign[ends - lengths]).tolist()))
