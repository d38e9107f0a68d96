"""What a rule is: a name, how much it weighs, and a function from content to problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.content.problems import Problem
from search_service.content.rule_ids import RuleId


class Level(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    NOTICE = "notice"


@dataclass(frozen=True)
class Rule:
    """One thing that is looked for.

    Attributes:
        id: Short name, the heading of its explanation in `content/rules.md`.
        find: Gives the problems; their `rule` is this id.
        level: Weight on ordinary days; None when the rule speaks only before a release.
        level_for_release: Weight in `kb check --release`.
        looks_elsewhere: It looks at more than the content, the theme and the settings of the site,
            as at the history of Git or at files by names that a writer chose: what it finds is
            never kept.
    """

    id: RuleId
    find: Callable[[ContentView], Iterable[Problem]]
    level: Level | None = Level.ERROR
    level_for_release: Level = Level.ERROR
    looks_elsewhere: bool = False


# What is wrong in one file: line, message and advice.
FindsInFile = Callable[[MarkdownFile], Iterator[tuple[int, str, str]]]


def rule_of_files(rule_id: RuleId, finds: FindsInFile) -> Rule:
    """A rule that looks at one Markdown file after the other."""

    def find(content: ContentView) -> Iterator[Problem]:
        for file in content.markdown_files:
            for line, message, advice in finds(file):
                yield file.problem(rule_id, line, message, advice)

    return Rule(rule_id, find)


@dataclass(frozen=True, order=True)
class Finding:
    """A problem and how much it weighs."""

    problem: Problem
    level: Level
