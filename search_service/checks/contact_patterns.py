"""What a phone number, an address or an account looks like in a text, however it is disguised."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

# One a line in lower case; its head says where the list is from.
_DOMAINS = Path(__file__).with_name("top_level_domains.txt")
# Endings of files that are also domains: a name with one of these is a host only with a scheme.
_FILE_ENDINGS = {"md", "py", "sh", "zip", "mov", "pl", "rs", "ps"}
_TO_WIDE = 0xFEE0
_WIDE = {ord(sign) + _TO_WIDE: sign for sign in "0123456789-+.@:/_"}
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
# Digits as people disguise them.
_DISGUISED = str.maketrans(
    "\u3007零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两oOlI①②③④⑤⑥⑦⑧⑨⓪",
    "001234567891123456789200111234567890",
)
_DISGUISED_DIGIT = "[0-9\u3007零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖oOlI①②③④⑤⑥⑦⑧⑨⓪]"
# Seven or more digits of any kind, with the signs between them that numbers have.
_DISGUISED_NUMBER = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_DISGUISED_DIGIT}[-\s·.、]{{0,2}}){{6,15}}{_DISGUISED_DIGIT}(?![A-Za-z0-9])"
)
URL = re.compile(
    r"(?:(?:https?|ftp)://|(?<![:\w/])//(?=[\w-]+\.[a-z]))[^\s)>\]」』》”，。；、）\"'|]+"
    r"|(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+(?![a-z0-9-])"
    r"(?::\d+)?(?:/[\w./?=&%-]*)?",
    re.IGNORECASE | re.ASCII,
)
_AT = r"\s*(?:@|\(at\)|\[at\]|（at）|\bat\b|#at#)\s*"
_DOT = r"\s*(?:\.|\(dot\)|\[dot\]|（dot）|\bdot\b|#dot#)\s*"
EMAIL = re.compile(rf"[\w.+-]+{_AT}[a-z0-9-]+(?:{_DOT}[a-z0-9-]+)+", re.IGNORECASE | re.ASCII)
# Service numbers, mobiles, landlines, the banks' 95… and 96…, and the public short numbers.
PHONE = re.compile(
    r"(?<![\d.])(?<![A-Z]-)(?:"
    r"[48]00[-\s]?\d{3}[-\s]?\d{4}|(?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}"
    r"|0\d{2,3}[-\s]?\d{7,8}|9[56]\d{3,4}|1(?:0|2)\d{3}|1[12][0-9]"
    r")(?![\d.]|\s*(?:元|块|个|天|日|月|年|字|分|秒|次|人|笔|条|张|%|MB|GB|px))"
)
ACCOUNT = re.compile(
    r"(?:微信|公众号|企业微信|小程序|QQ|微博|抖音|快手|视频号)号?群?\s*(?:[:：是为]\s*)?"
    r"(?:「(?P<quoted>[^」]+)」|(?P<plain>[A-Za-z0-9_-]{5,}))"
)


@cache
def top_level_domains() -> frozenset[str]:
    """Every ending that a host can have, as the registry lists them."""
    lines = _DOMAINS.read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def plain_text(text: str) -> str:
    """A text without zero-width signs and with half-width digits and signs."""
    return _ZERO_WIDTH.sub("", text).translate(_WIDE)


def digits(number: str) -> str:
    """Only the digits."""
    return "".join(sign for sign in number if sign in "0123456789")


def host(address: str) -> str:
    """The host of an address, in lower case; empty when it has none."""
    try:
        return (urlsplit(address if "//" in address else f"//{address}").hostname or "").lower()
    except ValueError:
        return ""


def is_host(address: str) -> bool:
    """Whether an address that was found leads to a host, and is no abbreviation or file name."""
    if "//" in address:
        return True
    ending = host(address).rpartition(".")[2]
    return ending in top_level_domains() and ending not in _FILE_ENDINGS


def disguised_phones(text: str) -> list[str]:
    """Numbers to call that are written with 汉字 or letters among the digits."""
    found = []
    for match in _DISGUISED_NUMBER.finditer(text):
        written = match[0]
        number = digits(written.translate(_DISGUISED))
        if digits(written) != number and PHONE.fullmatch(number):
            found.append(written)
    return found
