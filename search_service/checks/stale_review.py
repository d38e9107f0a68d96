"""An article is looked through again every `review_every_days`.

Time alone must not break a build, so on ordinary days this is a notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.articles:
        if page.article is None:
            continue
        head = page.article.front_matter
        due = head.reviewed + timedelta(days=head.review_every_days)
        if due < content.today:
            message = f"应当在 {due} 前复核，上次是 {head.reviewed}"
            advice = "请对照现状读一遍，改好后更新 reviewed"
            yield page.problem(RULE.id, page.head_lines.get(("reviewed",), 1), message, advice)


RULE = Rule("stale-review", _find, level=Level.NOTICE)
