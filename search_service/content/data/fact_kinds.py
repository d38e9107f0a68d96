"""Whether what the operator says is of the kind that was asked: a time, a sum, a way in the app."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

from search_service.content.data.value_kinds import check_address, check_email, check_phone
from search_service.content.mistake import mistake

FactKind = Literal["text", "duration", "money", "count", "place", "list", "phone", "email", "url"]

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_SPAN = rf"(?:{_NUMBER})(?:–(?:{_NUMBER}))?"
_DURATION = re.compile(rf"(?:最长 |最快 )?{_SPAN} (?:个工作日|天|小时|分钟|秒|个月|年)|当天|永久")
_MONEY = re.compile(rf"(?:{_NUMBER})(?:\.\d{{1,2}})? (?:元|万元)|\d+(?:\.\d+)?%|免费")
_COUNT = re.compile(rf"(?:每天|每月|每年|最多|一共)? ?{_SPAN} (?:次|张|个|台|笔|位)")
_PLACE = re.compile(r"「[^「」\u203a]{1,20}」(?:\u203a「[^「」\u203a]{1,20}」){0,5}")
# A value stands in the middle of a sentence.
_TEXT_LIMIT = 60
_NOT_IN_A_SENTENCE = re.compile(r"[\n\t。！？<>{}\[\]|`]|https?:")


def _check_text(value: str) -> None:
    if len(value) > _TEXT_LIMIT or _NOT_IN_A_SENTENCE.search(value) or not value.strip():
        advice = f"请写成能放进句子里的一句短话，最多 {_TEXT_LIMIT} 个字，不写句号、网址和符号"
        raise mistake(f"「{value[:20]}」不能放进句子里", advice)


def _matching(pattern: re.Pattern[str], name: str, example: str) -> Callable[[str], None]:
    def check(value: str) -> None:
        if not pattern.fullmatch(value):
            raise mistake(f"「{value[:20]}」不是{name}", f"请写成{example}的样子")

    return check


def _check_money(value: str) -> None:
    """One sum, or several with what each is for: 单笔 5,000 元，单日 20,000 元."""
    _check_text(value)
    if not _MONEY.search(value):
        raise mistake(f"「{value[:20]}」里没有金额", "请写成“5,000 元”“0.1%”或“免费”的样子")


def _check_list(value: str) -> None:
    _check_text(value)
    names = value.split("、")
    if any(not name.strip() for name in names) or len(names) != len({*names}):
        raise mistake("有空的或重复的一项", "请用顿号隔开，每样只写一次")


FACT_CHECKS: Mapping[FactKind, Callable[[str], None]] = {
    "text": _check_text,
    "duration": _matching(_DURATION, "时长", "“3 个工作日”“1–5 天”“30 分钟”"),
    "money": _check_money,
    "count": _matching(_COUNT, "数目", "“5 次”“最多 10 张”"),
    "place": _matching(_PLACE, "App 里的位置", "「我的」\u203a「安全」\u203a「冻结账户」"),
    "list": _check_list,
    "phone": check_phone,
    "email": check_email,
    "url": check_address,
}
# What each kind is called where the operator is asked for it.
KIND_NAMES: Mapping[FactKind, str] = {
    "text": "一句短话",
    "duration": "时长，如“3 个工作日”",
    "money": "金额或费率，如“5,000 元”",
    "count": "数目，如“5 次”",
    "place": "App 里的位置，如「我的」\u203a「安全」",
    "list": "名称，用顿号隔开",
    "phone": "电话号码",
    "email": "邮箱",
    "url": "https:// 开头的网址",
}
