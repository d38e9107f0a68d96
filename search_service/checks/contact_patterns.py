"""What a phone number, an address or an account looks like in a text, however it is disguised."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

# One a line in lower case; its head says where the list is from.
_DOMAINS = Path(__file__).with_name("top_level_domains.txt")
# Endings of files that are also domains: a name with one of these is a host only with a scheme.
_FILE_ENDINGS = {"md", "py", "sh", "zip", "mov", "pl", "rs", "ps"}
_KEPT = frozenset("0123456789-+.@:/_()[]")
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
# Digits as people disguise them.
_DISGUISED = str.maketrans(
    "\u3007零洞一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两oOlI\u041e\u043e\u0417\u0437\u039f\u03bf①②③④⑤⑥⑦⑧⑨⓪",
    "0001234567891123456789200110033001234567890",
)
_HAN_DIGITS = "\u3007零洞一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_DISGUISED_DIGIT = rf"[0-9{_HAN_DIGITS}oOlI\u041e\u043e\u0417\u0437\u039f\u03bf①②③④⑤⑥⑦⑧⑨⓪]"
# Seven or more digits of any kind, with the signs between them that numbers have.
_DISGUISED_NUMBER = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_DISGUISED_DIGIT}[-\s·.、]{{0,2}}){{6,15}}{_DISGUISED_DIGIT}(?![A-Za-z0-9])"
)
# The banks' 95… and 96… in 汉字, and the short numbers behind a word that says to call them.
_SHORT_NUMBER = re.compile(
    rf"(?<![0-9{_HAN_DIGITS}])(?:[9九玖][5五伍6六陆][0-9{_HAN_DIGITS}]{{3,4}}"
    rf"|(?<=[拨打])\s?[1一幺壹][0-9{_HAN_DIGITS}]{{2,4}})(?![0-9{_HAN_DIGITS}十百千万点年月日天个元])"
)
# 四百 begins a service number when digits and nothing else follow.
_HUNDRED = re.compile(rf"(?<=[48四八肆捌])百(?=(?:[0-9{_HAN_DIGITS}][-\s]?){{7}}(?![十百千万]))")
# One digit at a time.
_SPACED_NUMBER = re.compile(r"(?<![\d.])\d(?:[ .·]\d){4,12}(?![\d.]|\s?\d)")
URL = re.compile(
    r"(?:(?:https?|ftp)://|(?<![:\w/])//(?=[\w-]+\.[a-z]))[^\s)>\]」』》”，。；、）\"'|]+"
    r"|(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+(?![a-z0-9-])"
    r"(?::\d+)?(?:/[\w./?=&%-]*)?",
    re.IGNORECASE | re.ASCII,
)
_AT = r"\s*(?:@|\(at\)|\[at\]|（at）|\bat\b|#at#)\s*"
_DOT = r"\s*(?:\.|\(dot\)|\[dot\]|（dot）|\bdot\b|#dot#)\s*"
EMAIL = re.compile(rf"[\w.+-]+{_AT}[a-z0-9-]+(?:{_DOT}[a-z0-9-]+)+", re.IGNORECASE | re.ASCII)
# Dots in disguise, before the endings that are used most; other words may follow a 点 or a 。.
_COMMON_ENDINGS = (
    "com|cn|net|org|top|vip|xyz|shop|icu|help|cc|me|info|site|online|club|io|live|store|tech|fun"
    "|ltd"
)
_DISGUISED_DOT = re.compile(
    r"(?<=[a-z0-9])(?:\s*(?:\[\.\]|\(\.\)|[\[({（【](?:dot|点)[\])}）】])\s*(?=[a-z])"
    rf"|(?:。|\s+\.|\s*点\s*|\s+dot\s+)(?=(?:{_COMMON_ENDINGS})(?![a-z0-9])))",
    re.IGNORECASE | re.ASCII,
)
_HAN = r"\u4e00-\u9fff"
_HAN_HOST = re.compile(
    rf"[{_HAN}a-z0-9-]{{1,20}}\.(?P<ending>[{_HAN}]{{2,4}}|[a-z]{{2,18}})(?![{_HAN}\w])"
)
_IP_ADDRESS = re.compile(r"(?<![\d.\w])(?<!版本 )(?<!版本)(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_BYTE_VALUES = 256
# Service numbers, mobiles, landlines, the banks' 95… and 96…, and the public short numbers.
PHONE = re.compile(
    r"(?<![\d.])(?<![A-Z]-)(?:"
    r"[48]00[-\s.·–—_]?\d{3}[-\s.·–—_]?\d{4}"
    r"|(?:\+?86[-\s.]?)?1[3-9]\d[-\s.·–—_]?\d{4}[-\s.·–—_]?\d{4}"
    r"|(?:\+86[-\s]?|[(（]?0)\d{2,3}[)）]?[-\s–—]?\d{3,4}[-\s]?\d{4}"
    r"|9[56]\d{3,4}|1(?:0|2)\d{3}|1[12][0-9]"
    r")(?![\d.]|\s*(?:元|块|个|天|日|月|年|字|分|秒|次|人|笔|条|张|%|MB|GB|px))"
)
_PLACES = (
    "企业微信|微信|薇信|威信|微芯|[Vv] ?信|公众号|小程序|视频号|微博|抖音|快手"
    "|小红书|扣扣|钉钉|电报|飞机"
    "|(?<![A-Za-z])(?:QQ|[Vv][Xx]|[Ww][Xx]|[Ww]e[Cc]hat|[Ww]eixin|Telegram|TG|WhatsApp)(?![A-Za-z])"
)
# A name without digits is one only behind a word that says so: 微信 Android 版 is none.
ACCOUNT = re.compile(
    rf"(?:{_PLACES})\s?(?P<said>号码?)?(?P<group>群号?)?\s*(?:[:：是为]\s*)?"
    r"(?:「(?P<quoted>[^」]+)」|@(?P<at>[\w-]{2,20})"
    r"|(?P<plain>(?=[A-Za-z_-]*\d|\d|[a-z]*[_-])[A-Za-z0-9_-]{5,}"
    rf"|(?<=[号:：])\s?[A-Za-z]{{5,}}(?![A-Za-z])))|(?:加|搜)\s?(?:{_PLACES})\s?(?P<added>[A-Za-z]{{5,}}(?![\w-]))"
)


@cache
def top_level_domains() -> frozenset[str]:
    """Every ending that a host can have, as the registry lists them."""
    lines = _DOMAINS.read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


# Neither ASCII nor a Chinese character.
_DRESSED = re.compile("[^\x01-\x7f\u2e80-\u9fff]")


def plain_text(text: str) -> str:
    """A text without zero-width signs, with half-width digits, letters and signs, and true dots."""
    text = _DRESSED.sub(lambda found: _plain_sign(found[0]), _ZERO_WIDTH.sub("", text))
    return _DISGUISED_DOT.sub(".", text)


def _plain_sign(sign: str) -> str:
    """The ASCII sign that a full-width, bold or otherwise dressed one stands for."""
    if unicodedata.category(sign) == "No":
        return sign
    plain = unicodedata.normalize("NFKC", sign)
    return plain if plain in _KEPT or (plain.isascii() and plain.isalnum()) else sign


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


def other_hosts(text: str) -> list[str]:
    """Hosts with 汉字 in their names, and addresses of four numbers."""
    found = []
    for match in _HAN_HOST.finditer(text.lower()):
        ending = match["ending"]
        if not match[0].isascii() and ending in _all_endings() - _FILE_ENDINGS:
            found.append(match[0])
    addresses = (match[0] for match in _IP_ADDRESS.finditer(text))
    return found + [one for one in addresses if max(map(int, one.split("."))) < _BYTE_VALUES]


@cache
def _all_endings() -> frozenset[str]:
    """Every ending of a host, those in 汉字 as people write them."""
    wide = {one.encode().decode("idna") for one in top_level_domains() if one.startswith("xn--")}
    return top_level_domains() | wide


def disguised_phones(text: str) -> list[str]:
    """Numbers to call that are written with 汉字 or letters among the digits, or digit by digit."""
    text = _HUNDRED.sub("00", text)
    found = []
    for pattern in (_SPACED_NUMBER, _DISGUISED_NUMBER, _SHORT_NUMBER):
        for match in pattern.finditer(text):
            written = match[0].strip()
            number = digits(written.translate(_DISGUISED))
            is_plain = digits(written) == number and pattern is not _SPACED_NUMBER
            if not is_plain and not _counts_up(number) and PHONE.fullmatch(number):
                found.append(written)
        text = pattern.sub(" ", text)
    return found


def _counts_up(number: str) -> bool:
    """Whether it is 1 2 3 4 5: steps, and no number to call."""
    return number in "0123456789"
