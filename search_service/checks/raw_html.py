"""Articles hold no HTML: what it does is checked nowhere, and most of it is blocked."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem


def html_of(content: ContentView, *, comments: bool) -> Iterator[tuple[Problem, str]]:
    """Places of HTML (comments, or all the rest) as problems without words, and the HTML."""
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
                yield page.problem("", line, "", ""), html.strip()


def _find(content: ContentView) -> Iterator[Problem]:
    for place, html in html_of(content, comments=False):
        if html.startswith("</"):
            continue  # its beginning is reported
        message = f"写了 HTML：{html.splitlines()[0][:40]}"
        advice = "请改用 Markdown；要特别的样式，请找开发的人加一个组件"
        yield Problem(place.path, place.line, RULE.id, message, advice)


RULE = Rule("raw-html", _find)
