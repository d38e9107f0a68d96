"""Slips of what is served, and single words, are no gaps."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.learning.features import is_word
from search_service.learning.questions import Question, Questions
from search_service.learning.variants import is_variant, served_wholes, varying

texts = st.text("灯泡坏了怎么换发票寄到哪里", min_size=4, max_size=12)


@given(texts, st.data())
def test_a_text_with_one_slip_is_a_variant_of_it(whole: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole) - 2))
    other = data.draw(st.sampled_from("云朵"))
    slips = {
        whole[:at] + whole[at + 1 :],
        whole[:at] + other + whole[at:],
        whole[:at] + other + whole[at + 1 :],
        whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :],
    }
    assert all(is_variant(slip, whole) for slip in slips - {whole})


@given(texts, st.text("云朵", min_size=1, max_size=5))
def test_a_text_with_something_around_it_is_a_variant_of_it(whole: str, around: str) -> None:
    assert is_variant(around + whole, whole)
    assert is_variant(whole + around, whole)


@given(texts)
def test_no_text_is_a_variant_of_itself_or_of_one_with_two_other_characters(whole: str) -> None:
    assert not is_variant(whole, whole)
    assert not is_variant("云" + whole[1:-1] + "朵", whole)


def test_a_short_word_is_varied_by_a_few_characters_around_it_alone() -> None:
    assert is_variant("那个灯泡", "灯泡")
    assert not is_variant("灯泡坏了怎么换", "灯泡")


@pytest.mark.parametrize("text", ["灯泡", "怎么退货"])
def test_one_word_is_told_whatever_asks_beside_it(text: str, shop_analyser: Analyser) -> None:
    assert is_word(text, shop_analyser)
    assert not is_word(f"{text}坏了", shop_analyser)


def asked(reading: str, visits: int, failed: int, first: str) -> Question:
    return Question(reading, visits=visits, failed=failed, first=Counter({first: visits}))


def test_only_what_is_served_far_more_often_is_varied() -> None:
    ones = [
        asked("灯泡怎么换", 90, 5, "L-101"),
        asked("老师灯泡怎么换", 9, 8, "L-102"),
        asked("师傅灯泡怎么换", 60, 50, "L-102"),
        asked("发票怎么开", 90, 80, "L-101"),
    ]
    questions = Questions(
        all=ones,
        labels=np.zeros(4, np.int64),
        opened=[{}, {}, {}, {}],
        moved={},
        vectors=np.zeros((4, 2), np.float32),
    )
    wholes = served_wholes(questions, (), "L-101")

    assert [one.reading for one in wholes] == ["灯泡怎么换"]
    assert varying(ones[1:3], wholes) == 9
    assert varying(ones[1:3], (), wholes) == 0
    assert varying([asked("灯泡怎么唤", 9, 8, "L-102")], (), wholes) == 9
    word = Question("灯泡", visits=9, is_word=True)
    assert (varying([word], ()), varying([word], (), words=False)) == (9, 0)
    assert len(served_wholes(questions, {3}, "L-101")) == 2
