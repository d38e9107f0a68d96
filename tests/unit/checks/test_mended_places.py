"""What `kb check --fix` writes for a place: the words of the page, as YAML reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from search_service.checks.mended_places import mend_places
from search_service.content.problems import Problem

SIGNS = st.text("灯泡座，。：「」（）12aA：#-&*!|>'%@ []{},", min_size=1, max_size=12)


def mended(file: Path, key: str, place: str, words: str) -> tuple[str, list[Problem]]:
    file.write_text(f"piece_questions:\n  {key}: [亮不亮]\n", encoding="utf-8")
    message = (
        f"piece_questions：「{place}」这一处改了说法，现在最像它的是「{words}」（文章第 9 行）"
    )
    found = [*mend_places(file, [Problem("a.md", 2, "reworded-place", message, "")])]
    return file.read_text(encoding="utf-8"), found


@given(words=SIGNS.map(str.strip).filter(bool))
def test_the_words_are_read_again_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, words: str
) -> None:
    text, found = mended(tmp_path_factory.mktemp("a") / "a.md", "换灯泡", "换灯泡", words)

    assert found[0].line == 2
    assert yaml.safe_load(text) == {"piece_questions": {words: ["亮不亮"]}}


def test_a_place_with_a_question_a_line_is_found(tmp_path: Path) -> None:
    file = tmp_path / "a.questions.yml"
    file.write_text("piece_questions:\n  换灯泡:\n    - 换灯泡\n", encoding="utf-8")
    message = "piece_questions：「换灯泡」这一处改了说法，现在最像它的是「装灯泡」"

    assert [*mend_places(file, [Problem("a.md", 2, "reworded-place", message, "")])]
    assert file.read_text("utf-8") == "piece_questions:\n  装灯泡:\n    - 换灯泡\n"


@pytest.mark.parametrize("key", ['"换「灯泡」"', "换「灯泡」", "'换「灯泡」'"])
def test_a_quoted_place_is_found(tmp_path: Path, key: str) -> None:
    text, _ = mended(tmp_path / "a.md", key, "换「灯泡」", "装灯泡")

    assert text == "piece_questions:\n  装灯泡: [亮不亮]\n"


def test_a_line_with_another_key_is_left_alone(tmp_path: Path) -> None:
    text, found = mended(tmp_path / "a.md", "擦灯泡", "换灯泡", "装灯泡")

    assert "擦灯泡: " in text
    assert not found
