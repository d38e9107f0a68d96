"""What an import changes for articles that were there is accepted with it, and said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import orjson

from search_service.importing.checking import Checked, check_import
from search_service.importing.formats.options import Options
from search_service.importing.importer import Wanted, prepare
from search_service.settings import Settings
from tests.builders import sound_project

DAY = date(2026, 3, 10)


def checked(project: Path, folder: Path, table: str) -> Checked:
    source = folder / "a.csv"
    source.write_text(table, encoding="utf-8")
    done = prepare(project, Wanted(source, "灯铺内容组", "其他", Options(), DAY))
    scratch = folder / "scratch"
    scratch.mkdir()
    return check_import(Settings(project_dir=project), done.files, scratch, DAY)


def test_a_title_that_another_article_has_as_a_question_does_not_stop_the_build(
    tmp_path: Path,
) -> None:
    project = sound_project(tmp_path / "project")

    found = checked(project, tmp_path, "问题,答案\n灯坏了,换一盏。\n")

    paths = {one["path"] for one in orjson.loads(found.baseline)}
    assert "content/pages/lamps/a.md" in paths
    assert "duplicate-question" in dict(found.rules)


def test_an_old_error_that_nobody_accepted_is_not_accepted_by_an_import(tmp_path: Path) -> None:
    project = sound_project(tmp_path / "project")
    page = project / "content" / "pages" / "lamps" / "a.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("\n## ", "\n灯在[这里](gone.md)。\n\n## ", 1), encoding="utf-8")

    found = checked(project, tmp_path, "问题,答案\n怎么擦灯,用布。\n")

    assert "link" not in {one["rule"] for one in orjson.loads(found.baseline)}
