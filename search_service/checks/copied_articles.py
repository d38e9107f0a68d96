"""Two articles that say the same: one was copied from the other and got a name of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.duplicate_questions import comparable
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

# A shorter block stands in many articles.
_SHORTEST = 8
_FEWEST = 4
_SHARE = 0.5


def _said(page: MarkdownFile) -> frozenset[str]:
    """The blocks of a page that are long enough to be its own."""
    said = (comparable(one.text) for one in page.blocks if one.kind != "heading")
    return frozenset(one for one in said if len(one) >= _SHORTEST)


def _find(content: ContentView) -> Iterator[Problem]:
    pages = [*content.articles, *content.internal]
    said = [_said(page) for page in pages]
    holders: dict[str, list[int]] = defaultdict(list)
    for at, blocks in enumerate(said):
        for block in blocks:
            holders[block].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        shared.update((first, second) for first in places for second in places if first < second)
    for (first, second), count in sorted(shared.items()):
        smaller = min(len(said[first]), len(said[second]))
        if count >= _FEWEST and count >= smaller * _SHARE:
            # What has the later code was written later.
            old, new = sorted(
                (pages[first], pages[second]), key=lambda page: str(page.head.get("id", ""))
            )
            code, title = old.head.get("id"), old.head.get("title")
            message = f"有 {count} 段和 {code}「{title}」一字不差，像是同一篇"
            advice = f"同一件事只写一篇：请并进 {code}，或只留不同的，相同的写成链接"
            yield new.problem(RULE.id, new.head_lines.get(("title",), 1), message, advice)


RULE = Rule("duplicate-article", _find)
