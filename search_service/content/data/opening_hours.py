"""When a channel is answered and when it is busy, as the operator writes it in `channels.yml`."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from search_service.content.mistake import mistake

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
MINUTES_OF_A_DAY = 24 * 60

_EVERY_DAY = "每天"
_RANGE = re.compile(r"(周.)至(周.)")
_TIMES = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")
_MINUTES_OF_AN_HOUR = 60


def weekdays_in(text: object) -> tuple[int, ...]:
    """Days of the week from 0 (周一): 每天, 周一至周五, 周六、周日.

    Raises:
        PydanticCustomError: It is none of these; the message is for the writer.
    """
    wrong = mistake("不是星期", "请写成“每天”“周一至周五”或“周六、周日”")
    if text == _EVERY_DAY:
        return tuple(range(7))
    if not isinstance(text, str):
        raise wrong
    days: list[int] = []
    for part in text.split("、"):
        found = _RANGE.fullmatch(part)
        ends = found.groups() if found else (part, part)
        if not set(ends) <= {*WEEKDAYS}:
            raise wrong
        first, last = map(WEEKDAYS.index, ends)
        if first > last:
            raise wrong
        days += range(first, last + 1)
    if len(days) != len({*days}):
        raise mistake("同一天写了两次", "请每天只写一次")
    return tuple(days)


def minutes_in(text: object) -> tuple[int, int]:
    """Beginning and end in minutes after midnight: 09:00-21:00; the end may be 24:00.

    Raises:
        PydanticCustomError: It is no such span; the message is for the writer.
    """
    found = _TIMES.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise mistake("不是时段", "请写成 09:00-21:00，两位数字，中间是短横线")
    hours_1, minutes_1, hours_2, minutes_2 = map(int, found.groups())
    start = hours_1 * _MINUTES_OF_AN_HOUR + minutes_1
    end = hours_2 * _MINUTES_OF_AN_HOUR + minutes_2
    if max(minutes_1, minutes_2) >= _MINUTES_OF_AN_HOUR or end > MINUTES_OF_A_DAY:
        raise mistake("没有这个时间", "请写 00:00 到 24:00 之间的时间")
    if start >= end:
        raise mistake("结束不晚于开始", "跨过零点的时段，请在 24:00 断开，分两条写")
    return start, end


Weekdays = Annotated[tuple[int, ...], BeforeValidator(weekdays_in)]
MinuteSpan = Annotated[tuple[int, int], BeforeValidator(minutes_in)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WeeklySpan(_Record):
    """The same hours on some days of every week."""

    days: Weekdays
    time: MinuteSpan


class SpecialDays(_Record):
    """Dates on which the week does not hold; `time` None means closed."""

    name: str
    first: date
    last: date
    time: MinuteSpan | None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first > self.last:
            raise mistake("last 早于 first", "请检查这两个日期", "last")
        return self


class OpeningHours(_Record):
    """A channel's hours, in Beijing time.

    Attributes:
        open: When it is answered.
        busy: When one waits long; None means that the operator has not said.
        special: Holidays and other exceptions.
    """

    open: tuple[WeeklySpan, ...]
    busy: tuple[WeeklySpan, ...] | None = None
    special: tuple[SpecialDays, ...] = ()

    @model_validator(mode="after")
    def _possible(self) -> Self:
        _refuse_overlap("open", self.open)
        _refuse_overlap("busy", self.busy or ())
        for span in self.busy or ():
            for day in span.days:
                if not _is_open(self.open, day, span.time):
                    message = f"高峰 {WEEKDAYS[day]} {shown_span(span.time)} 不全在服务时间里"
                    raise mistake(message, "请检查 busy 和 open 的星期、时间", "busy")
        dates = sorted(self.special, key=lambda days: days.first)
        for earlier, later in pairwise(dates):
            if later.first <= earlier.last:
                message = f"特殊日子「{earlier.name}」和「{later.name}」的日期重叠"
                raise mistake(message, "请让每一天只属于其中一条", "special")
        return self


def _refuse_overlap(name: str, spans: tuple[WeeklySpan, ...]) -> None:
    """Raises PydanticCustomError where two spans share a minute of a day."""
    for day, weekday in enumerate(WEEKDAYS):
        times = sorted(span.time for span in spans if day in span.days)
        for earlier, later in pairwise(times):
            if later[0] < earlier[1]:
                message = f"{name} 里 {weekday} 的两段时间重叠"
                shown = f"{shown_span(earlier)} 和 {shown_span(later)}"
                raise mistake(f"{message}：{shown}", "请合成一段，或改正其中一段", name)


def _is_open(spans: tuple[WeeklySpan, ...], day: int, time: tuple[int, int]) -> bool:
    """Whether every minute of `time` lies in the open spans of a day; they do not overlap."""
    start, end = time
    for first, last in sorted(span.time for span in spans if day in span.days):
        if first <= start < last:
            start = last
    return start >= end


def shown_days(days: tuple[int, ...]) -> str:
    """Days as people write them: 每天, 周一至周五, 周六、周日."""
    if len(days) == len(WEEKDAYS):
        return _EVERY_DAY
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    long_run = 3
    return "、".join(
        f"{WEEKDAYS[run[0]]}至{WEEKDAYS[run[-1]]}"
        if len(run) >= long_run
        else "、".join(WEEKDAYS[day] for day in run)
        for run in runs
    )


def shown_span(span: tuple[int, int]) -> str:
    """A span as people write it: 09:00–21:00."""
    return "–".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in span)


def shown_spans(spans: tuple[WeeklySpan, ...]) -> str:
    """All spans in one line: 周一至周五 09:00–21:00；周六、周日 10:00–18:00."""
    return "；".join(f"{shown_days(span.days)} {shown_span(span.time)}" for span in spans)
