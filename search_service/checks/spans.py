"""A span that ends before it begins, and a day so many days after another that is not.

Only what stands in one sentence is reckoned; a span over the end of a year or over midnight is
sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from search_service.analysis.numerals import arabic
from search_service.checks.content_view import ContentView
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem


def _day(mark: str) -> str:
    return (
        rf"(?:(?P<year{mark}>(?:19|20)\d{{2}})\s?年\s?)?(?<!\d)(?P<month{mark}>\d{{1,2}})\s?月\s?"
        rf"(?P<day{mark}>\d{{1,2}})\s?[日号]"
    )


def _time(mark: str) -> str:
    return rf"(?<![\d:.\w])(?P<hour{mark}>\d{{1,2}})[:：](?P<minute{mark}>\d{{2}})(?![\d:：.])"


_TO = r"\s*(?:[-–—~～至到]+)\s*"
_DAYS = re.compile(_day("1") + _TO + _day("2"))
_TIMES = re.compile(_time("1") + _TO + _time("2"))
_UNIT = "个?工作日|自然日|天|小时|分钟|秒|个月|周|元|次|位|岁|%|笔|件|条"
# With a hyphen between spaces it is a sum; from 5 to 3 may be a way down.
_NUMBERS = re.compile(
    rf"(?<![\d.:：/\w-])(?P<first>\d+(?:\.\d+)?)(?:[-–—~～]|\s(?:[–—~～])\s)(?P<second>\d+(?:\.\d+)?)"
    rf"\s?(?:{_UNIT})"
    rf"|(?<![\d.:：/\w-])(?<![从由])(?<![从由] )(?P<from>\d+)\s?(?:{_UNIT})?[至到]\s?(?P<to>\d+)"
    rf"\s?(?:{_UNIT})"
)


def _count(mark: str) -> str:
    return (
        rf"(?P<count{mark}>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})\s?"
        rf"(?P<unit{mark}>天|个?星期|周|个礼拜)"
    )


_PAST = r"(?:(?:以|之)?后|过去了?)"
_AFTER = re.compile(
    _day("1")
    + rf"[^。；！？\d]{{0,12}}?(?:再?过了?\s?{_count('1')}{_PAST}?|{_count('2')}{_PAST})"
    + r"[，,]?\s?(?:也?就?是|即|应该?是|到了?)\s?"
    + _day("2")
)
_LASTS = re.compile(
    _DAYS.pattern + r"[，,]?\s?(?:一共|总共|共|合计|前后)(?:是|有)?\s?(?P<count>\d{1,3})\s?天"
)
_WEEK = 7
# Whether there is a 29 February nobody has said.
_YEARS = (2023, 2024)


def span_faults(text: str) -> Iterator[str]:
    """The words of every span that cannot be.

    Args:
        text: A line.
    """
    for find in (_backwards, _later):
        yield from (found[0] for found in find(text))


def _backwards(text: str) -> Iterator[re.Match[str]]:
    """Days, times and numbers that run from the greater to the smaller."""
    yield from filter(_is_backwards, _DAYS.finditer(text))
    for found in _TIMES.finditer(text):
        is_same_hour = int(found["hour1"]) == int(found["hour2"])
        if is_same_hour and int(found["minute1"]) > int(found["minute2"]):
            yield found
    for found in _NUMBERS.finditer(text):
        if float(found["first"] or found["from"]) > float(found["second"] or found["to"]):
            yield found


def _later(text: str) -> Iterator[re.Match[str]]:
    """Days that do not come as long after another as is told."""
    for found in _AFTER.finditer(text):
        told, unit = found["count1"] or found["count2"], found["unit1"] or found["unit2"]
        days = int(told if told.isdigit() else arabic(told)) * (1 if unit == "天" else _WEEK)
        if not _is_any(found, {days}):
            yield found
    for found in _LASTS.finditer(text):
        # With both ends, or with one of them.
        count = int(found["count"])
        if not _is_backwards(found) and not _is_any(found, {count, count - 1}):
            yield found


def _made(found: re.Match[str], mark: str, year: int) -> date | None:
    try:
        return date(year, int(found[f"month{mark}"]), int(found[f"day{mark}"]))
    except ValueError:  # no such day, which is another rule's
        return None


def _is_backwards(found: re.Match[str]) -> bool:
    if found["year1"] and found["year2"]:
        first = _made(found, "1", int(found["year1"]))
        second = _made(found, "2", int(found["year2"]))
        return bool(first and second and first > second)
    # Another month may be one of the next year.
    same_month = int(found["month1"]) == int(found["month2"])
    return same_month and int(found["day1"]) > int(found["day2"]) and not found["year2"]


def _is_any(found: re.Match[str], lengths: set[int]) -> bool:
    """Whether the second day comes so many days after the first, in some year."""
    known = found["year1"]
    for year in (int(known),) if known else _YEARS:
        first = _made(found, "1", year)
        if first is None:
            return True
        for days in lengths:
            then = first + timedelta(days)
            is_day = (then.month, then.day) == (int(found["month2"]), int(found["day2"]))
            if is_day and found["year2"] in {None, str(then.year)}:
                return True
    return False


def _find(content: ContentView) -> Iterator[Problem]:
    advice = "请核对，写反了就换过来，算错了就改掉"
    for page in content.markdown_files:
        for line, text in page.prose:
            for said in span_faults(text):
                yield page.problem(RULE.id, line, f"「{said}」不对：写反了，或者数错了", advice)
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            for said in span_faults(value) if isinstance(value, str) else ():
                yield file.problem(RULE.id, path, f"「{said}」不对：写反了，或者数错了", advice)


RULE = Rule("span", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
