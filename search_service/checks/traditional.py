"""繁体字 in a text that is written in 简体; what customers type may be either."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from opencc import OpenCC

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_FIRST_HAN, _LAST_HAN = "\u4e00", "\u9fff"


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _simplified(sign: str) -> str:
    """The 简体 of a sign; itself when it is in use in 简体 texts, as 乾 and 著 are."""
    if not _FIRST_HAN <= sign <= _LAST_HAN:
        return sign
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return str(_converter().convert(sign))
    return sign


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, text in page.prose:
            if fault := _fault(text):
                yield page.problem(RULE.id, line, *fault)
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            if isinstance(value, str) and (fault := _fault(value)):
                yield file.problem(RULE.id, path, *fault)


def _fault(text: str) -> tuple[str, str] | None:
    wrong = dict.fromkeys(sign for sign in text if _simplified(sign) != sign)
    if not wrong:
        return None
    right = "".join(map(_simplified, wrong))
    return f"写了繁体字「{''.join(wrong)}」", f"请改成「{right}」"


RULE = Rule("traditional", _find)
