from __future__ import annotations

import pytest

from search_service.asking.clauses import clauses

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
