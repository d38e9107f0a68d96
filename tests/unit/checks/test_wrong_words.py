"""Wrong words of the project's own list, in sentences that hold them and in sound ones."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.checks.content_view import view_content
from search_service.checks.wrong_words import RULE
from tests.builders import ROOT, sound_project

WRONG = {
    "其它": "其它的卡也一样。",
    "按装": "先按装最新的版本。",
    "必需先": "转账必需先核对姓名。",
    "部份": "大部份已经退了。",
    "申述": "可以向客服申述一次。",
    "冻节": "账户已经冻节了。",
    "到帐": "三天没有到帐。",
}
SOUND = (
    "全部份额都能赎回。",
    "按装修合同付款。",
    "以经济实惠为先。",
    "以经验来看够用。",
    "必需的材料先备好。",
)


def found(tmp_path: Path, analyser: Analyser, sentence: str) -> list[str]:
    project = sound_project(tmp_path / "project")
    page = project / "content" / "pages" / "lamps" / "a.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("灯丝断了会发黑，", f"{sentence}"), encoding="utf-8")
    words = (ROOT / "content" / "words" / "wrong.txt").read_text(encoding="utf-8")
    content = view_content(project / "content", analyser, date(2026, 3, 10))
    content = dataclasses.replace(content, texts={**content.texts, "words/wrong.txt": words})
    return [problem.message for problem in RULE.find(content)]


@pytest.mark.parametrize(("word", "sentence"), WRONG.items())
def test_a_wrong_word_is_named(
    tmp_path: Path, shop_analyser: Analyser, word: str, sentence: str
) -> None:
    assert found(tmp_path, shop_analyser, sentence) == [f"写错了：「{word}」"]


@pytest.mark.parametrize("sentence", SOUND)
def test_what_only_looks_like_one_across_two_words_is_silent(
    tmp_path: Path, shop_analyser: Analyser, sentence: str
) -> None:
    assert found(tmp_path, shop_analyser, sentence) == []
