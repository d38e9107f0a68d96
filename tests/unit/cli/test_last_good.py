"""While a file is broken, the preview is given what it said before."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.cli.last_good import LastGood


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {"a.md": "甲", "b.md": "乙"}.items():
        file = tmp_path / "project" / "content" / "pages" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "project" / "mkdocs.yml").write_text("site_name: 灯铺", encoding="utf-8")
    return tmp_path / "project"


@pytest.fixture
def last_good(project: Path, tmp_path: Path) -> LastGood:
    last_good = LastGood(project, tmp_path / "last-good")
    last_good.remember()
    return last_good


def texts(project: Path) -> dict[str, str]:
    pages = project / "content" / "pages"
    return {file.name: file.read_text(encoding="utf-8") for file in pages.iterdir()}


def test_a_broken_file_has_its_last_sound_text_and_the_others_their_new_one(
    project: Path, last_good: LastGood
) -> None:
    for name in ("a.md", "b.md"):
        (project / "content" / "pages" / name).write_text("新", encoding="utf-8")
    broken = {"content/pages/a.md"}

    last_good.remember(broken)
    shown = last_good.project(broken)

    assert texts(shown) == {"a.md": "甲", "b.md": "新"}
    assert (shown / "mkdocs.yml").read_text(encoding="utf-8") == "site_name: 灯铺"
    assert texts(project)["a.md"] == "新"
    # The next save breaks the other one as well.
    both = broken | {"content/pages/b.md"}
    last_good.remember(both)
    assert texts(last_good.project(both)) == {"a.md": "甲", "b.md": "新"}


def test_a_deleted_file_does_not_come_back_and_one_never_sound_stays_as_it_is(
    project: Path, last_good: LastGood
) -> None:
    pages = project / "content" / "pages"
    (pages / "a.md").unlink()
    (pages / "c.md").write_text("坏", encoding="utf-8")
    broken = {"content/pages/a.md", "content/pages/c.md"}

    last_good.remember(broken)

    assert texts(last_good.project(broken)) == {"b.md": "乙", "c.md": "坏"}
