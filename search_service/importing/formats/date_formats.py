"""A day or a time of a sheet as its format shows it.

Tokens of format codes: ECMA-376 part 1, section 18.8.31; the count of days: section 18.17.4.1.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

_UNSEEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _. | \*. | \[(?P<elapsed>h+|m+|s+)\] | \[[^\]]*\]
    | (?P<noon>AM/PM|A/P|上午/下午) | (?P<fraction>\.0+)
    | (?P<token>y+|e+|m+|d+|a{3,4}|h+|s+) | (?P<letter>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_WEEKDAYS = "一二三四五六日"
_SECONDS_OF_DAY = 86_400
# Days of the clock up to the year 9999.
_LAST_DAY = 2_958_466
# Excel believes in 29 February 1900.
_WRONG_LEAP_DAY = 60
_NOON = 12
_LONG_NAME = 4
_YEAR_OF_FOUR = 3
_SHORT_MONTH = 3


def date_parts(section: str) -> str:
    """A format code without what is shown letter by letter."""
    return _UNSEEN.sub("", section)


def is_date(section: str) -> bool:
    """Whether a format code is one of days or times."""
    seen = date_parts(section)
    if re.search(r"General|G/通用格式", seen, re.IGNORECASE) or re.search(r"[#?]", seen):
        return False
    seen = re.sub(r"E[+-]", "", seen)
    return bool(re.search(r"[ymdhs]|aaa|\be+\b|\[h", seen, re.IGNORECASE))


def shown_date(number: Decimal, section: str, *, since_1904: bool) -> str | None:
    """A moment as its format shows it; None for a number that is none.

    Args:
        number: Days since the beginning of 1900 (or 1904); the fraction is the time.
        section: The format code.
        since_1904: Which of both.
    """
    if not 0 <= number < _LAST_DAY:
        return None
    found = list(_DATE.finditer(section))
    decimals = max((len(one["fraction"]) - 1 for one in found if one["fraction"]), default=0)
    seconds = (number * _SECONDS_OF_DAY).quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP
    )
    whole = int(seconds)
    days, rest = divmod(whole, _SECONDS_OF_DAY)
    moment = _moment(days, since_1904=since_1904) + timedelta(seconds=rest)
    twelve = any(one["noon"] for one in found)
    chinese = re.search(r"\[\$-[\dx,]*804\]", section, re.IGNORECASE)
    tokens = [n for n, one in enumerate(found) if one["token"] or one["elapsed"]]
    shown = []
    for n, one in enumerate(found):
        kind = one.lastgroup
        if kind is None:
            continue
        text = one[kind]
        if kind == "token":
            before = next((_letter(found[t]) for t in reversed(tokens) if t < n), "")
            after = next((_letter(found[t]) for t in tokens if t > n), "")
            minutes = text[0] in "mM" and (before == "h" or after == "s") and len(text) <= 2  # noqa: PLR2004
            shown.append(_token(moment, text, minutes=minutes, twelve=twelve))
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[text[0].lower()]
            shown.append(str(whole // unit).rjust(len(text), "0"))
        elif kind == "noon":
            shown.append(_noon(moment, "上午/下午" if chinese else text))
        elif kind == "fraction":
            part = seconds - whole
            shown.append(f"{part:.{decimals}f}"[1:])
        elif text != "@":
            shown.append(text)
    return "".join(shown).split(";")[0].strip()


def _moment(days: int, *, since_1904: bool) -> datetime:
    if since_1904:
        return datetime(1904, 1, 1) + timedelta(days=days)  # noqa: DTZ001 - a day on a calendar
    if days < _WRONG_LEAP_DAY:
        days += 1
    return datetime(1899, 12, 30) + timedelta(days=days)  # noqa: DTZ001 - a day on a calendar


def _letter(found: re.Match[str]) -> str:
    return (found["token"] or found["elapsed"])[0].lower()


def _noon(moment: datetime, text: str) -> str:
    late = moment.hour >= _NOON
    if text.casefold() == "上午/下午":
        return "下午" if late else "上午"
    names = text.split("/")
    return names[late]


def _token(moment: datetime, text: str, *, minutes: bool, twelve: bool) -> str:
    letter, size = text[0].lower(), len(text)
    if letter in "ye":
        return f"{moment.year:04}" if size >= _YEAR_OF_FOUR or letter == "e" else f"{moment:%y}"
    if letter == "a":
        return ("星期" if size >= _LONG_NAME else "周") + _WEEKDAYS[moment.weekday()]
    if letter == "m" and not minutes:
        if size == _SHORT_MONTH:
            return _MONTHS[moment.month * 3 - 3 : moment.month * 3]
        return f"{moment:%B}" if size > _SHORT_MONTH else str(moment.month).rjust(size, "0")
    if letter == "d" and size >= _SHORT_MONTH:
        return f"{moment:%A}" if size >= _LONG_NAME else f"{moment:%a}"
    hour = (moment.hour - 1) % 12 + 1 if twelve else moment.hour
    value = {"m": moment.minute, "d": moment.day, "h": hour, "s": moment.second}[letter]
    return str(value).rjust(min(size, 2), "0")
