"""An article over 1,000 字 is two articles."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

ARTICLE_LIMIT = 1_000


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.articles:
        length = sum(content.length_of(block.text) for block in page.blocks)
        if length > ARTICLE_LIMIT:
            message = f"正文有 {length} 字，最多 {ARTICLE_LIMIT} 字"
            advice = "请把能单独提问的小节拆成另一篇文章，在这里留一个链接"
            yield page.problem(RULE.id, page.first_line, message, advice)


RULE = Rule("too-long", _find)
