"""What `kb check` will say of imported articles, and the baseline that lets them be published."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from search_service.checks.baseline import FILE as BASELINE
from search_service.checks.baseline import read_baseline, write_baseline
from search_service.checks.content_view import open_view
from search_service.checks.findings import findings_of
from search_service.checks.rule import Finding, Level
from search_service.content.problems import report
from search_service.content.site_settings import FILE as SITE
from search_service.errors import ImportRefused
from search_service.settings import Settings


@dataclass(frozen=True)
class Checked:
    """The findings in imported articles.

    Attributes:
        rules: How often each rule found an error, most often first.
        notices: How many reminders there are.
        baseline: The file that accepts the errors.
        accepted: How many it accepts.
    """

    rules: tuple[tuple[str, int], ...]
    notices: int
    baseline: bytes
    accepted: int


def check_import(
    settings: Settings, files: Mapping[str, bytes], scratch: Path, today: date
) -> Checked:
    """Check a copy of the project with the files of an import in it.

    Args:
        settings: The project.
        files: Contents by path below the project.
        scratch: An empty folder.
        today: The day on which dates are judged.

    Raises:
        ImportRefused: Something would be unreadable that was not before.
    """
    copy = scratch / "project"
    _copy(settings.project_dir.resolve(), copy)
    for path, data in files.items():
        file = copy / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    # What is made of the words and pages of both is kept for the commands that follow.
    kept = settings.state_folder.resolve()
    staged = settings.model_copy(update={"project_dir": copy, "state_dir": kept})
    view, was = open_view(staged, today), open_view(settings, today)
    if new := [one for one in view.unreadable if one not in set(was.unreadable)]:
        raise ImportRefused(
            f"导入以后有 {len(new)} 处读不懂，所以什么都没有改：\n{report(new[:20])}"
        )
    found = findings_of(view)
    try:
        known = set(read_baseline(settings.project_dir / BASELINE))
    except ValueError:
        known = set()
    before = {_key(one) for one in findings_of(was)}
    # A question that an article had before may now be the title of an imported one.
    ours = [one for one in found if one.problem.path in files or _key(one) not in before]
    errors = [
        one for one in found if one.level is Level.ERROR and (one in ours or _key(one) in known)
    ]
    baseline = scratch / BASELINE
    accepted, _ = write_baseline(baseline, errors, view.unreadable)
    rules = Counter(one.problem.rule for one in ours if one.level is Level.ERROR)
    return Checked(
        tuple(sorted(rules.items(), key=lambda item: (-item[1], item[0]))),
        sum(one.level is Level.NOTICE for one in ours),
        baseline.read_bytes(),
        accepted,
    )


def _key(one: Finding) -> tuple[str, str, str]:
    return one.problem.path, one.problem.rule, one.problem.message


def _copy(project: Path, copy: Path) -> None:
    """The content itself; what stands beside it is linked."""
    copy.mkdir()
    shutil.copytree(project / "content", copy / "content", symlinks=True)
    for entry in os.scandir(project):
        if entry.name == SITE:
            shutil.copyfile(entry.path, copy / entry.name)
        elif entry.name != "content" and not entry.name.startswith("."):
            (copy / entry.name).symlink_to(entry.path)
