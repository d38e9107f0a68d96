"""An article that no other article links to or names as related is found only by searching."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem

# A link to a tool says what it is opened with: `guide.md?tree=no-code`.
_BEFORE_DETAILS = re.compile(r"[?#]")


def _linked_from(page: MarkdownFile) -> Iterator[str]:
    for _, token in page.inlines():
        target = token.attrGet("href")
        if isinstance(target, str) and ".md" in target:
            path = _BEFORE_DETAILS.split(target)[0]
            yield posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))


def _find(content: ContentView) -> Iterator[Problem]:
    linked = {path for page in content.pages for path in _linked_from(page) if path != page.path}
    related = {code for page in content.articles for _, code in page.head_texts("related")}
    for page in content.articles:
        article_id = page.head.get("id")
        if page.path not in linked and article_id not in related:
            message = f"没有一篇文章链接到 {article_id or page.path}"
            advice = "请在相关文章的正文或 related 里提到它"
            yield page.problem(RULE.id, page.head_lines.get(("id",), 1), message, advice)


RULE = Rule("orphan", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
