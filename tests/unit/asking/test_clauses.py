from __future__ import annotations

import pytest

from search_service.asking.clauses import clauses, without_joins

JOINS = frozenset({"而且", "还有", "另外"})


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("灯泡不亮而且遥控器没反应", ["灯泡不亮", "遥控器没反应"]),
        ("灯泡不亮,还有遥控器没反应", ["灯泡不亮", "遥控器没反应"]),
        ("怎么换灯泡?灯泡多少钱?", ["怎么换灯泡", "灯泡多少钱"]),
        ("灯泡不亮,遥控器没反应", ["灯泡不亮", "遥控器没反应"]),
        ("灯泡不亮。买了,三天。怎么换?另外怎么退", ["灯泡不亮", "买了,三天", "另外怎么退"]),
    ],
)
def test_questions_are_told_apart(text: str, asked: list[str]) -> None:
    found = clauses(text, JOINS)

    assert found[:2] == asked[:2]
    assert len(found) <= 3


@pytest.mark.parametrize(
    "text",
    ["灯泡不亮", "灯泡不亮。", "昨天买的灯,今天不亮,换了灯泡,还是不亮", "好的,怎么换灯泡", ""],
)
def test_one_question_or_one_story_has_no_parts(text: str) -> None:
    assert clauses(text, JOINS) == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("灯不亮,另外运费多少", "灯不亮,运费多少"),
        ("灯不亮。还有我想换灯泡", "灯不亮。我想换灯泡"),
        ("顺便问一下,运费多少", "运费多少"),
        ("第二个问题:运费多少", "运费多少"),
    ],
)
def test_words_that_only_join_are_left_out(text: str, asked: str) -> None:
    assert without_joins(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "另外",
        "另外一盏灯不亮",
        "另外两盏",
        "运费另外付吗",
        "还有没有灯",
        "还有灯吗",
        "灯还有怎么买",
        "",
    ],
)
def test_what_is_said_of_another_stays(text: str) -> None:
    assert without_joins(text) == text
