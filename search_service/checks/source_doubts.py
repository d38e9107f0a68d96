"""A law that nobody has read in the text says so: its source names what is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.law_sources import LAW
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

# 「条号没有核对」「还没有读到原文」「待核对」; not the 未 of 未成年人保护法.
_DOUBT = re.compile(r"还没|(?:没有?|未|待)(?:读|看|查|核|找|确认|写)")


def is_silent(title: str) -> bool:
    """Whether it names a law and leaves open that nobody has read it."""
    return bool(LAW.search(title)) and not _DOUBT.search(title)


def _find(content: ContentView) -> Iterator[Problem]:
    for page in (*content.articles, *content.internal):
        sources = page.head.get("sources")
        for index, source in enumerate(sources if isinstance(sources, list) else ()):
            if not isinstance(source, dict) or source.get("checked_on") or source.get("fact"):
                continue
            title = str(source.get("title", ""))
            if is_silent(title):
                line = page.head_lines.get(("sources", index), 1)
                message = f"依据「{title}」没有 checked_on，也没有说哪里还不确定"
                advice = (
                    "看过原文就填 checked_on；没看到，在标题的括号里写明，例如（条号还没有核对）"
                )
                yield page.problem(RULE.id, line, message, advice)


RULE = Rule("source-doubt", _find)
