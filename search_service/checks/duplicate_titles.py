"""Two articles with one title look the same in every list."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.duplicate_questions import comparable
from search_service.checks.rule import Rule
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    first_with: dict[str, str] = {}
    for page in (*content.articles, *content.internal):
        for line, title in page.head_texts("title"):
            name = str(page.head.get("id", page.path))
            other = first_with.setdefault(comparable(title), name)
            if other != name:
                message = f"标题「{title}」和 {other} 一样"
                advice = "请写出两篇回答的问题有什么不同，或合成一篇"
                yield page.problem(RULE.id, line, message, advice)


RULE = Rule("duplicate-title", _find)
