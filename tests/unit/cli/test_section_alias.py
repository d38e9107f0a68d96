from __future__ import annotations

from pathlib import Path

import pytest

from search_service.cli.section_alias import add_section_question, with_section_question
from search_service.content.corpus import load_corpus
from search_service.errors import EditRefused
from tests.builders import sound_project

PLACE = "拧下来"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return sound_project(tmp_path / "project") / "content"


def test_a_question_is_written_to_its_place_and_the_next_one_beside_it(content: Path) -> None:
    file, first = add_section_question(content, "L-102", PLACE, "灯泡往哪边拧")
    _, second = add_section_question(content, "L-102", PLACE, "拧不动怎么办")

    assert (first, second) == (1, 2)
    written = f"section_questions:\n  {PLACE}: [灯泡往哪边拧, 拧不动怎么办]\n"
    assert written in file.read_text("utf-8")
    article = next(one for one in load_corpus(content).articles if one.id == "L-102")
    assert {unit.heading for unit in article.units if unit.section_questions} == {PLACE}


@pytest.mark.parametrize(
    ("code", "place", "question"),
    [
        ("L-199", PLACE, "灯泡往哪边拧"),
        ("L-102", "没有的一节", "灯泡往哪边拧"),
        ("L-102", PLACE, "  "),
        ("L-102", PLACE, "灯泡拧不下来"),
        ("L-102", PLACE, "我的电话是13800138000"),
    ],
)
def test_what_should_not_be_added_leaves_the_file_as_it_was(
    content: Path, code: str, place: str, question: str
) -> None:
    file = content / "pages" / "lamps" / "b.md"
    before = file.read_bytes()

    with pytest.raises(EditRefused):
        add_section_question(content, code, place, question)

    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("section_questions:\n  甲:\n    - 一\ntags: [灯]", "  甲:\n    - 一\n    - 二\ntags"),
        ("section_questions:\n  乙: [一]\ntags: [灯]", "  乙: [一]\n  甲: [二]\ntags"),
        ("questions:\n  - 零\ntags: [灯]", "- 零\nsection_questions:\n  甲: [二]\ntags"),
        ("questions: [零]", "questions: [零]\nsection_questions:\n  甲: [二]\n---"),
    ],
)
def test_each_way_of_writing_the_head_stays_as_it_is(written: str, expected: str) -> None:
    assert expected in with_section_question(f"---\n{written}\n---\n灯。\n", "甲", "二")
