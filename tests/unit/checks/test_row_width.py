"""Cells of a row are counted as the page shows them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from search_service.checks.content_view import open_view
from search_service.checks.findings import findings_of
from search_service.settings import Settings
from tests.builders import sound_project


@pytest.mark.parametrize(
    ("row", "is_wide"),
    [
        ("| a | b |", False),
        (r"| \`a | b\` |", False),
        (r"| a \| b | c |", False),
        ("| `a|b` | c |", False),
        ("| a | b | c |", True),
        ("| a |", True),
        ("a", True),
    ],
)
def test_a_row_has_the_cells_that_are_shown(tmp_path: Path, row: str, *, is_wide: bool) -> None:
    project = sound_project(tmp_path / "project")
    page = project / "content" / "pages" / "lamps" / "b.md"
    page.write_text(f"{page.read_text('utf-8')}\n| 一 | 二 |\n| --- | --- |\n{row}\n", "utf-8")

    found = findings_of(open_view(Settings(project_dir=project), date(2026, 3, 10)))

    assert ("row-width" in {one.problem.rule for one in found}) == is_wide
