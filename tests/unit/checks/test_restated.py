"""Numbers that a text tells twice, and sums in sentences: properties, whatever the figures are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.checks.restated import restated_faults
from search_service.checks.sums import faults_of

PRICES = st.integers(1, 9_999)
HAN = "一二三四五六七八九"


def said(text: str) -> list[str]:
    return [words for _, words in restated_faults([(1, text)])]


def reckoned(text: str) -> list[str]:
    return [words for _, words in faults_of([(1, text)])]


@given(price=PRICES, off=PRICES, told=PRICES)
def test_what_was_paid_is_the_price_less_what_is_off(price: int, off: int, told: int) -> None:
    text = f"标价 {price} 元，券抵 {off} 元，实付 {told} 元。"

    is_sound = told in {abs(price - off), price, off}
    assert (reckoned(text) == []) == is_sound


@given(first=PRICES, second=PRICES, off=PRICES)
def test_two_prices_less_what_is_off_are_what_was_paid(first: int, second: int, off: int) -> None:
    paid = first + second - off
    text = f"甲 {first:,} 元，乙 {second:,} 元。用券减 {off:,} 元，实付 {abs(paid):,} 元。"

    assert reckoned(text) == []


@given(tenths=st.integers(1, 9), percent=st.integers(1, 99))
def test_tenths_are_their_percentage(tenths: int, percent: int) -> None:
    assert bool(said(f"占{HAN[tenths - 1]}成（{percent}%）")) == (percent != tenths * 10)


@given(days=st.integers(1, 60), hours=st.integers(1, 999))
def test_days_are_their_hours(days: int, hours: int) -> None:
    assert bool(said(f"等 {days} 天（{hours} 小时）")) == (hours != days * 24)


@given(
    terms=st.lists(st.integers(1, 500), min_size=2, max_size=4),
    signs=st.lists(st.sampled_from("+-*"), min_size=3, max_size=3),
    off=st.integers(-3, 3),
)
def test_an_equation_holds(terms: list[int], signs: list[str], off: int) -> None:
    left = "".join(f"{sign}{term}" for sign, term in zip(signs, terms[1:], strict=False))
    made = int(eval(f"{terms[0]}{left}"))  # noqa: S307 - figures and signs of this test
    if made + off < 0:
        return

    assert bool(said(f"算法：{terms[0]}{left} = {made + off} 元")) == (off != 0)


@given(first=st.integers(0, 4), apart=st.integers(1, 9), wrong=st.integers(0, 3))
def test_working_days_are_as_far_apart_as_their_numbers(first: int, apart: int, wrong: int) -> None:
    weekdays = "一二三四五"
    last = weekdays[(first + apart) % 5]
    text = f"周{weekdays[first]}是第 1 天，周{last}是第 {1 + apart + wrong} 天"

    assert bool(said(text)) == (wrong != 0)


@pytest.mark.parametrize(
    "text",
    [
        "2 个工作日（48 小时）",
        "8 分（满分 10 分）",
        "日期 2026-11-28",
        "1 天（最多 30 小时）",
        "半天（4 小时）",
        "5/0=1 元",
        "一个月（30 天）",
    ],
)
def test_what_only_looks_like_a_quantity_told_twice_is_left_alone(text: str) -> None:
    assert said(text) == []
