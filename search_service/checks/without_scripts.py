"""An article that has neither 话术 nor a reason for that: agents then find no words to say."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    yield from content.desk.without_scripts


RULE = Rule("without-scripts", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
