"""The articles that mkdocs.yml picks out, for the home page and for search engines.

Each exists, and stands once in its list.
"""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem
from search_service.content.site_settings import FILE


def _find(content: ContentView) -> Iterator[Problem]:
    known = {str(page.head.get("id")) for page in content.articles}
    if content.site_settings.problems:
        return  # a list of another shape is named already
    for code, line in content.home_codes():
        if code not in known and not content.corpus.unread.may_include(code):
            message = f"写了 {code}，却没有编号为它的文章"
            places = "most_asked、first_needs、how_to 或 official_channels_id"
            advice = f"请在 {places} 里改成现有文章的编号"
            yield Problem(FILE, line, RULE.id, message, advice)


def _find_twice(content: ContentView) -> Iterator[Problem]:
    """What stands twice in a list; no error: one that expires may lead to its neighbour."""
    for name, codes in content.home_lists():
        for place, (code, line) in enumerate(codes):
            if code in [earlier for earlier, _ in codes[:place]]:
                message = f"{name} 里的 {code} 写了两次"
                yield Problem(FILE, line, TWICE.id, message, "请只留一处，或改成另一篇的编号")


RULE = Rule("home-code", _find)
TWICE = Rule("home-code-twice", _find_twice, level=Level.NOTICE, level_for_release=Level.NOTICE)
