"""Amounts, days, ages and callers of a question: of one case, which no article can be about.

「11月3号退的200块今天还没到」 asks what 「退的今天还没到」 asks; its digits would only find other
digits. How long something has lasted (三天, 24小时) is no such thing, and stays. An age says who
asks: a minor, or somebody old. A hotline that no article has (95312打来的) is the telephone that is
asked about.
"""

from __future__ import annotations

import re
from collections.abc import Container

from search_service.analysis.numerals import arabic

_HAN_DIGITS = "零〇一二两三四五六七八九十百千万"
# Only from the beginning of a number: a long one is read once.
_NUMERAL = rf"(?<![\d,.{_HAN_DIGITS}])(?:\d[\d,]*(?:\.\d+)?|[{_HAN_DIGITS}]+)"
_AMOUNT = re.compile(
    rf"(?:rmb|[¥$])\s?{_NUMERAL}"
    rf"|{_NUMERAL}[多几来]?\s?(?:万元|千元|块多钱|块多|块钱|块|元钱|元|毛钱|毛|分钱|蚊|rmb)"
    rf"(?!种|个)",
)
# Without a unit: 128.50, a sum or a day, but no version (ios 17.2) and nothing that is counted (1.5
# 小时); and any number behind what is done to money: 扣了我128, 转了五千给错人.
_COUNTED = (
    r"\s?(?:[天日号月周年次笔个种类版折倍点秒位遍张家人岁条级层%gkm]|小时|分钟|星期|多[天次笔个])"
)
_BARE = re.compile(
    r"(?<![\d./a-z-])(?<![版本新到卓统v] )(?<![版本新到卓统v])"
    rf"\d{{1,6}}\.\d{{1,2}}(?![\d.a-z]|{_COUNTED})"
)
# Two sums are compared, as in 花了80只退我72: they stay.
_SUM = re.compile(
    r"(?:(?<=[扣转付充退刷花提收少交]了)|(?<=[扣转付充退刷花收]了我)|(?<=扣我)|(?<=只到)|(?<=只退)|(?<=退我))"
    rf"(?:\d{{2,7}}[万千百]?|[{_HAN_DIGITS}]*[百千万][{_HAN_DIGITS}]*)多?(?![\d.a-z]|{_COUNTED})"
)
_DATE = re.compile(
    r"(?:20\d\d[-/.年]|(?<!\d)\d\d年)(?:1[0-2]|0?[1-9])(?:[-/.月](?:3[01]|[12]\d|0?[1-9]))?(?!\d)[号日]?"
    r"|(?<!\d)(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])[号日]?"
    r"|(?<![\d前后满])(?:3[01]|[12]\d|[1-9])[号日](?![码线楼店])"
    r"|(?<!\d)(?:2[0-3]|1\d|0?\d):[0-5]\d"
    r"|(?<![\d/.])(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9])(?![\d/.])"
)
# Days that have passed say when it happened, not what is asked; 今天 and 半夜 may. A time of day is
# of one case behind such a day alone: 早上八点有人吗 asks for it.
_HOUR = rf"(?:1\d|2[0-3]|\d|[{_HAN_DIGITS}]{{1,3}})"
_MINUTES = rf"[一二三四五]?十?[{_HAN_DIGITS}]?分|[0-5]?\d(?!\d)分?"
_OCLOCK = rf"(?:{_HOUR}点(?:钟|半|多|左右|来钟|{_MINUTES})?)?"
_PAST = re.compile(
    "(?:(?<!提)(?<!之)前(?:天|[几两]天)|大前天|昨[天晚夜日]|今天(?=早上|一早|上午|中午|下午)"
    "|今早|上(?:个?星期|个?礼拜|周)[一二三四五六日天]?|上个月)"
    rf"(?:早上|一早|上午|中午|下午|晚上|半夜|夜里|凌晨)?{_OCLOCK}|刚才"
)
# Without any of these there is neither.
_MAY_BE_DAY = re.compile(r"[\d前昨今上刚]")
_TODAY = re.compile("(?:到|都)?(?:今天|现在|目前)")
# 满八岁 and 不满十八岁 are ages as well, the latter one below it.
_AGE = re.compile(
    r"(?:(不满|未满|没满|不到|没到)|刚?满)?"
    r"(?<![\d.])(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:周岁|岁半|岁)(?!以)"
)
# 我今年15能用吗: an age as well.
_BARE_AGE = re.compile(r"(?<=今年)(\d{1,2})(?=[能可想不没怎也就有,。!? ]|$)")
_OF_AGE, _OLD = 18, 60
# Numbers that nobody has as a person: 400 and 800, 95 and 96, and, where somebody rings, 10 and 12.
_HOTLINE = re.compile(
    r"(?<![\d.,-])(?<!误码)(?<!示码)(?<!代码)(?<![第满])"
    r"(?:[48]00[- ]?\d{3}[- ]?\d{4}|9[56]\d{3,6}|106\d{5,17}"
    r"|1(?:0[01]|2\d)\d{2}(?=[打拨]|来电|发来|的?(?:电话|短信|号码)))"
    r"(?![\d.,]*\d|\s?[元块万天次个分%])"
)
_CALLS = re.compile("电话|号码|热线|短号|座机")
_CALLER = "这个电话"
_CONTENT = re.compile(r"[^\W_\d]", re.UNICODE)
_LEAST_LEFT = 2
_SPACES = re.compile(r"\s+")
_LOOSE_MARKS = " ,;:、。!?"
_DIGITS = re.compile(r"\d+")
_SIGNS = frozenset("岁元块毛蚊¥$天早上昨才百千万")


