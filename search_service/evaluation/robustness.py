"""Distorts queries as people distort them; every distortion is repeatable for a given text.

The characters swapped in for homophones are common ones, because those are what an input method
offers first.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache

import opencc

from search_service.analysis.normalise import is_han
from search_service.analysis.pinyin import syllable

Distortion = Callable[[str], str]

# The first 3,755 characters of GB 2312, its level of common characters.
_COMMON_FIRST, _COMMON_LAST = 0xB0, 0xD7


@lru_cache(maxsize=1)
def _common_by_sound() -> Mapping[str, str]:
    found: dict[str, str] = defaultdict(str)
    for high in range(_COMMON_FIRST, _COMMON_LAST + 1):
        for low in range(0xA1, 0xFF):
            character = bytes((high, low)).decode("gb2312", errors="ignore")
            if character:
                found[syllable(character)] += character
    return found


def _seeded(text: str) -> random.Random:
    return random.Random(text)  # noqa: S311 - repeatable, not secret


def _han_places(text: str) -> list[int]:
    return [place for place, character in enumerate(text) if is_han(character)]


def homophones(text: str, count: int) -> str:
    """`count` characters replaced by common ones of the same sound."""
    chance, characters = _seeded(text), list(text)
    places = _han_places(text)
    chance.shuffle(places)
    left = count
    for place in places:
        own = characters[place]
        others = [c for c in _common_by_sound().get(syllable(own), "") if c != own]
        if others and left:
            characters[place] = chance.choice(others)
            left -= 1
    return "".join(characters)


def one_deleted(text: str) -> str:
    """One character left out."""
    places = _han_places(text)
    if len(places) < 3:  # noqa: PLR2004 - nothing to recognise would be left
        return text
    place = _seeded(text).choice(places)
    return text[:place] + text[place + 1 :]


def two_swapped(text: str) -> str:
    """Two neighbouring characters exchanged."""
    places = [place for place in _han_places(text) if is_han(text[place + 1 : place + 2] or " ")]
    if not places:
        return text
    place = _seeded(text).choice(places)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


@lru_cache(maxsize=1)
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def traditional(text: str) -> str:
    """In traditional characters."""
    converted: str = _to_traditional().convert(text)
    return converted


def full_pinyin(text: str, separator: str = "") -> str:
    """Every Chinese character as its syllable."""
    return separator.join(syllable(c) if is_han(c) else c for c in text if not c.isspace())


def only_initials(text: str) -> str:
    """Every Chinese character as the first letter of its syllable."""
    return "".join(syllable(c)[0] if is_han(c) else c for c in text if not c.isspace())


def full_width(text: str) -> str:
    """ASCII in its full-width forms."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def polite(text: str) -> str:
    """With a greeting and thanks around it."""
    return f"你好，请问一下{text}，谢谢"


DISTORTIONS: Mapping[str, Distortion] = {
    "one homophone": lambda text: homophones(text, 1),
    "two homophones": lambda text: homophones(text, 2),
    "one character deleted": one_deleted,
    "two characters swapped": two_swapped,
    "traditional": traditional,
    "full pinyin": full_pinyin,
    "full pinyin with spaces": lambda text: full_pinyin(text, " "),
    "initials": only_initials,
    "full width": full_width,
    "polite": polite,
}
