"""What an article says of law or money, somebody has answered for, and for how it reads today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from search_service.checks.content_view import ContentView
from search_service.checks.fact_sheet import SheetRow, rows_of
from search_service.checks.law_sources import LAW
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem

# References to times and fees of money.
_MONEY_FILES = frozenset({"refund_times.yml", "withdrawals.yml", "refund_rules.yml"})
_MONEY_KINDS = frozenset({"money"})
_ADVICE = "请负责的组看过，再写 approved: {by: 小组, day: 日期}"
_AGAIN = "请再批准一次，更新 approved 的日期"
_MONEY = re.compile(r"\{\{\s*(?:refund_time|withdrawal_time|withdrawal_fee)")


def _subject(page: MarkdownFile) -> str:
    """What somebody has to answer for; empty when nothing."""
    if page.article is None:
        return ""
    if any(LAW.search(source.title) for source in page.article.front_matter.sources):
        return "法规"
    return "钱" if _MONEY.search(page.body) else ""


def _of_money(row: SheetRow) -> bool:
    """Whether a fact says when money comes, or how much of it."""
    return row.path.rpartition("/")[2] in _MONEY_FILES or row.record.get("kind") in _MONEY_KINDS


def _facts(content: ContentView) -> Iterator[tuple[SheetRow, Mapping[str, Any] | None, date]]:
    """What the operator has confirmed of money, with its approval and the day it was confirmed."""
    for row in rows_of(content):
        day = row.record.get("verified_on") or row.record.get("checked_on")
        if not row.is_open and _of_money(row) and isinstance(day, date):
            approved = row.record.get("approved")
            yield row, approved if isinstance(approved, dict) else None, day


def _find_missing(content: ContentView) -> Iterator[Problem]:
    for page in content.articles:
        subject = _subject(page)
        if subject and page.article and page.article.front_matter.approved is None:
            message = f"{page.article.id} 写到{subject}，没有写谁批准的"
            yield page.problem(RULE.id, 1, message, _ADVICE)
    for row, approved, _ in _facts(content):
        if approved is None:
            message = f"{row.key} 写到钱，没有写谁批准的"
            yield Problem(row.path, row.line, RULE.id, message, _ADVICE)


def _find_outdated(content: ContentView) -> Iterator[Problem]:
    for page in content.articles:
        head = page.article.front_matter if page.article else None
        if head and head.approved and head.approved.day < head.updated:
            line = page.head_lines.get(("approved",), 1)
            message = (
                f"{head.updated} 改过，{head.approved.by}在 {head.approved.day} 批准的是以前的"
            )
            yield page.problem(OUTDATED.id, line, message, _AGAIN)
    for row, approved, day in _facts(content):
        said = approved.get("day") if approved else None
        if approved and isinstance(said, date) and said < day:
            message = f"{row.key} 在 {day} 又确认过，{approved.get('by')}在 {said} 批准的是以前的"
            yield Problem(row.path, row.line, OUTDATED.id, message, _AGAIN)


RULE = Rule("approval", _find_missing, level=None, level_for_release=Level.NOTICE)
OUTDATED = Rule("approval-outdated", _find_outdated)
