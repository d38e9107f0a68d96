from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.chains import make_analyser
from search_service.checks.content_view import view_content
from search_service.checks.icons import RULE
from search_service.content.word_lists import load_word_lists
from tests.builders import MISTAKES, sound_project


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("icon: material/lamp\n", []),
        ("", ["没有写 icon"]),
        ("icon: material/lammp\n", ["没有叫 material/lammp 的图标"]),
        ("icon: [material/lamp]\n", ["没有叫"]),
        ("icon: 灯\n", ["没有叫 灯 的图标"]),
    ],
)
def test_a_topic_without_an_icon_that_exists_is_named(
    tmp_path: Path, written: str, said: list[str]
) -> None:
    project = sound_project(tmp_path / "project")
    page = project / "content/pages/lamps/index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("icon: material/lamp\n", written), encoding="utf-8")
    words = load_word_lists(MISTAKES / "sound" / "content" / "words")
    view = view_content(
        project / "content", make_analyser(words, tmp_path / "jieba"), date(2026, 3, 10)
    )

    found = list(RULE.find(view))

    assert [problem.message for problem in found if problem.path.endswith("index.md")] == [
        problem.message for problem in found
    ]
    assert len(found) == len(said)
    assert all(words in problem.message for words, problem in zip(said, found, strict=True))
