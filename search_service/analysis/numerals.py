"""Numbers with a unit as one term, whether written 3天, 三天 or 叁天."""

from __future__ import annotations

import re

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
    "两": 2,
    "\u3007": 0,
}
_PLACES = {"十": 10, "百": 100, "千": 1_000, "拾": 10, "佰": 100, "仟": 1_000}
_NUMERALS = frozenset((*_DIGITS, *_PLACES))
_NUMBER = rf"(\d+(?:\.\d+)?|[{''.join([*_DIGITS, *_PLACES])}]+)"
_UNITS = (
    "个工作日 个月 个小时 小时 工作日 分钟 秒钟 天 日 秒 次 元 块 万 年 月 周 号 点 笔 位 折 倍 岁"
)
_UNIT = f"({'|'.join(_UNITS.split())})"
_QUANTITY = re.compile(_NUMBER + " ?" + _UNIT)
_ENDS_IN_NUMBER = re.compile(_NUMBER + r"\Z")
_HAS_UNIT = _BEGINS_WITH_UNIT = re.compile(_UNIT)


def arabic(numeral: str) -> str:
    """A Chinese numeral below ten thousand in digits: 二十一 → 21, 三百零五 → 305.

    A row of digits is read as such: 二零二六 → 2026.
    """
    if not any(character in _PLACES for character in numeral):
        return "".join(str(_DIGITS[character]) for character in numeral)
    total, digit = 0, 0
    for character in numeral:
        if character in _PLACES:
            total += (digit or 1) * _PLACES[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return str(total + digit)


def quantities(text: str) -> list[str]:
    """The quantities of a normalised text as terms: 退款要三天 → ["3天"]."""
    if not _HAS_UNIT.search(text):  # as in most lines; found out in a quarter of the time
        return []
    return [
        (number if number[0].isdigit() else arabic(number)) + unit
        for number, unit in _QUANTITY.findall(text)
    ]


def ended_quantity(text: str) -> str:
    """The number at the very end of a normalised text, which a unit may follow; else empty."""
    if not (text[-1:].isdecimal() or text[-1:] in _NUMERALS):
        return ""
    found = _ENDS_IN_NUMBER.search(text)
    return found[0] if found else ""


def begun_quantity(text: str) -> str:
    """The unit at the very beginning of a normalised text, which a number may precede."""
    found = _BEGINS_WITH_UNIT.match(text)
    return found[0] if found else ""
