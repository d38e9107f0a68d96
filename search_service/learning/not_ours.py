"""Questions that are none of ours, marked once for good: `content/judgements/not_ours.tsv`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from search_service.analysis.chains import Analyser
from search_service.content.whole_files import replace_file
from search_service.learning.clusters import LIKENESS
from search_service.learning.features import vectors
from search_service.learning.findings import Group

_HEADER = "query\n"


def marked(file: Path) -> list[str]:
    """The marked questions, in the order in which they were marked."""
    if not file.exists():
        return []
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t")[0] for line in lines if line.strip()]


def mark(file: Path, question: str) -> bool:
    """Add a question; whether it was new."""
    known = marked(file)
    if question in known:
        return False
    before = file.read_text(encoding="utf-8") if file.exists() else _HEADER
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, f"{before.rstrip()}\n{question}\n")
    return True


def ours(groups: Sequence[Group], not_ours: Sequence[str], analyser: Analyser) -> list[Group]:
    """The groups without those that say what is marked, whatever their words are this month."""
    if not groups or not not_ours:
        return list(groups)
    names = [group.name for group in groups]
    both = vectors([*names, *not_ours], analyser)
    likeness = both[: len(names)] @ both[len(names) :].T
    return [
        group for group, most in zip(groups, likeness.max(axis=1), strict=True) if most < LIKENESS
    ]
