"""Every page has a line in `nav` of mkdocs.yml, and every line a page."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import MKDOCS, ContentView
from search_service.checks.rule import Rule
from search_service.content.navigation import unlisted
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    if content.mkdocs_fault:
        line, message, advice = content.mkdocs_fault
        yield Problem(MKDOCS, line + 1, RULE.id, message, advice)
        return
    for page in content.pages:
        if page.path not in content.navigation:
            yield unlisted(page.shown_as, page.path)
    for path, line in content.navigation.named:
        if path.endswith(".md") and path not in content.pages_by_path:
            message = f"nav 里的 {path} 不存在"
            yield Problem(MKDOCS, line, RULE.id, message, "请改成现有的文件，或删掉这一行")


RULE = Rule("nav", _find)
