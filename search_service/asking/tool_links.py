"""Typed text to a tool and what it is opened with: a code, a date, a number that it names.

「1月3号退款什么时候到」 opens the refund estimator with that day. What names nothing to work on
is a question, and questions are answered by articles. The browser's own search has the same rules
in `theme/javascripts/search/tool_links.js`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import cast
from urllib.parse import urlencode

from search_service.analysis.word_lists import ToolWords
from search_service.asking.codes import DIGIT, SPOKEN, digits_of, in_figures
from search_service.content.article import STILL_STUCK
from search_service.content.tools import SECTION_PARAMETERS, ToolName

_CHINA = timezone(timedelta(hours=8))
# Digits are those that phones and dates here are written with, as in the browser: re.ASCII.
# In pinyin the letters before an amount are a syllable: bei pian le 3000.
_ERROR_CODE = re.compile(
    rf"(?<![a-z0-9])(?:(?<![a-z] )|(?=[a-z]{{1,4}}{DIGIT}|[a-z][ -]))"
    rf"([a-z]{{1,4}})[ -]{{0,3}}(\d{{4,6}}|[{SPOKEN}]{{4,6}})(?![a-z]|{DIGIT})",
    re.ASCII,
)
_FULL_DATE = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})", re.ASCII)
_MONTH_AND_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})[号日]?", re.ASCII)
_DAYS_AGO = {"今天": 0, "昨天": 1, "前天": 2}
_ADDRESS = re.compile(
    r"(?:https?://|[a-z0-9._+-]+@)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#][\x21-\x7e]*)?"
)
# What is counted is no number that rings or writes: 5000元, 24小时, 2026年.
_NUMBER = re.compile(
    r"(?<![a-z0-9-])\+?\d[\d -]{1,18}\d(?![a-z0-9]|[.:%]\d"
    r"|\s?(?:[元块万年月次笔%]|个(?!人)|天(?!天)|人(?!工)))",
    re.ASCII,
)
_JOINTS = re.compile(r"[ \-]")
_MOBILE = re.compile(r"(?:\+|00)?(?:86)?1[3-9]\d{9}", re.ASCII)
_FEWEST_DIGITS = 3
# A number that nothing else is asked about: mobile, 95…, 400…, landline. What the articles name
# (110, 96110, 12363) is looked for in them.
_TELEPHONE = re.compile(
    r"(?:\+|00)?(?:86)?(?:1[3-9]\d{9}|0\d{9,11})|9(?:5\d{3,6}|6(?!110)\d{3,6})|[48]00\d{7}",
    re.ASCII,
)
# A day without a year is the last such day, unless that was longer ago than anybody waits.
_LONGEST_WAIT = timedelta(days=180)


@dataclass(frozen=True)
class ToolLink:
    """A tool and its parameters, in the order of its address.

    `name` is what the place is called that a key among the parameters stands for.
    """

    tool: ToolName
    parameters: tuple[tuple[str, str], ...] = ()
    name: str | None = None

    @property
    def shown(self) -> str | None:
        """What readers are told that the tool is opened with."""
        return self.name or (self.parameters[0][1] if self.parameters else None)

    @property
    def query(self) -> str:
        """What follows the address of the tool's page."""
        return f"?{urlencode(self.parameters)}" if self.parameters else ""


def china_today() -> date:
    """The date in China."""
    return datetime.now(_CHINA).date()


def tool_link(normalised: str, today: date, words: ToolWords) -> ToolLink | None:
    """The tool that a normalised text asks for by naming what it works on; None for a question.

    Args:
        normalised: What was typed.
        today: What "yesterday" is counted from.
        words: What asks for a tool, `content/words/tools.yml`.
    """
    return (
        _named(normalised, words)
        or _verify(normalised, words)
        or _refund_date(normalised, today, words)
        or _error_code(normalised)
    )


def link_to_section(tool: ToolName, heading: str | None) -> ToolLink | None:
    """A tool opened at a section of its page; None when it cannot be, or every page has it."""
    parameter = SECTION_PARAMETERS.get(tool)
    if parameter is None or heading is None or heading == STILL_STUCK:
        return None
    return ToolLink(tool, ((parameter, heading),))


def _named(text: str, words: ToolWords) -> ToolLink | None:
    """Who types a tool's name wants the tool."""
    name = text.removeprefix("自助").removesuffix("工具")
    for one in words.names:
        if name in one.says:
            tool = cast("ToolName", one.tool)
            if one.open is None:
                return ToolLink(tool)
            return ToolLink(tool, ((SECTION_PARAMETERS[tool], one.open),), name)
    return None


def _says(text: str, words: Iterable[str]) -> bool:
    for word in words:  # noqa: SIM110 - asked of every question; a generator takes twice as long
        if word in text:
            return True
    return False


def _error_code(text: str) -> ToolLink | None:
    found = _ERROR_CODE.search(in_figures(text))
    if not found:
        return None
    return ToolLink("error-code", (("code", f"{found[1]}{digits_of(found[2])}".upper()),))


def _refund_date(text: str, today: date, words: ToolWords) -> ToolLink | None:
    if not (_says(text, words.refund) and _says(text, words.arrival)):
        return None
    day = _day_in(text, today)
    if day is None:
        return None
    method = next((key for word, key in words.refund_methods.items() if word in text), None)
    chosen = (("method", method),) if method else ()
    return ToolLink("refund-date", (("date", day.isoformat()), *chosen))


def _day_in(text: str, today: date) -> date | None:
    for word, days in _DAYS_AGO.items():
        if word in text:
            return today - timedelta(days=days)
    try:
        if full := _FULL_DATE.search(text):
            return date(*map(int, full.groups()))
        if short := _MONTH_AND_DAY.search(text):
            month, day = map(int, short.groups())
            this_year = date(today.year, month, day)
            last = this_year if this_year <= today else date(today.year - 1, month, day)
            return last if today - last <= _LONGEST_WAIT else date(last.year + 1, month, day)
    except ValueError:  # the 30th of February
        return None
    return None


def _verify(text: str, words: ToolWords) -> ToolLink | None:
    alone = _ADDRESS.fullmatch(text) or _TELEPHONE.fullmatch(_JOINTS.sub("", text))
    if not alone and not _says(text, words.doubt):
        return None
    if address := _ADDRESS.search(text):
        return ToolLink("verify", (("text", address.group()),))
    number = _NUMBER.search(_FULL_DATE.sub(" ", text))
    if number is None or sum(map(str.isdigit, number.group())) < _FEWEST_DIGITS:
        return None
    written = number.group().strip()
    private = _MOBILE.fullmatch(_JOINTS.sub("", written))
    # Somebody's own number has no place in an address, which is kept and sent on.
    return ToolLink("verify") if private else ToolLink("verify", (("text", written),))
