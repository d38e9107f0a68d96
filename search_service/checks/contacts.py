"""A phone number, address or account that is not in `content/data` must not stand in an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_URL = re.compile(
    r"https?://[^\s)>\]」』》”，。；、）]+"
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|gov|top|xyz|cc|vip|app|info|shop|site|io)"
    r"(?![a-z0-9-])(?:/[\w./?=&%-]*)?",
    re.IGNORECASE | re.ASCII,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
# Domains that lead nowhere (RFC 2606), for examples of what a fake looks like.
_RESERVED = re.compile(r"\.(?:example|invalid|test)\Z", re.IGNORECASE)
# Service numbers, mobiles, landlines, the banks' 95… and 96…, and the public short numbers.
_PHONE = re.compile(
    r"(?<![\d.])(?:"
    r"[48]00[-\s]?\d{3}[-\s]?\d{4}|(?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}"
    r"|0\d{2,3}[-\s]?\d{7,8}|9[56]\d{3,4}|1(?:0|2)\d{3}|1[12][0-9]"
    r")(?![\d.]|\s*(?:元|块|个|天|日|月|年|字|分|秒|次|人|笔|条|张|%|MB|GB|px))"
)
_ACCOUNT = re.compile(
    r"(?:微信|公众号|企业微信|小程序|QQ|微博|抖音|快手|视频号)号?群?\s*(?:[:：是为]\s*)?"
    r"(?:「(?P<quoted>[^」]+)」|(?P<plain>[A-Za-z0-9_-]{5,}))"
)
_QUOTED_CODE = re.compile(r"\{[{%].*?[}%]\}")


@dataclass(frozen=True)
class _Registered:
    """What `content/data` knows, in the forms in which it is compared."""

    phones: frozenset[str]
    hosts: frozenset[str]
    texts: frozenset[str]

    def phone(self, number: str) -> bool:
        return _digits(number) in self.phones

    def url(self, address: str) -> bool:
        return _host(address) in self.hosts

    def text(self, value: str) -> bool:
        return value.lower() in self.texts


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _host(address: str) -> str:
    return (urlsplit(address if "//" in address else f"//{address}").hostname or "").lower()


def _registered(content: ContentView) -> _Registered:
    values = [str(value) for file in content.data_files for _, value in file.values if value]
    return _Registered(
        phones=frozenset(_digits(match[0]) for value in values for match in _PHONE.finditer(value)),
        hosts=frozenset(_host(match[0]) for value in values for match in _URL.finditer(value)),
        texts=frozenset(value.lower() for value in values),
    )


def unregistered(text: str, known: _Registered) -> Iterator[tuple[str, str]]:
    """What `text` names that is not registered: kind and value."""
    text = _QUOTED_CODE.sub(" ", text)
    finders = (
        ("邮箱", _EMAIL, known.text),
        ("网址", _URL, known.url),
        ("电话", _PHONE, known.phone),
    )
    for kind, pattern, is_known in finders:
        for match in pattern.finditer(text):
            if not is_known(match[0]) and not _RESERVED.search(match[0]):
                yield kind, match[0]
        text = pattern.sub(" ", text)
    for match in _ACCOUNT.finditer(text):
        value = match["quoted"] or match["plain"]
        if not known.text(value):
            yield "账号", value


def _find(content: ContentView) -> Iterator[Problem]:
    found = partial(unregistered, known=_registered(content))
    for page in content.markdown_files:
        lines: Iterable[tuple[int, str]] = [
            *page.head_texts("title", "summary", "questions", "tags"),
            *enumerate(page.body.split("\n"), page.first_line),
        ]
        for line, text in lines:
            for kind, value in found(text):
                message = f"{kind} {value} 没有登记"
                advice = "请删掉它；确是官方的，先登记到 content/data/，再用 {{ … }} 引用"
                yield page.problem(RULE.id, line, message, advice)


RULE = Rule("unregistered-contact", _find)
