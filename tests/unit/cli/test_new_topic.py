"""`kb new 主题`: a folder, its page and its lines in the navigation, and content that is sound."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.checks.content_view import view_content
from search_service.checks.findings import errors_of
from search_service.cli.new_topic import NewTopic, create_topic
from search_service.errors import EditRefused
from tests.builders import sound_project

WANTED = NewTopic(folder="shades", title="灯罩", summary="灯罩怎么选、怎么洗。")


def test_a_new_topic_stands_in_the_navigation_and_is_sound(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    project = sound_project(tmp_path / "project")

    file = create_topic(project, WANTED)

    view = view_content(project / "content", shop_analyser, date(2026, 3, 10))
    assert file == project / "content" / "pages" / "shades" / "index.md"
    assert view.corpus.topics["shades"].title == "灯罩"
    assert "shades/index.md" in view.navigation
    assert errors_of(view) == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_stands_behind_the_navigation_stays_as_it_was(tmp_path: Path, newline: str) -> None:
    project = sound_project(tmp_path / "project")
    nav = project / "mkdocs.yml"
    text = nav.read_text(encoding="utf-8") + "\n# 其他\nextra: {}\n"
    nav.write_bytes(text.replace("\n", newline).encode())

    create_topic(project, WANTED)

    written = nav.read_bytes().decode()
    assert written.endswith(f"{newline}# 其他{newline}extra: {{}}{newline}")
    assert f"      - shades/index.md{newline}" in written


@pytest.mark.parametrize(
    ("folder", "title"), [("灯罩", "灯罩"), ("Shades", "灯罩"), ("lamps", "别的"), ("../x", "灯罩")]
)
def test_a_topic_that_cannot_be_made_changes_nothing(
    tmp_path: Path, folder: str, title: str
) -> None:
    project = sound_project(tmp_path / "project")
    before = (project / "mkdocs.yml").read_bytes()

    with pytest.raises(EditRefused):
        create_topic(project, NewTopic(folder=folder, title=title, summary="灯罩。"))

    assert (project / "mkdocs.yml").read_bytes() == before
