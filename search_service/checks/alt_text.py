"""A picture is described in words, for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, token in page.inlines():
            if token.type == "image" and not token.content.strip():
                message = f"图片 {token.attrGet('src')} 没有文字说明"
                yield page.problem(RULE.id, line, message, "请在 ![ ] 里写上图中有什么")


RULE = Rule("alt-text", _find)
