"""Typed text to a tool and what it is opened with: a code, a date, a number that it names.

「1月3号退款什么时候到」 opens the refund estimator with that day. What names nothing to work on
is a question, and questions are answered by articles. The browser's own search has the same rules
in `theme/javascripts/search/tool_links.js`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from urllib.parse import urlencode

from search_service.asking.codes import DIGIT, SPOKEN, digits_of
from search_service.content.article import STILL_STUCK
from search_service.content.tools import SECTION_PARAMETERS, ToolName

_CHINA = timezone(timedelta(hours=8))
_ERROR_CODE = re.compile(
    rf"(?<![a-z0-9])([a-z]{{1,4}})[ -]{{0,3}}(\d{{4,6}}|[{SPOKEN}]{{4,6}})(?![a-z]|{DIGIT})"
)
_REFUND = re.compile(r"退款|退的?钱|退货")
_ARRIVAL = re.compile(r"什么时候|啥时候|何时|几号|哪天|多久|几天|到账|到帐|能到|到没|没到|还不到")
_FULL_DATE = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_MONTH_AND_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})[号日]?")
_DAYS_AGO = {"今天": 0, "昨天": 1, "前天": 2}
# Keys of content/data/refund_times.yml.
_METHODS = {
    "信用卡": "credit_card",
    "储蓄卡": "debit_card",
    "借记卡": "debit_card",
    "银行卡": "debit_card",
    "余额": "balance",
}
_DOUBT = re.compile(
    r"真的|真假|是真|假的|是假|是不是|官方|可信|能信|骗|靠谱|能点|能打|能接|可疑|谁的|仿冒"
)
_ADDRESS = re.compile(
    r"(?:https?://|[a-z0-9._+-]+@)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#][\x21-\x7e]*)?"
)
_NUMBER = re.compile(r"(?<![a-z0-9-])\+?\d[\d -]{1,18}\d(?![a-z0-9])")
_MOBILE = re.compile(r"(?:\+|00)?(?:86)?1[3-9]\d{9}")
_FEWEST_DIGITS = 3
# A day without a year is the last such day, unless that was longer ago than anybody waits.
_LONGEST_WAIT = timedelta(days=180)


@dataclass(frozen=True)
class ToolLink:
    """A tool and its parameters, in the order of its address."""

    tool: ToolName
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> str:
        """What follows the address of the tool's page."""
        return f"?{urlencode(self.parameters)}" if self.parameters else ""


# Who types a tool's name wants the tool.
_NAMES: Mapping[str, ToolLink] = {
    "验真": ToolLink("verify"),
    "错误码查询": ToolLink("error-code"),
    "查错误码": ToolLink("error-code"),
    "退款推算": ToolLink("refund-date"),
    "到账推算": ToolLink("refund-date"),
    "客服时间": ToolLink("hours"),
    "引导排查": ToolLink("guide"),
    "一步步排查": ToolLink("guide"),
    "材料卡": ToolLink("cards"),
    "材料卡片": ToolLink("cards"),
    "通话准备卡": ToolLink("cards", (("card", "通话准备卡"),)),
    "投诉材料卡": ToolLink("cards", (("card", "投诉材料"),)),
    "故障信息卡": ToolLink("cards", (("card", "故障信息卡"),)),
}


def china_today() -> date:
    """The date in China."""
    return datetime.now(_CHINA).date()


def tool_link(normalised: str, today: date) -> ToolLink | None:
    """The tool that a normalised text asks for by naming what it works on; None for a question."""
    return (
        _named(normalised)
        or _verify(normalised)
        or _refund_date(normalised, today)
        or _error_code(normalised)
    )


def link_to_section(tool: ToolName, heading: str | None) -> ToolLink | None:
    """A tool opened at a section of its page; None when it cannot be, or every page has it."""
    parameter = SECTION_PARAMETERS.get(tool)
    if parameter is None or heading is None or heading == STILL_STUCK:
        return None
    return ToolLink(tool, ((parameter, heading),))


def _named(text: str) -> ToolLink | None:
    return _NAMES.get(text.removeprefix("自助").removesuffix("工具"))


def _error_code(text: str) -> ToolLink | None:
    found = _ERROR_CODE.search(text)
    if not found:
        return None
    return ToolLink("error-code", (("code", f"{found[1]}{digits_of(found[2])}".upper()),))


def _refund_date(text: str, today: date) -> ToolLink | None:
    if not (_REFUND.search(text) and _ARRIVAL.search(text)):
        return None
    day = _day_in(text, today)
    if day is None:
        return None
    method = next((key for word, key in _METHODS.items() if word in text), None)
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


def _verify(text: str) -> ToolLink | None:
    if not _DOUBT.search(text):
        return None
    if address := _ADDRESS.search(text):
        return ToolLink("verify", (("text", address.group()),))
    number = _NUMBER.search(text)
    if number is None or sum(map(str.isdigit, number.group())) < _FEWEST_DIGITS:
        return None
    written = number.group().strip()
    private = _MOBILE.fullmatch(re.sub(r"[ \-]", "", written))
    # Somebody's own number has no place in an address, which is kept and sent on.
    return ToolLink("verify") if private else ToolLink("verify", (("text", written),))
