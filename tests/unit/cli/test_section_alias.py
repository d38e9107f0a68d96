from __future__ import annotations

from pathlib import Path

import pytest

from search_service.cli.question_lines import with_question
from search_service.cli.section_alias import add_section_question
from search_service.content.corpus import load_corpus
from search_service.errors import EditRefused
from tests.builders import sound_project

PLACE = "拧下来"
KEY, OTHER = "section_questions", "piece_questions"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return sound_project(tmp_path / "project") / "content"


def test_a_question_is_written_to_its_place_and_the_next_one_beside_it(content: Path) -> None:
    article = content / "pages" / "lamps" / "b.md"
    before = article.read_bytes()
    file, first = add_section_question(content, "L-102", PLACE, "灯泡往哪边拧")
    _, second = add_section_question(content, "L-102", PLACE, "拧不动怎么办")

    assert file == article.with_name("b.questions.yml")
    assert (first, second) == (1, 2)
    written = f"section_questions:\n  {PLACE}:\n    - 灯泡往哪边拧\n    - 拧不动怎么办\n"
    schema = "# yaml-language-server: $schema=../../schemas/questions.json\n"
    assert file.read_text("utf-8") == f"{schema}{written}"
    assert article.read_bytes() == before
    found = next(one for one in load_corpus(content).articles if one.id == "L-102")
    assert {unit.heading for unit in found.units if unit.section_questions} == {PLACE}


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
def test_what_should_not_be_added_leaves_the_files_as_they_were(
    content: Path, code: str, place: str, question: str
) -> None:
    folder = content / "pages" / "lamps"
    before = {file.name: file.read_bytes() for file in folder.iterdir()}

    with pytest.raises(EditRefused):
        add_section_question(content, code, place, question)

    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


@pytest.mark.parametrize("written", [b"section_questions: [\n", b"\xc9\xcf\xba\xa3: 1\n"])
def test_a_file_that_cannot_be_read_is_left_as_it_was(content: Path, written: bytes) -> None:
    file = content / "pages" / "lamps" / "b.questions.yml"
    file.write_bytes(written)

    with pytest.raises(EditRefused, match=r"b\.questions\.yml"):
        add_section_question(content, "L-102", PLACE, "灯泡往哪边拧")

    assert file.read_bytes() == written


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (f"{KEY}:\n  甲:\n    - 一\n", f"{KEY}:\n  甲:\n    - 一\n    - 二\n"),
        (f"{KEY}:\n  甲:\n  - 一", f"{KEY}:\n  甲:\n  - 一\n  - 二\n"),
        (f"{KEY}:\n  甲: [一]  # 常问\n", f"{KEY}:\n  甲: [一, 二]  # 常问\n"),
        (f"{KEY}:\n    乙: [一]\n# 完\n", f"{KEY}:\n    乙: [一]\n    甲:\n      - 二\n# 完\n"),
        (f"{OTHER}:\n  乙: [一]\n", f"{KEY}:\n  甲:\n    - 二\n{OTHER}:\n  乙: [一]\n"),
        (f"{KEY}: {{}}\n{OTHER}:\n", f"{KEY}:\n  甲:\n    - 二\n{OTHER}:\n"),
        (f"{KEY}:\n", f"{KEY}:\n  甲:\n    - 二\n"),
        ("# 还没有\n", f"# 还没有\n{KEY}:\n  甲:\n    - 二\n"),
        ("", f"{KEY}:\n  甲:\n    - 二\n"),
        (f"{KEY}: {{甲: [一]}}\n", f"{KEY}: {{甲: [一]}}\n"),
        ("- 一\n", "- 一\n"),
    ],
)
def test_each_way_of_writing_the_file_stays_as_it_is(written: str, expected: str) -> None:
    assert with_question(written, KEY, "甲", "二") == expected
