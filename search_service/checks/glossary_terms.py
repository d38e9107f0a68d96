"""A term of the glossary stands once, and what it means follows behind a colon that is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_MEANS, _WIDE = re.compile(r":\s+\S"), re.compile(r"：\s*\S")
_ANCHOR = re.compile(r"\s*\{:?\s*#(?P<anchor>[^}]*)\}\s*$")


def _faults(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    first: dict[str, int] = {}
    for number, (term, meaning) in enumerate(pairwise(page.body.split("\n")), page.first_line):
        if not term.strip():
            continue
        if _WIDE.match(meaning):
            advice = "请改成半角冒号加三个空格"
            yield number + 1, "解释前面用了全角冒号，页面上不会变成解释", advice
        elif _MEANS.match(meaning) and not _MEANS.match(term):
            anchor = _ANCHOR.search(term)
            if not anchor:
                yield (
                    number,
                    f"「{term.strip()[:12]}」后面没有名字",
                    "请在词的后面写 {#词}，别处才能链到它",
                )
            names = {_ANCHOR.sub("", term).strip(), anchor["anchor"].strip() if anchor else ""}
            if earlier := next((first[name] for name in names if name and name in first), None):
                message = (
                    f"「{_ANCHOR.sub('', term).strip()}」和第 {earlier} 行的词或 {{#名字}} 一样"
                )
                yield number, message, "请只留一处，或改成另一个词"
            first |= dict.fromkeys(names, number)


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.pages:
        if not page.is_article:
            for line, message, advice in _faults(page):
                yield page.problem(RULE.id, line, message, advice)


RULE = Rule("glossary", _find)
