"""Runs the rules over the content and mends what can be mended safely."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Finding, Level
from search_service.checks.rules import RULES
from search_service.checks.typography import changes, corrected
from search_service.content.problems import Problem
from search_service.content.redirects import load_redirects


def findings(content: ContentView, *, release: bool = False) -> tuple[Finding, ...]:
    """What the parsers and all rules find, in the order of files and lines."""
    _, bad_redirects = load_redirects(content.project / "content")
    found = {Finding(one, Level.ERROR) for one in (*content.corpus.problems, *bad_redirects)}
    for rule in RULES:
        level = rule.level_for_release if release else rule.level
        if level is not None:
            found |= {Finding(problem, level) for problem in rule.find(content)}
    return tuple(sorted(found))


def mend_typography(file: Path, shown_as: str) -> list[Problem]:
    """Write a Markdown file with its typography mended; it is replaced whole or not at all.

    Returns:
        What was changed, one entry a line; empty when nothing was.
    """
    before = file.read_bytes().decode("utf-8")
    after = corrected(before)
    if after == before:
        return []
    replace_file(file, after)
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [
        Problem(shown_as, number, "typography", f"已改：{changes(old, new)}", "")
        for number, (old, new) in enumerate(pairs, 1)
        if old != new
    ]


def replace_file(file: Path, text: str) -> None:
    """Write a file whole or not at all; its permissions stay."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        Path(name).chmod(file.stat().st_mode)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
