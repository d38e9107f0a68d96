"""Operators are read where they are meant, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.asking.operators import (
    AllOf,
    AnyOf,
    Condition,
    Phrase,
    Prefix,
    Without,
    Words,
    read_operators,
    said,
)

BULB, POST, LAMP = Words("灯泡"), Words("快递"), Words("萤火灯")


@pytest.mark.parametrize(
    ("typed", "plain", "conditions"),
    [
        ('"换灯泡"', "换灯泡", [Phrase("换灯泡")]),
        ("“換燈泡”", "换灯泡", [Phrase("换灯泡")]),
        ('怎么 "换 灯泡" 呢', "怎么 换 灯泡 呢", [Phrase("换 灯泡")]),
        ("换灯 -灯泡", "换灯", [Without(BULB)]),
        ("换灯 －灯泡", "换灯", [Without(BULB)]),
        ('换灯 -"灯泡 坏"', "换灯", [Without(Phrase("灯泡 坏"))]),
        ("换灯 -led -灯泡", "换灯", [Without(Words("led")), Without(BULB)]),
        ("换灯 -灯泡*", "换灯", [Without(Prefix("灯泡"))]),
        ("灯泡*", "灯泡", [Prefix("灯泡")]),
        ("错误 E10*", "错误 e10", [Prefix("e10")]),
        ("灯泡 AND 快递", "灯泡 快递", [AllOf((BULB, POST))]),
        ("灯泡 OR 快递 怎么办", "灯泡 快递 怎么办", [AnyOf((BULB, POST))]),
        (
            "灯泡 OR 快递 AND 萤火灯",
            "灯泡 快递 萤火灯",
            [AnyOf((BULB, AllOf((POST, LAMP))))],
        ),
        ('"换灯泡" OR 快递', "换灯泡 快递", [AnyOf((Phrase("换灯泡"), POST))]),
        ("灯泡 AND -快递", "灯泡", [AllOf((BULB, Without(POST)))]),
    ],
)
def test_an_operator_becomes_a_condition(
    typed: str, plain: str, conditions: list[Condition]
) -> None:
    operators = read_operators(typed)

    assert operators is not None
    assert operators.plain == plain
    assert list(operators.condition.conditions) == conditions


@pytest.mark.parametrize(
    "typed",
    [
        *("R-102", "r -102", "R -102 怎么办", "-1", "余额 -1 元", "余额-1元", "显示 -100.50"),
        *("3-5天", "-", "- 换灯泡", "-换灯泡", "-灯泡 -快递", "换灯 - 灯泡", "换灯 -"),
        *("换灯 --灯泡", "a-b", "e-mail", '提示"网络异常"怎么办', "“网络异常”是什么意思"),
        *('说"好"', '"', '""', '换灯 "', '"换灯泡', '5" 的灯'),
        *('"？！"', "'换灯泡'", "「换灯泡」", "《灯》"),
        *("张*", "收款人 张*", "李**", "138****1234", "6222*", "2*3", "*", "**", "*灯泡", "灯*泡"),
        *("AND", "OR", "灯泡 AND", "OR 灯泡", "灯泡 and 快递", "灯泡 OR AND 快递", "R&D"),
        *("", "   ", "换灯泡", "换 灯 泡", "灯泡AND快递"),
    ],
)  # fmt: skip
def test_a_plain_question_stays_one(typed: str) -> None:
    assert read_operators(typed) is None


@given(st.text('灯泡Ra1-－"“” *ANDOR', max_size=40))
def test_whatever_is_typed_is_read_or_left_alone(typed: str) -> None:
    operators = read_operators(typed)

    if operators is not None:
        assert operators.plain.strip()
        assert operators.condition.conditions
        assert all(map(said, operators.condition.conditions))


@given(
    st.lists(st.sampled_from(["换灯泡", "R-102", "3-5天", "-1", "张*", "a", "“灯”坏"]), min_size=1)
)
def test_pieces_of_plain_questions_make_plain_questions(pieces: list[str]) -> None:
    assert read_operators(" ".join(pieces)) is None


def test_conditions_are_said_in_chinese() -> None:
    operators = read_operators('换灯 "好的 灯" -灯泡 -快递* 灯泡 OR 萤火灯')

    assert operators is not None
    assert list(map(said, operators.condition.conditions)) == [
        "原文有「好的 灯」", "没有「灯泡」", "没有「快递」开头的词", "有「灯泡」，或者有「萤火灯」",
    ]  # fmt: skip
