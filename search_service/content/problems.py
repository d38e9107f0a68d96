"""Bad content as data: where it is, what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search_service.content.rule_ids import RuleId


@dataclass(frozen=True, order=True)
class Problem:
    """One thing a writer has to mend.

    Attributes:
        path: The file, relative to the project.
        line: Line number, from 1.
        rule: Which rule says so.
        message: What is wrong (Chinese).
        advice: What to do (Chinese).
    """

    path: str
    line: int
    rule: RuleId
    message: str
    advice: str

    def __str__(self) -> str:
        """One line as editors and terminals link it: `path:line：message。advice [rule]`."""
        return f"{self.path}:{self.line}：{self.message}。{self.advice} [{self.rule}]"


def report(problems: Iterable[Problem]) -> str:
    """All problems, a line each, in the order of the files."""
    return "\n".join(str(problem) for problem in sorted(problems))
