"""A comment in an article is not hidden: it is published in the page's source."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.raw_html import html_of
from search_service.checks.rule import Rule
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    for page, line, _ in html_of(content, comments=True):
        message, advice = "注释会随网页公开", "请删掉它；内部的话写在合并请求里"
        yield page.problem(RULE.id, line, message, advice)


RULE = Rule("html-comment", _find)
