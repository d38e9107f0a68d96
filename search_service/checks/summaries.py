"""A summary says what its title does not, and no two articles have the same."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.duplicate_questions import comparable
from search_service.checks.rule import Rule
from search_service.content.problems import Problem


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
            if said in titles:
                message = f"摘要照抄了{'这篇' if titles[said] == name else titles[said]}的标题"
                yield page.problem(RULE.id, line, message, "请写出答案：做什么、看哪里、多久")
            elif other != name:
                message = f"摘要和 {other} 的一样"
                yield page.problem(RULE.id, line, message, "请写这一篇自己的答案")


RULE = Rule("duplicate-summary", _find)
