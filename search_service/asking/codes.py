"""Codes in typed text, however they are typed or spoken: r102, R - 102, R幺零二, R一百零二.

The browser's own search has the same rules (`theme/javascripts/search/codes.js`); both are held to
`tests/javascript/codes.json`.
"""

from __future__ import annotations

import re

from search_service.analysis.numerals import arabic

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
# A number behind a letter that is said as one and is no amount.
_ONE = "[一二三四五六七八九壹贰叁肆伍陆柒捌玖]"
_TENS = f"{_ONE}?[十拾]{_ONE}?"
_HUNDREDS = f"{_ONE}[百佰](?:[零〇]{_ONE}|{_TENS})?"
_THOUSANDS = f"{_ONE}[千仟](?:[零〇](?:{_TENS}|{_ONE})|{_HUNDREDS})?"
_SAID = re.compile(
    rf"([a-z]{_SEPARATOR}{{0,3}})({_THOUSANDS}|{_HUNDREDS})(?!\s?(?:{DIGIT}|[十拾百佰千仟万亿元块多来几余个笔]))"
)


def in_figures(normalised: str) -> str:
    """The text with numbers of codes that are said as numbers in figures: e一千零三 → e1003."""
    if not any(place in normalised for place in "百千佰仟"):
        return normalised
    return _SAID.sub(lambda found: found[1] + arabic(found[2]), normalised)


def codes_in(normalised: str) -> tuple[str, ...]:
    """Article codes such as R-102, in the order of the text, each once."""
    found = _CODE.finditer(in_figures(normalised))
    return tuple(dict.fromkeys(f"{match[1].upper()}-{digits_of(match[2])}" for match in found))


def digits_of(text: str) -> str:
    """Digits that were spelled one by one in Chinese as figures, without spaces; the rest stays."""
    return "".join(text.translate(_FIGURES).split())
