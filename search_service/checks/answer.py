"""The first thing after the title is the answer: one paragraph of at most 60 字."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

ANSWER_LIMIT = 60


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.articles:
        if not page.tokens:
            continue
        first = page.tokens[0]
        line = page.first_line + (first.map or [0])[0]
        if first.type != "paragraph_open":
            message = "正文不是以一段答案开头"
            yield page.problem(RULE.id, line, message, "请先用一段话回答，再写小标题、列表或表格")
            continue
        answer = page.blocks[0].text
        if (length := content.length_of(answer)) > ANSWER_LIMIT:
            message = f"答案有 {length} 字，最多 {ANSWER_LIMIT} 字"
            yield page.problem(RULE.id, line, message, "请只留结论，原因和例外写到后面的小节")


RULE = Rule("answer", _find)
