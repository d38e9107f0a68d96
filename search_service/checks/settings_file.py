"""`mkdocs.yml` can be read, and its keys hold what their names promise."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    yield from content.site_settings.problems


RULE = Rule("settings", _find)
