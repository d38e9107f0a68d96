"""Dates in heads and data that cannot be: in the future, in the wrong order, or in no year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.checks.yaml_file import KeyPath
from search_service.content.problems import Problem

# Days on which somebody did something, so that they cannot lie ahead.
_PAST = ("updated", "reviewed", "checked_on", "verified_on")


_WRITTEN = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d{2}) ?年 ?)?"
    r"(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?(?:日|号(?!码|段))"
)
_LEAP = "2024"
# 14:76, and 25:10; a ratio (3:2) has no two digits, an address no Chinese around it.
_CLOCK = re.compile(r"(?<![\d:.\w])(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?![\d:：.\w])")
_LAST_HOUR, _LAST_MINUTE = 24, 59
_WEEKDAYS = "一二三四五六日"
_WITH_WEEKDAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2}) ?[-/.年] ?(?P<month>\d{1,2}) ?[-/.月] ?(?P<day>\d{1,2})"
    r" ?[日号]? ?[，（(]? ?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])"
)


def _find(content: ContentView) -> Iterator[Problem]:
    for page in (*content.articles, *content.internal):
        updated, reviewed = page.head.get("updated"), page.head.get("reviewed")
        if type(updated) is date and type(reviewed) is date and reviewed < updated <= content.today:
            message = f"updated（{updated}）晚于 reviewed（{reviewed}）"
            advice = "改动以后要复核：请读一遍，再把 reviewed 改成那天"
            yield page.problem(RULE.id, page.head_lines.get(("updated",), 1), message, advice)
        sources = page.head.get("sources")
        written: list[tuple[KeyPath, object]] = [((key,), page.head.get(key)) for key in _PAST]
        written += [
            (("sources", index, "checked_on"), source.get("checked_on"))
            for index, source in enumerate(sources if isinstance(sources, list) else ())
            if isinstance(source, dict)
        ]
        for path, day in written:
            if type(day) is date and day > content.today:
                line = page.head_lines.get(path, 1)
                yield page.problem(RULE.id, line, *_future(str(path[-1]), day))
    for file in (*content.data_files, *content.agent_files):
        for path, day in file.values:
            if path[-1:] and path[-1] in _PAST and type(day) is date and day > content.today:
                yield file.problem(RULE.id, path, *_future(str(path[-1]), day))


def _impossible(content: ContentView) -> Iterator[Problem]:
    """Days in a text that no year has: the 30th of February."""
    for page in content.markdown_files:
        for line, text in page.prose:
            for found in _WRITTEN.finditer(text):
                year = int(found["year"] or _LEAP)
                try:
                    date(year, int(found["month"]), int(found["day"]))
                except ValueError:
                    advice = "请核对是几月几日"
                    yield page.problem(RULE.id, line, f"没有「{found[0]}」这一天", advice)


def _no_times(content: ContentView) -> Iterator[Problem]:
    """Times that no clock shows: 14:76, 25:00."""
    for page in content.markdown_files:
        for line, text in page.prose:
            for found in _CLOCK.finditer(text):
                hour, minute = int(found["hour"]), int(found["minute"])
                if minute > _LAST_MINUTE or hour > _LAST_HOUR or (hour == _LAST_HOUR and minute):
                    message = f"没有「{found[0]}」这个钟点"
                    yield page.problem(RULE.id, line, message, "请核对是几点几分")


def _other_weekdays(content: ContentView) -> Iterator[Problem]:
    """Days of a year that are called by another day of the week."""
    for page in content.markdown_files:
        for line, text in page.prose:
            for found in _WITH_WEEKDAY.finditer(text):
                try:
                    day = date(*(int(found[part]) for part in ("year", "month", "day")))
                except ValueError:  # said above
                    continue
                right = _WEEKDAYS[day.weekday()]
                if right != found["weekday"].replace("天", "日"):
                    message = f"{day} 是星期{right}，不是星期{found['weekday']}"
                    yield page.problem(RULE.id, line, message, "请核对日期，写错的那个改掉")


def _future(name: str, day: date) -> tuple[str, str]:
    return f"{name}：{day} 还没有到", "请写实际做完的那一天"


def _all(content: ContentView) -> Iterator[Problem]:
    yield from _find(content)
    yield from _impossible(content)
    yield from _other_weekdays(content)
    yield from _no_times(content)


RULE = Rule("date", _all)
