"""What the refund estimator counts with: calendar, counting rules and worked examples.

The arithmetic itself exists once, in `theme/javascripts/tools/refund-date/rules.js`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from search_service.content.article import Text
from search_service.content.data.record import VERIFIED, Confirmed, Record
from search_service.content.mistake import mistake

_SATURDAY = 5
_REMAKE = "这个文件由 make calendar 生成，请重新生成，不要手改"


class CalendarYear(Record):
    """What differs from an ordinary week in one year.

    Attributes:
        holidays: Days off by the name of the festival, weekends among them included.
        worked_weekends: Saturdays and Sundays worked in exchange (调休).
    """

    holidays: dict[Text, Annotated[tuple[date, ...], Field(min_length=1)]]
    worked_weekends: tuple[date, ...]


class HolidayCalendar(Record):
    """The announced holidays of the years that the library knows: `data/calendar.yml`.

    Attributes:
        library: Where the days come from.
        version: Its version.
        source: What the library itself is made from.
    """

    library: Text
    version: Text
    source: Text
    years: Annotated[dict[str, CalendarYear], Field(min_length=1)]

    @model_validator(mode="after")
    def _without_gap(self) -> Self:
        years = list(self.years)
        first = int(years[0]) if years[0].isdecimal() else 0
        for place, year in enumerate(years):
            if year != str(first + place):
                raise mistake("年份没有按顺序连着", _REMAKE, "years", year)
        for year, days in self.years.items():
            _require_days_of(year, days)
        return self


def _require_days_of(year: str, days: CalendarYear) -> None:
    """Refuse days of another year, named twice, or both off and worked; at their line.

    Raises:
        PydanticCustomError: At the first of them.
    """
    off: dict[date, str] = {}
    for name, dates in days.holidays.items():
        at = ("years", year, "holidays", name)
        for place, day in enumerate(dates):
            if str(day.year) != year:
                raise mistake(f"{year} 年里有别的年份的日期 {day}", _REMAKE, *at, place)
            if off.setdefault(day, name) != name or day in dates[:place]:
                raise mistake(f"{day} 写了两次", _REMAKE, *at, place)
    for place, day in enumerate(days.worked_weekends):
        worked = ("years", year, "worked_weekends", place)
        if str(day.year) != year:
            raise mistake(f"{year} 年里有别的年份的日期 {day}", _REMAKE, *worked)
        if day.weekday() < _SATURDAY or day in off:
            message = f"{year} 年的调休上班日 {day} 不是周末，或同一天又放假"
            raise mistake(message, _REMAKE, *worked)
        if day in days.worked_weekends[:place]:
            raise mistake(f"{day} 写了两次", _REMAKE, *worked)


class CountingRule(Confirmed):
    """How working days are counted, apart from the calendar: `data/refund_rules.yml`.

    Attributes:
        banks_work_on_exchanged_weekends: None: not known, so both readings are shown.
    """

    banks_work_on_exchanged_weekends: bool | None
    note: Text
    source: Text | None
    checked_on: date | None

    @model_validator(mode="after")
    def _confirmed_with_a_source(self) -> Self:
        if self.status == VERIFIED and not self.source:
            raise mistake("写了已核实，却没有 source", "请写明依据，或改回待核实", "source")
        return self


class RefundCase(Record):
    """A worked example, run as a test and shown on the page of the tool.

    Attributes:
        working_days: Fewest and most working days, as in `refund_times.yml`.
        banks_work_on_exchanged_weekends: The reading that the example takes.
        earliest: None when the count runs into `unknown_year`; so is `latest`.
        unknown_year: The year without data that the count runs into, if any.
        why: What the example shows.
    """

    confirmed_on: date
    working_days: tuple[
        Annotated[int, Field(ge=0, strict=True)], Annotated[int, Field(ge=0, strict=True)]
    ]
    banks_work_on_exchanged_weekends: bool
    earliest: date | None
    latest: date | None
    unknown_year: int | None = None
    why: Text

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.working_days[0] > self.working_days[1]:
            raise mistake(
                "working_days 的最少天数大于最多天数", "请写成 [最少, 最多]", "working_days"
            )
        ends = [end for end in (self.earliest, self.latest) if end]
        if any(end < self.confirmed_on for end in ends) or ends != sorted(ends):
            raise mistake(
                "日期的先后不对", "先是 confirmed_on，再是 earliest，最后是 latest", "latest"
            )
        if (self.latest is None) != (self.unknown_year is not None):
            raise mistake(
                "latest 和 unknown_year 对不上",
                "算不出最晚日期时 latest 写 null，并在 unknown_year 写明缺哪一年；算得出就不写",
                "latest",
            )
        return self


class RefundCases(Record):
    """All worked examples: `data/refund_cases.yml`."""

    cases: Annotated[tuple[RefundCase, ...], Field(min_length=1)]
