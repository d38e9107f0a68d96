from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.checks.content_view import view_content
from search_service.checks.icons import RULE
from tests.builders import sound_project


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("icon: material/lamp\n", []),
        ("", ["没有写 icon，首页上是默认图标"]),
        ("icon: material/lammp\n", ["没有叫 material/lammp 的图标，首页上是默认图标"]),
        ("icon: 灯\n", ["没有叫 灯 的图标，首页上是默认图标"]),
        ("icon: [lamp]\n", ["没有叫 ['lamp'] 的图标，首页上是默认图标"]),
    ],
)
def test_a_topic_without_an_icon_that_exists_is_named(
    tmp_path: Path, shop_analyser: Analyser, written: str, said: list[str]
) -> None:
    project = sound_project(tmp_path / "project")
    page = project / "content" / "pages" / "lamps" / "index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("icon: material/lamp\n", written), encoding="utf-8")

    view = view_content(project / "content", shop_analyser, date(2026, 3, 10))

    assert [problem.message for problem in RULE.find(view)] == said
