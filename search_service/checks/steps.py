"""A numbered list has at most seven steps."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

STEP_LIMIT = 7


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        lists: list[tuple[int, str, int]] = []  # line, kind and number of entries
        for token in page.tokens:
            if token.type in {"ordered_list_open", "bullet_list_open"}:
                line = page.first_line + (token.map or [0])[0]
                lists.append((line, token.type, 0))
            elif token.type == "list_item_open":
                line, kind, count = lists[-1]
                lists[-1] = (line, kind, count + 1)
            elif token.type in {"ordered_list_close", "bullet_list_close"}:
                line, kind, count = lists.pop()
                if kind == "ordered_list_open" and count > STEP_LIMIT:
                    message = f"这里有 {count} 步，最多 {STEP_LIMIT} 步"
                    yield page.problem(RULE.id, line, message, "请分成两段步骤，各用一个小标题")


RULE = Rule("steps", _find)
