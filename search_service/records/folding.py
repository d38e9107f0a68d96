"""A text as the rules of what is private read it, with the way back to what was written.

Simpler than `analysis.normalise`, so that the browser does exactly the same without OpenCC's table:
character by character NFKC and lower case, marks (ǎ is a) and invisible characters dropped, every space one
space, every digit 0 to 9, what lies outside the Basic Multilingual Plane one sign.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from search_service.records.privacy_rules import pattern, rules

_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_OUTSIDE = "\u25a1"
_DROPPED = frozenset({"Cf", "Cs", "Cn", "Co", "Mn", "Mc", "Me"})
_SPACES = frozenset({"Cc", "Zs", "Zl", "Zp"})
_LAST_OF_PLANE = 0xFFFF
# Only two signs stand for more (U+FDFA for 18): a text of them would be as many times as long.
LONGEST_FORM = 6


@dataclass(frozen=True)
class Folded:
    """A text in its comparable form.

    Attributes:
        text: The comparable form.
        digits: The same with Chinese numerals as digits and what is said between digits (嗯, 杠) as
            spaces; as long as `text`.
        starts: Where each character of `text` began in the original.
        ends: Where it ended.
    """

    text: str
    digits: str
    starts: list[int]
    ends: list[int]


@cache
def _replacements() -> dict[str, str]:
    found = rules()
    made = dict(zip(found["traditional"], found["simplified"], strict=True))
    made |= {chr(zero + value): str(value) for zero in found["zeros"] for value in range(10)}
    made |= {chr(one + value): str(value + 1) for one in found["ones"] for value in range(9)}
    return made | dict.fromkeys(found["zero_signs"], "0")


@cache
def _numerals() -> dict[int, int]:
    return str.maketrans(rules()["numerals"], rules()["numeral_values"])


@lru_cache(maxsize=20_000)
def _form(character: str) -> str:
    known = _replacements()
    # Letters with a mark (mì mǎ, contraseña) are read without it.
    form: Literal["NFKC", "NFKD"] = "NFKD" if _ACCENTED.match(character) else "NFKC"
    plain = known.get(character) or unicodedata.normalize(form, character).lower()
    parts = []
    for one in plain:
        category = unicodedata.category(one)
        if category in _DROPPED:
            continue
        shown = _OUTSIDE if ord(one) > _LAST_OF_PLANE else known.get(one, one)
        parts.append(" " if category in _SPACES else shown)
    return "".join(parts)[:LONGEST_FORM]


def _spoken(name: str, sign: str, text: str) -> str:
    """A text with signs in the place of what is said for them."""
    if pattern(name).search(text):
        return pattern(name).sub(lambda said: said[1] + sign * len(said[2]), text)
    return text


def fold(text: str) -> Folded:
    """The comparable form of a text."""
    parts = list(map(_form, text))
    lengths = list(map(len, parts))
    if lengths.count(1) == len(lengths):  # as nearly always
        starts, ends = list(range(len(text))), list(range(1, len(text) + 1))
    else:
        starts = [at for at, length in enumerate(lengths) for _ in range(length)]
        ends = [at + 1 for at in starts]
    folded = _spoken("spoken_sign", "_", "".join(parts))  # wang下划线123
    digits = _spoken("spoken_gap", " ", folded.translate(_numerals()))  # 138 嗯 0013 8000
    return Folded(folded, digits, starts, ends)
