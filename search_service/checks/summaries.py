"""A summary gives an answer: not its title, not what will be told, not another's summary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.duplicate_questions import comparable
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

# Says that something will be said, and not what.
_OF_ITSELF = re.compile(
    r"(?:本文|本篇|本页|本节|这篇文章|这一篇)(?:文章)?(?:主要|将|会|为[你您])*(?:介绍|讲|说明|讲解|解答|带)"
)


def _find(content: ContentView) -> Iterator[Problem]:
    first_with: dict[str, str] = {}
    titles = {
        comparable(str(page.head.get("title"))): str(page.head.get("id", page.path))
        for page in content.articles
    }
    for page in content.articles:
        name = str(page.head.get("id", page.path))
        for line, summary in page.head_texts("summary"):
            said = comparable(summary)
            if not said:
                continue
            other = first_with.setdefault(said, name)
            if _OF_ITSELF.match(summary):
                message = f"摘要「{summary[:10]}……」没有说出答案"
                yield page.problem(RULE.id, line, message, "请写出答案：做什么、看哪里、多久")
            elif said in titles:
                message = f"摘要照抄了{'这篇' if titles[said] == name else titles[said]}的标题"
                yield page.problem(RULE.id, line, message, "请写出答案：做什么、看哪里、多久")
            elif other != name:
                message = f"摘要和 {other} 的一样"
                yield page.problem(RULE.id, line, message, "请写这一篇自己的答案")


RULE = Rule("duplicate-summary", _find)
