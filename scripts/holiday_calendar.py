"""Writes content/data/calendar.yml from the library `chinesecalendar`; `make calendar` runs it.

The library is needed for this step alone. Why this one: docs/decisions/0005-holiday-calendar.md.
"""

from __future__ import annotations

from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import chinese_calendar

from search_service.content.data.refund_dates import CalendarYear, HolidayCalendar

FILE = Path(__file__).parents[1] / "content" / "data" / "calendar.yml"
LIBRARY = "chinesecalendar"
SOURCE = "国务院办公厅历年节假日安排的通知"
# Refunds are asked about for a year or two; older years only make the file longer.
YEARS_KEPT = 3
FESTIVALS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}
_SATURDAY = 5
_HEAD = """\
# yaml-language-server: $schema=../schemas/calendar.json
# 法定节假日和调休。由 make calendar 生成，不要手改；每年的放假安排公布后，更新依赖再生成一次。
# holidays 是放假的日子（含周末），worked_weekends 是调休要上班的周六、周日。
"""


def _year(year: int) -> CalendarYear:
    holidays: dict[str, list[date]] = {}
    worked: list[date] = []
    day = date(year, 1, 1)
    while day.year == year:
        is_off, festival = chinese_calendar.get_holiday_detail(day)
        if is_off and festival:
            holidays.setdefault(FESTIVALS[festival], []).append(day)
        elif not is_off and day.weekday() >= _SATURDAY:
            worked.append(day)
        day += timedelta(days=1)
    return CalendarYear(
        holidays={name: tuple(days) for name, days in holidays.items()},
        worked_weekends=tuple(worked),
    )


def last_year_known() -> int:
    """The last year whose holidays the library has."""
    return max(day.year for day in chinese_calendar.holidays)


def made_calendar() -> HolidayCalendar:
    """The calendar as the installed library has it."""
    last = last_year_known()
    return HolidayCalendar(
        library=LIBRARY,
        version=version(LIBRARY),
        source=SOURCE,
        years={str(year): _year(year) for year in range(last - YEARS_KEPT + 1, last + 1)},
    )


def _dates(days: tuple[date, ...]) -> str:
    return "[" + ", ".join(day.isoformat() for day in days) + "]"


def as_yaml(calendar: HolidayCalendar) -> str:
    """The file, a festival a line."""
    lines = [
        f"library: {calendar.library}",
        f'version: "{calendar.version}"',
        f"source: {calendar.source}",
        "years:",
    ]
    for year, days in calendar.years.items():
        lines += [f'  "{year}":', "    holidays:"]
        lines += [f"      {name}: {_dates(off)}" for name, off in days.holidays.items()]
        lines.append(f"    worked_weekends: {_dates(days.worked_weekends)}")
    return _HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(as_yaml(made_calendar()), encoding="utf-8")
