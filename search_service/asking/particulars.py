"""Amounts, days and ages of a question: particulars of one case, which no article can be about.

「11月3号退的200块今天还没到」 asks what 「退的今天还没到」 asks; its digits would only find other
digits. How long something has lasted (三天, 24小时) is no such thing, and stays. An age says who
asks: a minor, or somebody old.
"""

from __future__ import annotations

import re

from search_service.analysis.numerals import arabic

_HAN_DIGITS = "零〇一二两三四五六七八九十百千万"
# Only from the beginning of a number: a long one is read once.
_NUMERAL = rf"(?<![\d,.{_HAN_DIGITS}])(?:\d[\d,]*(?:\.\d+)?|[{_HAN_DIGITS}]+)"
_AMOUNT = re.compile(
    rf"(?:rmb|[¥$])\s?{_NUMERAL}"
    rf"|{_NUMERAL}[多几来]?\s?(?:万元|千元|块多钱|块多|块钱|块|元钱|元|毛钱|毛|分钱|蚊|rmb)"
    rf"(?!种|个)",
)
_DATE = re.compile(
    r"(?:20\d\d[-/.年]|(?<!\d)\d\d年)(?:1[0-2]|0?[1-9])(?:[-/.月](?:3[01]|[12]\d|0?[1-9]))?(?!\d)[号日]?"
    r"|(?<!\d)(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])[号日]?"
    r"|(?<![\d前后满])(?:3[01]|[12]\d|[1-9])[号日](?![码线楼店])"
    r"|(?<!\d)(?:2[0-3]|1\d|0?\d):[0-5]\d"
)
# Days that have passed say when it happened, not what is asked; 今天 and 半夜 may.
_PAST = re.compile(
    "(?<!提)(?<!之)前(?:天|[几两]天)|大前天|(?:昨[天晚夜日]|今天(?=早上|一早|上午|中午|下午))"
    "(?:早上|一早|上午|中午|下午|晚上)?|今早|上(?:个?星期|个?礼拜|周)[一二三四五六日天]?|上个月|刚才"
)
_TODAY = re.compile("(?:到|都)?(?:今天|现在|目前)")
_AGE = re.compile(r"(?<![\d.])(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:周岁|岁半|岁)(?!以)")
_OF_AGE, _OLD = 18, 60
_CONTENT = re.compile(r"[^\W_\d]", re.UNICODE)
_LEAST_LEFT = 2
_SPACES = re.compile(r"\s+")
_SIGNS = frozenset("岁元块毛蚊¥$天早上昨才")


def without_particulars(text: str) -> str:
    """A normalised text without amounts and dates, and with a word for each age.

    Unchanged when hardly anything else would remain.
    """
    if not any(character.isdigit() or character in _SIGNS for character in text):
        return text
    told = _AGE.sub(_kind_of_age, text)
    undated, dates = _DATE.subn(" ", _PAST.sub(" ", told))
    if dates:  # a day and today say how long ago it was
        undated = _TODAY.sub(" ", undated)
    told = _AMOUNT.sub(" ", undated)
    told = _SPACES.sub(" ", told).strip()
    return told if len(_CONTENT.findall(told)) >= _LEAST_LEFT else text


def _kind_of_age(match: re.Match[str]) -> str:
    years = int(match[1] if match[1].isdecimal() else arabic(match[1]))
    if years < _OF_AGE:
        return "未成年"
    return "老人" if years >= _OLD else " "
