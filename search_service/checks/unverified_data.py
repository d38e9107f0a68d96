"""What the operator has not confirmed must not go live: it stops a release."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.fact_sheet import rows_of
from search_service.checks.rule import Rule
from search_service.content.data.record import UNVERIFIED
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    for row in rows_of(content):
        if row.state == UNVERIFIED:
            message = f"{row.key} 还是{UNVERIFIED}（{row.name}）"
            advice = "请运行 kb facts fill，由运营方填入真实值、依据和日期"
        elif row.state == "草稿":
            message = f"{row.key} 还是草稿"
            advice = "请运营方看过后删掉 draft: true 这一行"
        else:
            continue
        yield Problem(row.path, row.line, RULE.id, message, advice)


RULE = Rule("unverified-data", _find, level=None)
