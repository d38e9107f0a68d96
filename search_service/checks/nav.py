"""Every page has a line in `nav` of mkdocs.yml, and every line a page."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.navigation import unlisted
from search_service.content.problems import Problem
from search_service.content.site_settings import FILE


def _find(content: ContentView) -> Iterator[Problem]:
    if content.site_settings.problems:
        return  # of settings that cannot be read nothing is known
    for page in content.pages:
        if page.path not in content.navigation:
            yield unlisted(page.shown_as, page.path)
    for path, line in content.navigation.named:
        is_elsewhere = "://" in path or path.startswith("/")
        if not is_elsewhere and path not in content.pages_by_path:
            message = (
                f"nav 里的 {path} 不存在" if path.endswith(".md") else f"nav 里的「{path}」不是页面"
            )
            yield Problem(FILE, line, RULE.id, message, "请改成现有的文件，或删掉这一行")


RULE = Rule("nav", _find)