def without_particulars(text: str) -> str:
    """A normalised text without amounts and dates, and with a word for each age.

    Unchanged when hardly anything else would remain.
    """
    if not any(character.isdigit() or character in _SIGNS for character in text):
        return text
    told = _undated(_AGE.sub(_kind_of_age, _BARE_AGE.sub(r"\1岁", text)))
    told = _BARE.sub(" ", _AMOUNT.sub(" ", told))
    return _left(_SUM.sub(" ", told) if len(_SUM.findall(told)) == 1 else told, text)


def without_days(text: str) -> str:
    """The same without dates and times of day alone; what an amount is of may be asked."""
    return _left(_undated(text), text)


def _undated(text: str) -> str:
    if not _MAY_BE_DAY.search(text):
        return text
    undated, dates = _DATE.subn(" ", _PAST.sub(" ", text))
    # A day and today say how long ago it was.
    return _TODAY.sub(" ", undated) if dates else undated


def _left(told: str, text: str) -> str:
    """What is told instead of a text, unless that is hardly anything."""
    if told == text:
        return text
    told = _SPACES.sub(" ", told).strip().lstrip(_LOOSE_MARKS)
    return told if len(_CONTENT.findall(told)) >= _LEAST_LEFT else text


def _kind_of_age(match: re.Match[str]) -> str:
    below, number = match.groups()
    years = int(number if number.isdecimal() else arabic(number)) - bool(below)
    if years < _OF_AGE:
        return "未成年"
    return "老人" if years >= _OLD else " "


def without_callers(text: str, known: Container[str]) -> str:
    """A normalised text in which a hotline that is not `known` is the telephone it is.

    Unchanged when hardly anything else would remain: a number alone is what somebody looks up.
    """
    found = next(_HOTLINE.finditer(text), None)
    if found is None or all(piece in known for piece in _DIGITS.findall(found[0])):
        return text
    rest = text[: found.start()] + text[found.end() :]
    if len(_CONTENT.findall(rest)) < _LEAST_LEFT:
        return text
    name = " " if _CALLS.search(rest) else _CALLER
    return _SPACES.sub(" ", text[: found.start()] + name + text[found.end() :]).strip()
