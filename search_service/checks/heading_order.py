"""Headings of level 2 and 3 only, and none skipped: the page's title is the level 1."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_DEEPEST = 3


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        above = 1
        for token in page.tokens:
            if token.type != "heading_open":
                continue
            level = int(token.tag[1])
            line = page.first_line + (token.map or [0])[0]
            if level == 1:
                message, advice = (
                    "正文里写了一级标题",
                    "请改成二级标题（##）；一级标题由 title 生成",
                )
                yield page.problem(RULE.id, line, message, advice)
            elif level > _DEEPEST:
                message = f"标题有 {level} 级"
                yield page.problem(RULE.id, line, message, "请最多用到三级（###）")
            elif level > above + 1:
                message = f"{level} 级标题直接跟在 {above} 级标题下面"
                yield page.problem(RULE.id, line, message, "请先写二级标题（##）")
            above = min(level, _DEEPEST)


RULE = Rule("heading-order", _find)
