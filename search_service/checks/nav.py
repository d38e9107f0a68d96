"""Every page has a line in `nav` of mkdocs.yml, and every line a page."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.navigation import unlisted
from search_service.content.problems import Problem
from search_service.content.site_settings import FILE


def _find(content: ContentView) -> Iterator[Problem]:
    if content.site_settings.problems:
        return  # of settings that cannot be read nothing is known
    missing = [page.path for page in content.pages if page.path not in content.navigation]
    seen: set[str] = set()
    for path, line in content.navigation.named:
        is_elsewhere = "://" in path or path.startswith("/")
        if path in seen:
            yield Problem(FILE, line, RULE.id, f"nav 里的 {path} 写了两次", "请只留一处")
        elif not is_elsewhere and path not in content.pages_by_path:
            is_page = path.endswith(".md")
            message = f"nav 里的 {path} 不存在" if is_page else f"nav 里的「{path}」不是页面"
            advice = "请改成现有的文件，或删掉这一行"
            if meant := get_close_matches(path, missing, n=1):
                missing.remove(meant[0])
                advice = f"是不是 {meant[0]}？{advice}"
            yield Problem(FILE, line, RULE.id, message, advice)
        seen.add(path)
    for path in missing:
        yield unlisted(content.pages_by_path[path].shown_as, path)


RULE = Rule("nav", _find)
