"""What git knows of a page that is gone."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.checks.content_view import view_content
from search_service.checks.findings import findings_of
from tests.builders import sound_project

REDIRECT = "redirects:\n  - {from: /lamps/b/, to: /lamps/bulb/}\n"


def git(project: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=灯铺", "-c", "user.email=lamp@shop.example")
    command = ["git", "-C", str(project), *identity, *arguments]
    subprocess.run(command, check=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sound project under git, in a folder of a larger repository."""
    folder = sound_project(tmp_path / "repository" / "help")
    git(folder.parent, "init", "-q", "-b", "main")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "-qm", "Lamps")
    return folder


def messages(project: Path, analyser: Analyser) -> list[str]:
    view = view_content(project / "content", analyser, date(2026, 3, 10))
    found = [one.problem for one in findings_of(view)]
    return [one.message + one.advice for one in found if one.rule == "moved-page"]


def rename(project: Path) -> None:
    pages = project / "content" / "pages" / "lamps"
    git(project, "mv", str(pages / "b.md"), str(pages / "bulb.md"))


def test_a_page_that_stays_is_no_finding(project: Path, shop_analyser: Analyser) -> None:
    assert messages(project, shop_analyser) == []


@pytest.mark.parametrize("committed", [False, True])
def test_a_renamed_page_needs_a_redirect_even_after_its_commit(
    project: Path, shop_analyser: Analyser, *, committed: bool
) -> None:
    git(project, "checkout", "-qb", "rename")
    rename(project)
    if committed:
        git(project, "commit", "-qam", "Bulb")

    (said,) = messages(project, shop_analyser)

    assert "lamps/b.md 改名成了 lamps/bulb.md" in said
    assert "from: /lamps/b/，to: /lamps/bulb/" in said


def test_a_redirect_settles_it(project: Path, shop_analyser: Analyser) -> None:
    rename(project)
    (project / "content" / "data" / "redirects.yml").write_text(REDIRECT, encoding="utf-8")

    assert messages(project, shop_analyser) == []


def test_a_deleted_page_is_named(project: Path, shop_analyser: Analyser) -> None:
    (project / "content" / "pages" / "lamps" / "b.md").unlink()

    (said,) = messages(project, shop_analyser)
    assert "lamps/b.md 删掉了" in said


def test_without_git_nothing_is_said(tmp_path: Path, shop_analyser: Analyser) -> None:
    assert messages(sound_project(tmp_path / "project"), shop_analyser) == []
