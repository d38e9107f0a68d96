"""A case of any length becomes a bounded number of questions that the search can read."""

from __future__ import annotations

import json
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.asking.clauses import clauses
from search_service.asking.long_texts import MOST_QUESTIONS, questions_of
from search_service.asking.typed_text import QUERY_LIMIT, RAW_QUERY_LIMIT
from tests.builders import ROOT


class Case(TypedDict):
    text: str
    parts: list[str]


@given(
    st.text(alphabet=st.sampled_from("灯不亮怎么办a1 ，。！？\n\r;："), max_size=RAW_QUERY_LIMIT)
)
def test_there_are_few_questions_and_each_is_short(text: str) -> None:
    questions = questions_of(text)

    assert len(questions) <= MOST_QUESTIONS
    assert all(0 < len(one) <= QUERY_LIMIT for one in questions)
    assert all(one == one.strip() for one in questions)


@given(st.text(alphabet="灯不亮怎么办a1，。", min_size=1, max_size=QUERY_LIMIT))
def test_a_short_text_is_asked_as_it_is(text: str) -> None:
    assert questions_of(text) == (text,)


def test_a_letter_is_asked_sentence_by_sentence_and_a_greeting_alone_is_not_lost() -> None:
    letter = "你好。\n" + "我在你们店里买的灯，" * 8 + "不亮了。怎么退货？！？\n谢谢"

    questions = questions_of(letter)

    assert questions[0] == "你好"
    assert questions[-2:] == ("怎么退货", "谢谢")
    assert "".join(questions[1:-2]) == "我在你们店里买的灯，" * 8 + "不亮了"


def test_what_is_urgent_is_asked_first_wherever_it_stands() -> None:
    letter = "".join(f"第{number}盏灯也不亮。" for number in range(30)) + "灯着火了。"

    questions = questions_of(letter, lambda piece: "着火" not in piece)

    assert questions[:2] == ("灯着火了", "第0盏灯也不亮")
    assert len(questions) == MOST_QUESTIONS


CASES = json.loads((ROOT / "tests" / "javascript" / "questions.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["clauses"], ids=lambda case: case["text"])
def test_a_text_asks_what_the_browser_says_it_asks(case: Case) -> None:
    assert clauses(case["text"], frozenset(CASES["joins"])) == case["parts"]


@pytest.mark.parametrize("case", CASES["pieces"], ids=lambda case: case["text"][:12])
def test_a_long_text_is_cut_where_the_browser_cuts_it(case: Case) -> None:
    assert [*questions_of(case["text"])] == case["parts"]
