"""`mkdocs.yml` can be read, its keys hold what their names promise, and its files are there."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.checks.theme_files import missing_files
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    yield from content.site_settings.problems
    yield from missing_files(content)


RULE = Rule("settings", _find, looks_elsewhere=True)
