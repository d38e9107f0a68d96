"""A source that nobody has opened yet: `checked_on: null`."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Level, Rule
from search_service.checks.source_doubts import is_silent
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.articles:
        if page.article is None:
            continue
        for index, source in enumerate(page.article.front_matter.sources):
            # A fact of the operator's speaks for itself (`unverified-data`), a law without a word
            # of doubt is worse (`source-doubt`).
            if source.checked_on is None and source.fact is None and not is_silent(source.title):
                line = page.head_lines.get(("sources", index), 1)
                message = f"依据「{source.title}」还没有核对"
                yield page.problem(RULE.id, line, message, "请查看原文，再填 checked_on")


RULE = Rule("unchecked-source", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
