"""One question belongs to one article, and says what the title does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from search_service.analysis.normalise import normalised_text
from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import UNFINISHED
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_SIGNS = re.compile(r"[\W_]+")


def comparable(text: str) -> str:
    """A form that is equal for texts that only differ in signs, width, case or 繁简."""
    return _SIGNS.sub("", normalised_text(text))


def _find(content: ContentView) -> Iterator[Problem]:
    titles = {
        comparable(str(page.head["title"])): page
        for page in content.articles
        if "title" in page.head
    }
    asked: dict[str, str] = {}
    for page in content.articles:
        for file, line, question in page.asked("questions"):
            key = comparable(question)
            if UNFINISHED in question or not key:
                continue
            if (titled := titles.get(key)) is not None:
                whose = "这篇" if titled is page else str(titled.head.get("id", titled.path))
                message = f"问法「{question}」照抄了{whose}的标题"
                advice = "请换成顾客真会说的另一种说法，或删掉它"
            elif key in asked:
                message = f"问法「{question}」在 {asked[key]} 里已经有了"
                advice = "请留在最能回答它的那一篇，另一篇换个说法"
            else:
                asked[key] = str(page.head.get("id", page.path))
                continue
            yield Problem(file, line, RULE.id, message, advice)
    yield from _aliases_of_others(content, asked)


def _aliases_of_others(content: ContentView, asked: Mapping[str, str]) -> Iterator[Problem]:
    """What only the search is told of one article is what another is asked."""
    for page in content.articles:
        for line, alias in page.head_texts("aliases"):
            owner = asked.get(comparable(alias))
            if owner and owner != page.head.get("id"):
                message = f"aliases 里的「{alias}」是 {owner} 的问法"
                advice = "请留在最能回答它的那一篇，或换个说法"
                yield page.problem(RULE.id, line, message, advice)


RULE = Rule("duplicate-question", _find)
