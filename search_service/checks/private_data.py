"""No card's or identity card's number stands in a text: an example may be somebody's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import digits

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.problems import Problem
from search_service.records.folding import fold
from search_service.records.privacy import private_parts

# Numbers to call, addresses and accounts are the rule of contacts.
_NAMES = {"bank_card": "银行卡号", "identity_card": "身份证号"}
# The shortest card has as many digits; a text with fewer, however they are written, has none.
_FEWEST_DIGITS = 13
# Said to be one, whatever its check digit says.
_SAID = (
    (
        "银行卡号",
        re.compile(
            r"(?:银行卡|储蓄卡|信用卡|借记卡|卡号)[^\d，。；]{0,6}\d(?:[ -]?\d){14,18}(?!\d)"
        ),
    ),
    ("身份证号", re.compile(r"身份证[^\d，。；]{0,6}\d{17}[\dXx](?!\d)")),
)


# A customer's, copied with the question; in texts it is the rule of contacts.
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")


# Most questions have none, and need not be folded.
_FIGURES = re.compile(r"[\d零\u3007一二三四五六七八九十百千两幺壹贰叁肆伍陆柒捌玖]")
_FEWEST_FIGURES = 7


def _code(page: MarkdownFile) -> Iterator[tuple[int, str]]:
    """Line and text of what stands in fences: a form filled in as an example."""
    for token in page.tokens:
        if token.type == "fence" and token.map:
            first = page.first_line + token.map[0] + 1
            yield from enumerate(token.content.split("\n"), first)


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, text in (*page.prose, *_code(page)):
            if kind := _named(text):
                yield page.problem(RULE.id, line, *_words(kind))
        for asked_in, line, text in page.asked("questions", "aliases"):
            if kind := _asked(text):
                yield Problem(asked_in, line, RULE.id, *_words(kind))
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            if isinstance(value, str) and (kind := _named(value)):
                yield file.problem(RULE.id, path, *_words(kind))


def _asked(text: str) -> str | None:
    """A number that was copied with a question."""
    if len(_FIGURES.findall(text)) < _FEWEST_FIGURES:
        return None
    return _named(text) or ("手机号" if _MOBILE.search(text) else None)


def _named(text: str) -> str | None:
    form = fold(text)
    if sum(map(form.digits.count, digits)) < _FEWEST_DIGITS:
        return None
    folded = form.text
    if said := next((name for name, pattern in _SAID if pattern.search(folded)), None):
        return said
    return next((_NAMES[one.kind] for one in private_parts(text) if one.kind in _NAMES), None)


def _words(kind: str) -> tuple[str, str]:
    return f"写了像{kind}的数字", "例子也可能是别人的真号：请只写「尾号 1234」"


RULE = Rule("private-data", _find)
