"""The worked examples of refunds are counted rightly: a writer sees it before a test does.

The estimator's own arithmetic is in `theme/javascripts/tools/refund-date/rules.js`; its tests run
the same examples, so the two cannot come apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from search_service.checks.content_view import ContentView
from search_service.content.data.refund_dates import HolidayCalendar, RefundCase
from search_service.content.problems import Problem

_FILE = "data/refund_cases.yml"
_DAYS = "一二三四五六日"
_CONFIRMED = re.compile(r"(?:周|星期)(?P<day>[一二三四五六日天])(?=确认)")


class YearUnknown(Exception):
    """The count runs into a year whose holidays are not announced; the argument is the year."""


def day_after(
    confirmed: date, working_days: int, calendar: HolidayCalendar, *, exchanged: bool
) -> date:
    """The day on which so many working days have passed.

    Args:
        confirmed: The day from which is counted; it is day 0.
        working_days: How many, from 0.
        calendar: Days off and weekends worked in exchange.
        exchanged: Whether a weekend worked in exchange counts.

    Raises:
        YearUnknown: The calendar does not reach so far.
    """
    day = confirmed
    while working_days:
        day += timedelta(days=1)
        year = calendar.years.get(str(day.year))
        if year is None:
            raise YearUnknown(day.year)
        off = any(day in days for days in year.holidays.values())
        worked = exchanged if day in year.worked_weekends else day.weekday() < len("一二三四五")
        working_days -= worked and not off
    return day


def _faults(case: RefundCase, calendar: HolidayCalendar) -> Iterator[tuple[str, str, str]]:
    """Key of the example, what is wrong and what to do."""
    named = _CONFIRMED.search(case.why)
    day = _DAYS[case.confirmed_on.weekday()]
    if named and named["day"].replace("天", "日") != day:
        message = f"why 写的是{named[0]}，{case.confirmed_on} 是周{day}"
        yield "confirmed_on", message, "请改日期，或改 why"
        return
    for key, days, told in (
        ("earliest", case.working_days[0], case.earliest),
        ("latest", case.working_days[1], case.latest),
    ):
        exchanged = case.banks_work_on_exchanged_weekends
        try:
            counted = day_after(case.confirmed_on, days, calendar, exchanged=exchanged)
        except YearUnknown as unknown:
            year = unknown.args[0]
            if told is not None:
                message = f"{year} 年的放假安排还没有，算不出 {told}"
                yield key, message, f"请写 null，并写 unknown_year: {year}"
            elif case.unknown_year != year:
                message = f"缺的是 {year} 年的放假安排，写的是 {case.unknown_year}"
                yield "unknown_year", message, f"请改成 {year}"
            return
        if told != counted:
            yield key, f"{key}：数出来是 {counted}", "请改成这一天；天数或起点写错了，就改那一项"
            return


def miscounted(content: ContentView) -> Iterator[Problem]:
    """Examples whose days are not those that the calendar gives."""
    data = content.corpus.data
    file = next((one for one in content.data_files if one.path == _FILE), None)
    if file is None or not data.refund_cases or data.calendar is None:
        return
    for index, case in enumerate(data.refund_cases):
        for key, message, advice in _faults(case, data.calendar):
            yield file.problem("data-value", ("cases", index, key), message, advice)
