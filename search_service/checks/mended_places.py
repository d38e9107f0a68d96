"""Writes beside an article how its text words a place by now, where `kb check --fix` is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from search_service.checks.mending import read_for_edit
from search_service.content.problems import Problem
from search_service.content.whole_files import replace_file

_REWORDED = re.compile(
    r"「(?P<place>[^|]+)」这一处改了说法，现在最像它的是「(?P<words>.+?)」(?:（文章第 \d+ 行）)?$"
)
# What YAML would read as more than words.
_SIGNS = r":#\"'\\\[\]{},&*!|>%@`"
_PLAIN = re.compile(rf"[\u4e00-\u9fff](?:[^{_SIGNS}]*[^\s{_SIGNS}])?")


def mend_places(file: Path, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Write the words of today into a questions file; of places named on one line only.

    Args:
        file: The questions beside an article.
        problems: Of this file, of the rule `reworded-place`.

    Yields:
        What was changed, one entry a line.
    """
    text, style = read_for_edit(file)
    lines = text.split("\n")
    for problem in problems:
        found = _REWORDED.search(problem.message)
        line = lines[problem.line - 1] if problem.line <= len(lines) else ""
        if not found or (mended := _mended(line, found["place"], found["words"])) is None:
            continue
        lines[problem.line - 1] = mended
        change = f"已改：「{found['place']}」→「{found['words']}」"
        yield Problem(problem.path, problem.line, problem.rule, change, "")
    if (after := "\n".join(lines)) != text:
        replace_file(file, style.written(after))


def _mended(line: str, place: str, words: str) -> str | None:
    """A line whose key is a place with other words for it; None when it has another key."""
    if '"' in words or "\\" in words:
        return None
    named = rf"(?P<indent>\s+)(?P<quote>[\"']?){re.escape(place)}(?P=quote)(?=\s*:(?:\s|$))"
    key = re.match(named, line)
    if not key:
        return None
    written = words if _PLAIN.fullmatch(words) else f'"{words}"'
    return f"{key['indent']}{written}{line[key.end() :]}"
