"""What an article says of law or money, somebody has answered for, and for how it reads today."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.law_sources import LAW
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem

# References to times and fees of money.
_MONEY = re.compile(r"\{\{\s*(?:refund_time|withdrawal_time|withdrawal_fee)")


def _subject(page: MarkdownFile) -> str:
    """What somebody has to answer for; empty when nothing."""
    if page.article is None:
        return ""
    if any(LAW.search(source.title) for source in page.article.front_matter.sources):
        return "法规"
    return "钱" if _MONEY.search(page.body) else ""


def _find_missing(content: ContentView) -> Iterator[Problem]:
    for page in content.articles:
        subject = _subject(page)
        if subject and page.article and page.article.front_matter.approved is None:
            message = f"{page.article.id} 写到{subject}，没有写谁批准的"
            advice = "请负责的组看过，再写 approved: {by: 小组, day: 日期}"
            yield page.problem(RULE.id, 1, message, advice)


def _find_outdated(content: ContentView) -> Iterator[Problem]:
    for page in content.articles:
        head = page.article.front_matter if page.article else None
        if head and head.approved and head.approved.day < head.updated:
            line = page.head_lines.get(("approved",), 1)
            message = (
                f"{head.updated} 改过，{head.approved.by}在 {head.approved.day} 批准的是以前的"
            )
            yield page.problem(OUTDATED.id, line, message, "请再批准一次，更新 approved 的日期")


RULE = Rule("approval", _find_missing, level=None, level_for_release=Level.NOTICE)
OUTDATED = Rule("approval-outdated", _find_outdated)
