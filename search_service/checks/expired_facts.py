"""A fact of the operator's whose `valid_until` has passed.

Time alone must not break a build, so on ordinary days this is a notice.
"""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.fact_sheet import rows_of
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    for row in rows_of(content):
        if row.state == "已过期":
            message = f"{row.key} 的{row.why}"
            advice = "请重新核对，再更新值、核实日期和 valid_until"
            yield Problem(row.path, row.line, RULE.id, message, advice)


RULE = Rule("expired-fact", _find, level=Level.NOTICE)
