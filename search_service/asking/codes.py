"""Codes in typed text, however they are typed or spoken: r102, R - 102, R幺零二.

The browser's own search has the same rules (`theme/javascripts/search/codes.js`); both are held to
`tests/javascript/codes.json`.
"""

from __future__ import annotations

import re

# How digits are read out one by one; 两 never is.
SPOKEN = "〇零幺一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_FIGURES = str.maketrans(SPOKEN, "001123456789123456789")
# One digit, as a part of a pattern.
DIGIT = f"[0-9{SPOKEN}]"
# What people type between the letter and the digits, 一 for a dash among them.
_SEPARATOR = r"(?:[\s\u2010-\u2015\u2212_.·-]|一(?=[0-9]))"
_CODE = re.compile(
    rf"(?<![a-z0-9])([a-z]){_SEPARATOR}{{0,3}}({DIGIT}(?:\s?{DIGIT}){{2}})(?!\s?(?:{DIGIT}|元(?!旦)|块))"
)


def codes_in(normalised: str) -> tuple[str, ...]:
    """Article codes such as R-102, in the order of the text, each once."""
    found = _CODE.finditer(normalised)
    return tuple(dict.fromkeys(f"{match[1].upper()}-{digits_of(match[2])}" for match in found))


def digits_of(text: str) -> str:
    """Digits that were spelled one by one in Chinese as figures, without spaces; the rest stays."""
    return "".join(text.translate(_FIGURES).split())
