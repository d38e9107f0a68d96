"""Articles hold no HTML: what it does is checked nowhere, and most of it is blocked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_TAG = re.compile(r"<[a-zA-Z/!][^>]*>?")
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")


def html_of(content: ContentView, *, comments: bool) -> Iterator[tuple[MarkdownFile, int, str]]:
    """Where HTML stands (comments, or all the rest): file, line and the HTML."""
    for page in content.markdown_files:
        found = [
            (page.first_line + (token.map or [0])[0], token.content)
            for token in page.tokens
            if token.type == "html_block"
        ]
        found += [
            (line, token.content) for line, token in page.inlines() if token.type == "html_inline"
        ]
        for line, html in sorted(found):
            if html.lstrip().startswith("<!--") == comments:
                yield page, line, html.strip()


def _find(content: ContentView) -> Iterator[Problem]:
    for page, line, html in html_of(content, comments=False):
        if html.startswith("</"):
            continue  # its beginning is reported
        message = f"写了 HTML：{html.splitlines()[0][:40]}"
        advice = "请改用 Markdown；要特别的样式，请找开发的人加一个组件"
        yield page.problem(RULE.id, line, message, advice)
    for page in content.markdown_files:
        for line, text in page.prose:
            if entity := _ENTITY.search(text):
                advice = "请直接写那个符号；空格不用补"
                yield page.problem(RULE.id, line, f"写了 HTML 的记号 {entity[0]}", advice)
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            if isinstance(value, str) and (tag := _TAG.search(value)):
                message, advice = f"写了 HTML：{tag[0][:40]}", "请只写文字；尖括号换成「」"
                yield file.problem(RULE.id, path, message, advice)


RULE = Rule("raw-html", _find)
