from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser, make_analyser
from search_service.checks.content_view import view_content
from search_service.checks.findings import findings_of
from search_service.checks.rule import Level
from search_service.content.word_lists import load_word_lists
from search_service.settings import Settings
from tests.builders import MISTAKES, line_of, sound_project


@pytest.fixture(scope="module")
def analyser(shop_settings: Settings) -> Analyser:
    words = load_word_lists(MISTAKES / "sound" / "content" / "words")
    return make_analyser(words, shop_settings.state_folder / "jieba")


@pytest.mark.parametrize(
    "written",
    [
        '先*垫布*{ onclick="a()" }。',
        '先*垫布*{ style="color:red" }。',
        '看[灯不亮](a.md){ href="javascript:a()" }。',
        "看[灯不亮](javascript:a())。",
        "看[灯不亮](data:text/html,a)。",
        "看[灯不亮](//lamp.example/a)。",
        "![一盏灯](data:image/png;base64,aa)",
        "![一盏灯](https://lamp.example/a.png)",
        '## 再拧 {: onmouseover="a()" }',
        "看[灯不亮](tel:*21*13800138000%23)。",
        "看[灯不亮](mailto:lamp@lamp.example?bcc=other@lamp.example)。",
        "先*垫布*{ .kb-incident }。",
        "## 再拧 { #__config }",
        '先*垫布*{ class="note kb-dialog" }。',
    ],
)
def test_what_markdown_does_not_make_is_named_at_its_line(
    tmp_path: Path, analyser: Analyser, written: str
) -> None:
    project = sound_project(tmp_path / "project")
    page = project / "content" / "pages" / "lamps" / "b.md"
    text = page.read_text(encoding="utf-8").replace("\n## 拧下来", f"\n{written}\n\n## 拧下来")
    page.write_text(text, encoding="utf-8")

    found = findings_of(view_content(project / "content", analyser, date(2026, 3, 10)))

    # Of links and pictures another rule may say better what is wrong; either stops a release.
    said = {"foreign-element", "link-form", "alt-text"}
    lines = {f.problem.line for f in found if f.problem.rule in said and f.level == Level.ERROR}
    assert lines == {line_of(text, written)}
