"""Every article says what to do when it did not help."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.article import STILL_STUCK
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.articles:
        headings = {block.text for block in page.blocks if block.kind == "heading"}
        if STILL_STUCK not in headings:
            last = page.first_line + page.body.rstrip("\n").count("\n")
            message = f"没有「{STILL_STUCK}」一节"
            advice = f"请加上 ## {STILL_STUCK}，写下一步去哪里、带上什么"
            yield page.problem(RULE.id, last, message, advice)


RULE = Rule("still-stuck", _find)
