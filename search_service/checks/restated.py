"""One quantity told twice: 四成（40%）, 2 天（48 小时）, 80 - 8 = 72, days and their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from search_service.analysis.numerals import arabic

_HAN = "零一二两三四五六七八九十百千"
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|[{_HAN}]+)"
# What measures the same, and how much of it one is.
_UNITS: tuple[dict[str, Fraction | int], ...] = (
    {"秒": 1, "秒钟": 1, "分钟": 60, "小时": 3_600, "个小时": 3_600, "天": 86_400, "周": 604_800},
    {"个月": 1, "年": 12},
    {
        "分": Fraction(1, 100),
        "角": Fraction(1, 10),
        "元": 1,
        "块": 1,
        "千元": 1_000,
        "万元": 10_000,
    },
)
_MEASURES = {
    unit: (kind, worth) for kind, units in enumerate(_UNITS) for unit, worth in units.items()
}
_UNIT = "|".join(sorted(_MEASURES, key=len, reverse=True))
_QUANTITY = rf"(?<![\d.{_HAN}第])({_NUMBER})\s*({_UNIT})"
_TWICE = re.compile(rf"{_QUANTITY}（(?:也?就是|即|等于|合|共)?\s*({_NUMBER})\s*({_UNIT})）")
_SHARE = re.compile(
    r"(?<![\d.一二三四五六七八九])(?P<said>(?P<tenths>[一二三四五六七八九])成(?P<half>半)?|一半"
    r"|(?P<below>[二三四五六七八九十])分之(?P<above>[一二三四五六七八九]))"
    r"（(?:也?就是|即)?\s*(?P<percent>\d+(?:\.\d+)?)\s*%）"
)
_SIGN = r"[-+\u2212\uff0b\uff0d*\u00d7x\u00f7/]"
_TERM = r"\d[\d,]*+(?:\.\d+)?+\s*+(?:元|%|天|笔|件|次|个)?+"
# What comes before or behind these is part of the same sum.
_REST = re.compile(
    r"(?:[-+\u2212\uff0b\uff0d*\u00d7xX\u00f7/^()（）%a-zA-Z\d.,]|[\u4e00-\u9fff][*\u00d7/])\s*$"
)
_EQUATION = re.compile(
    rf"(?P<left>{_TERM}(?:\s*{_SIGN}\s*{_TERM})+)\s*[=\uff1d]\s*(?P<right>{_TERM})"
    r"(?!\s*[-+\u2212\uff0b\uff0d*\u00d7\u00f7/^万亿a-zA-Z\d.=\uff1d])"
)
_COUNTED = re.compile(
    r"周(?P<day>[一二三四五])(?:就?[是算]|为)第\s?(?P<count>\d{1,2})\s?(?:天|个工作日)"
)
_COMPARED = re.compile(
    rf"(?P<first>{_NUMBER})\s*(?P<unit>元|天|件|次|岁)，[还也已]?"
    rf"(?:(?P<less>[没不未]到|[不未没]满|低于|少于)|超过|高于|多于|[到满]了)"
    rf"\s*(?P<second>{_NUMBER})\s*(?P=unit)"
)
_DAYS = "一二三四五"
_WEEK = 5


def restated_faults(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Line and words of every quantity that is told twice and not the same both times.

    Args:
        lines: Of a page, each with its number.
    """
    for line, text in lines:
        for find in (_measures, _shares, _equations, _compared, _counted):
            yield from ((line, said) for said in find(text))


def _value(written: str) -> Fraction:
    figures = written.replace(",", "")
    return Fraction(figures if figures[0].isdigit() else arabic(figures))


def _measures(text: str) -> Iterator[str]:
    for found in _TWICE.finditer(text):
        first, of_first, second, of_second = found.groups()
        (kind, worth), (other, worth_of_other) = _MEASURES[of_first], _MEASURES[of_second]
        if (
            of_first != of_second
            and kind == other
            and _value(first) * worth != _value(second) * worth_of_other
        ):
            yield found[0]


def _shares(text: str) -> Iterator[str]:
    for found in _SHARE.finditer(text):
        if found["tenths"]:
            share = _value(found["tenths"]) / 10 + (Fraction(1, 20) if found["half"] else 0)
        elif found["below"]:
            share = _value(found["above"]) / _value(found["below"])
        else:
            share = Fraction(1, 2)
        # 三分之一 is 33%, and 33.3% as well.
        digits = len(found["percent"].partition(".")[2])
        if round(share * 100, digits) != Fraction(found["percent"]):
            yield found[0]


def _equations(text: str) -> Iterator[str]:
    for found in _EQUATION.finditer(text):
        terms = re.findall(_TERM, found["left"])
        signs = re.findall(_SIGN, re.sub(_TERM, " ", found["left"]))
        told = re.match(r"[\d,.]+", found["right"])
        is_whole = not _REST.search(text[: found.start()])
        if is_whole and told and len(signs) == len(terms) - 1:
            made = _reckoned([_term(one) for one in terms], signs)
            digits = len(told[0].replace(",", "").partition(".")[2])
            if made is not None and round(made, digits) != Fraction(told[0].replace(",", "")):
                yield found[0]


def _term(written: str) -> Fraction:
    number = Fraction(re.sub(r"[^\d.]", "", written))
    return number / 100 if "%" in written else number


def _reckoned(terms: list[Fraction], signs: list[str]) -> Fraction | None:
    """What terms make: first what is multiplied and divided; None for a division by nothing."""
    summands = [terms[0]]
    for sign, term in zip(signs, terms[1:], strict=True):
        if sign in "*x\u00d7":
            summands[-1] *= term
        elif sign in "/\u00f7":
            if not term:
                return None
            summands[-1] /= term
        else:
            summands.append(term if sign in "+\uff0b" else -term)
    return sum(summands, Fraction(0))


def _compared(text: str) -> Iterator[str]:
    """「97 元，没到 80 元」."""
    for found in _COMPARED.finditer(text):
        first, second = _value(found["first"]), _value(found["second"])
        if first >= second if found["less"] else first < second:
            yield found[0]


def _counted(text: str) -> Iterator[str]:
    """Working days that are counted by their weekdays, as many apart as their numbers."""
    for first, second in pairwise(_COUNTED.finditer(text)):
        days = _DAYS.index(second["day"]) - _DAYS.index(first["day"])
        counts = int(second["count"]) - int(first["count"])
        if (days - counts) % _WEEK:
            yield f"{first[0]}……{second[0]}"
