"""What goes soon, or is gone already, and leads nowhere afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem

_SOON = timedelta(days=30)


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.articles:
        until = page.article.front_matter.expires_on if page.article else None
        if page.article is None or until is None or until > content.today + _SOON:
            continue
        head = page.article.front_matter
        when = "已经不再发布" if until <= content.today else f"{until} 起不再发布"
        after = f"旧网址转到 {head.moved_to}" if head.moved_to else "旧网址不会转到别处"
        advice = "还有效就改 expires_on；有接替的文章就写 moved_to；不再需要就删掉文件"
        line = page.head_lines.get(("expires_on",), 1)
        yield page.problem(RULE.id, line, f"{page.article.id} {when}，{after}", advice)


RULE = Rule("expiring", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
