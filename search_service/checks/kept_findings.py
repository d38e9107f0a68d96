"""What rules found in content of which nothing has changed since, kept from run to run.

The name of an entry is a hash of everything that rules look at: each file of the content, of the
theme and of the site's settings, the day, all of this program's own files, and which packages are
installed in which version. What a rule that looks elsewhere found is never kept; nor is anything
kept of content that was written to while it was read, or by a program that changed while it ran.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.folder_state import state_of
from search_service.content.kept_results import KeptResults
from search_service.content.problems import Problem
from search_service.content.program_state import program_state
from search_service.content.shipped import theme_of
from search_service.content.site_settings import SiteSettings

_FOLDER = "findings"
# Some weeks of changes; one entry has as many bytes as `kb check` prints.
_MOST_BYTES = 20_000_000
Found = Sequence[Sequence[Problem]]


def content_state(content_folder: Path) -> bytes | None:
    """Everything a rule may look at in a project; None where it cannot be known.

    Args:
        content_folder: `content` of the project.
    """
    project = content_folder.parent
    settings = SiteSettings(project).files
    return state_of((content_folder, theme_of(project), *settings))


class KeptFindings:
    """What the rules found, by what they looked at.

    Args:
        state_folder: Of the project.
        content_folder: What is about to be read.
    """

    def __init__(self, state_folder: Path, content_folder: Path) -> None:
        self._kept = KeptResults(state_folder / _FOLDER)
        self._content_folder = content_folder
        self._state = content_state(content_folder)

    def found(self, content: ContentView, rules: Sequence[Rule]) -> Found:
        """What each of these rules finds.

        Args:
            content: What was read after `self` was made.
            rules: None of them looks elsewhere.
        """
        program = program_state()
        inputs = program and self._state and self._inputs(content, rules, program, self._state)
        if not inputs or not self._is_unchanged():
            return _found(content, rules)
        kept = self._kept.kept(inputs)
        if kept is not None:
            return _read(kept)
        found = _found(content, rules)
        if self._is_unchanged():
            self._kept.keep(inputs, _written(found))
            self._kept.prune(most_bytes=_MOST_BYTES)
        return found

    def _is_unchanged(self) -> bool:
        return content_state(self._content_folder) == self._state

    def _inputs(
        self, content: ContentView, rules: Iterable[Rule], program: bytes, state: bytes
    ) -> tuple[bytes, ...]:
        names = (f"{rule.id} {rule.find.__module__}" for rule in rules)
        day = content.today.isoformat()
        return (program, state, day.encode(), *(name.encode() for name in names))


def found_by(
    content: ContentView, rules: Sequence[Rule], kept: KeptFindings | None
) -> Iterator[tuple[Rule, Problem]]:
    """What rules find, each with its rule; looked for again only where something has changed.

    Args:
        content: All of it.
        rules: Those that are asked.
        kept: What was found before, made before `content` was read.
    """
    here = [rule for rule in rules if kept and not rule.looks_elsewhere]
    found = kept.found(content, here) if kept else ()
    for rule, problems in zip(here, found, strict=True):
        yield from ((rule, problem) for problem in problems)
    for rule in rules:
        if rule not in here:
            yield from ((rule, problem) for problem in rule.find(content))


def _found(content: ContentView, rules: Iterable[Rule]) -> Found:
    return [[*rule.find(content)] for rule in rules]


def _written(found: Found) -> bytes:
    rows = [[[p.path, p.line, p.rule, p.message, p.advice] for p in problems] for problems in found]
    return json.dumps(rows).encode()


def _read(kept: bytes) -> Found:
    return [[Problem(*row) for row in problems] for problems in json.loads(kept)]
