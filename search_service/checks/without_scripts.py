"""An article that has neither 话术 nor a reason for that: agents then find no words to say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem


def _find(content: ContentView) -> Iterator[Problem]:
    # Of a file that cannot be read the mistake in it is said, and not that there is none.
    written = {PurePosixPath(file.path).stem for file in content.agent_files}
    for problem in content.desk.without_scripts:
        if problem.message.partition(" ")[0] not in written:
            yield problem


RULE = Rule("without-scripts", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
