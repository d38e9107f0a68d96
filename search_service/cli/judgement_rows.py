"""Rows added to the judged queries: what was learnt is held to from then on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from search_service.checks.duplicate_questions import comparable
from search_service.checks.mending import read_for_edit
from search_service.content.whole_files import replace_file

_KIND = "colloquial"


def add_rows(file: Path, expected: Mapping[str, str]) -> int:
    """Add texts with the codes that answer them; how many were new."""
    if not file.exists():
        return 0
    text, style = read_for_edit(file)
    known = {comparable(line.split("\t")[0]) for line in text.splitlines()}
    new = [
        f"{query}\t{code}\t{_KIND}"
        for query, code in expected.items()
        if comparable(query) not in known
    ]
    if new:
        replace_file(file, style.written("\n".join([text.rstrip("\n"), *new, ""])))
    return len(new)
