"""Whether a value is what its kind promises: a phone number, an address, an account."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError

from search_service.content.mistake import mistake

# The operator's own: 400/800, five to eight digits from 95 or 96, landline with area code.
_PHONE = re.compile(
    r"[48]00-?\d{3}-?\d{4}|9[56]\d{3,6}|0\d{2,3}-\d{7,8}(?:-\d{1,6})?|000-000-0000", re.ASCII
)
# Public: 110, 12315, 96110, 95588; zeros stand for one that is not there.
_HOTLINE = re.compile(r"1[12]\d|12[0-9]{3}|9[56]\d{3,6}|[48]00-?\d{3}-?\d{4}|0{3,6}", re.ASCII)
_HOST = re.compile(r"(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+(?!-)[a-z0-9-]{2,63}(?<!-)", re.ASCII)
_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@(?P<host>[\w.-]+)", re.ASCII)
_SIGNS = re.compile(r"[<>{}\[\]|`\\\n\t]|https?:|//")


def checked(field: str, check: Callable[[str], None], value: str) -> None:
    """Refuse a value that its check refuses, at the line of its field.

    Raises:
        PydanticCustomError: What the check says.
    """
    try:
        check(value)
    except PydanticCustomError as error:
        found = error.context or {}
        raise mistake(found["message"], found["advice"], field) from None


def check_phone(value: str) -> None:
    """Refuse what cannot be a company's number.

    Raises:
        PydanticCustomError: With words for the writer, as all of these functions.
    """
    if not _PHONE.fullmatch(value):
        advice = "请写 400-123-4567、95xxx 或 010-12345678 的样子，只用半角数字和短横线"
        raise mistake(f"「{value}」不是电话号码", advice)


def check_hotline(value: str) -> None:
    """Refuse what cannot be a public hotline."""
    if not _HOTLINE.fullmatch(value):
        advice = "公共热线是 110 这样的三位、12315 这样的五位，或 95、96、400 开头的号码，请核对"
        raise mistake(f"「{value}」不是公共热线的号码", advice)


def check_address(value: str) -> None:
    """Refuse what is no `https` address of a host with a name."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise mistake(f"「{value}」不是网址", "请写 https:// 开头的完整网址") from None
    if parts.scheme != "https":
        raise mistake(f"「{value}」不是 https:// 开头的网址", "请写 https:// 开头的完整网址")
    if parts.username or port or not _HOST.fullmatch(parts.hostname or ""):
        advice = "请写 https:// 加小写域名，不带账号、端口和 IP"
        raise mistake(f"「{value}」的域名不对", advice)
    if re.search(r"[\s，。；）」]", value):
        raise mistake(f"「{value}」里有空格或中文标点", "请只留网址本身")


def check_email(value: str) -> None:
    """Refuse what is no e-mail address."""
    found = _EMAIL.fullmatch(value)
    if not found or ".." in value or not _HOST.fullmatch(found["host"].lower()):
        raise mistake(f"「{value}」不是邮箱", "请写成 service@example.com 的样子，只用半角字符")


def check_account(value: str) -> None:
    """Refuse what is no name of an account: addresses, numbers to call, signs."""
    longest = 30
    if not value.strip() or len(value) > longest or _SIGNS.search(value):
        advice = f"请只写账号的名字，最多 {longest} 个字，不写网址和符号"
        raise mistake(f"「{value}」不是账号名", advice)


# Accounts on platforms of others, told apart by their names alone.
ACCOUNT_KINDS = (
    "wechat",
    "mini_program",
    "work_wechat",
    "alipay",
    "weibo",
    "douyin",
    "kuaishou",
    "xiaohongshu",
    "qq",
)

VALUE_CHECKS: Mapping[str, Callable[[str], None]] = {
    "phone": check_phone,
    "url": check_address,
    "form": check_address,
    "email": check_email,
    "app": check_account,
    **dict.fromkeys(ACCOUNT_KINDS, check_account),
}
