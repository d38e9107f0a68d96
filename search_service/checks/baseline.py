"""What a team has agreed to mend later: errors that were there when it began, and no new ones.

An entry is a file, a rule and a message with how often it occurs; lines are not kept, so that a
paragraph above changes nothing. Whoever touches the wrong sentence has to mend it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import orjson

from search_service.checks.rule import Finding, Level
from search_service.content.problems import Problem
from search_service.content.whole_files import replace_file

FILE = "kb-baseline.json"
_Key = tuple[str, str, str]
Baseline = Counter[_Key]


@dataclass(frozen=True)
class Compared:
    """Findings against a baseline.

    Attributes:
        new: What is not in it; notices always are.
        accepted: How many errors are in it.
        mended: How many of its entries occur no more.
    """

    new: tuple[Finding, ...]
    accepted: int
    mended: int


def _key(problem: Problem) -> _Key:
    return problem.path, problem.rule, problem.message


def write_baseline(
    file: Path, found: Iterable[Finding], unreadable: Iterable[Problem]
) -> tuple[int, int]:
    """Keep the errors of today.

    Args:
        file: Replaced.
        found: All findings.
        unreadable: Never kept: nothing can be published from what cannot be read.

    Returns:
        How many were kept, and how many must be mended all the same.
    """
    unfit = set(unreadable)
    errors = [one.problem for one in found if one.level is Level.ERROR]
    kept = Counter(_key(problem) for problem in errors if problem not in unfit)
    rows = [
        {"path": path, "rule": rule, "message": message, "count": count}
        for (path, rule, message), count in sorted(kept.items())
    ]
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    replace_file(file, orjson.dumps(rows, option=options).decode())
    return kept.total(), len(errors) - kept.total()


def read_baseline(file: Path) -> Baseline:
    """The entries of a baseline with their counts.

    Raises:
        ValueError: It is no baseline.
    """
    try:
        rows = orjson.loads(file.read_bytes())
        return Counter({(r["path"], r["rule"], r["message"]): int(r["count"]) for r in rows})
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise ValueError(str(file)) from error


def compare(found: Iterable[Finding], baseline: Baseline) -> Compared:
    """Take away what the baseline holds, as often as it holds it."""
    left = baseline.copy()
    new: list[Finding] = []
    accepted = 0
    for one in found:
        key = _key(one.problem)
        if one.level is Level.ERROR and left[key] > 0:
            left[key] -= 1
            accepted += 1
        else:
            new.append(one)
    return Compared(tuple(new), accepted, sum(count for count in left.values() if count > 0))
