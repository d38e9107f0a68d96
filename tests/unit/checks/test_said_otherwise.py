"""What reads well alone and is wrong beside something: spans, orders, secrets, names and data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.checks.record_names import Family
from search_service.checks.secrets_shown import secrets_in
from search_service.checks.spans import span_faults
from search_service.checks.step_order import marked_faults, step_faults

DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2027, 12, 31))
HAN = "一二三四五六七八九十"


def said(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"


@given(DAYS, st.integers(min_value=1, max_value=90))
def test_a_day_so_many_days_later_is_sound(day: date, days: int) -> None:
    later = day + timedelta(days)
    text = f"{day.year} 年 {said(day)}登记的，{days} 天后就是 {said(later)}。"

    assert not [*span_faults(text)]


@given(DAYS, st.integers(min_value=1, max_value=90), st.integers(min_value=2, max_value=20))
def test_a_day_that_comes_at_another_time_is_named(day: date, days: int, off: int) -> None:
    later = day + timedelta(days + off)
    text = f"{day.year} 年 {said(day)}登记的，过了 {days} 天，也就是 {said(later)}。"

    assert len([*span_faults(text)]) == 1


@given(st.integers(1, 27), st.integers(1, 12))
def test_within_a_month_a_span_runs_forward(day: int, month: int) -> None:
    assert not [*span_faults(f"{month} 月 {day} 日到 {month} 月 {day + 1} 日的流水")]
    assert [*span_faults(f"{month} 月 {day + 1} 日到 {month} 月 {day} 日的流水")]


@pytest.mark.parametrize(
    "text",
    [
        "12 月 20 日到 1 月 3 日的流水",
        "夜里 23:30 到 00:30 之间",
        "2026 年 12 月 20 日到 2027 年 1 月 3 日",
        "从 5 天到 3 天，缩短了",
        "10 - 3 元",
        "2026-11-03 那天 9:00–18:00",
        "11 月 3 日到 11 月 5 日，一共 3 天",
    ],
)
def test_what_only_looks_turned_round_is_left_alone(text: str) -> None:
    assert not [*span_faults(text)]


@given(st.integers(min_value=2, max_value=7), st.data())
def test_a_step_that_sends_to_itself_is_named(count: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, count))
    to = data.draw(st.integers(1, count))
    steps = [(line, "再看一次") for line in range(1, count + 1)]
    steps[at - 1] = (at, f"不行就回到第 {to} 步")

    assert [line for line, *_ in step_faults(steps)] == ([at] if at == to else [])


def test_an_answer_comes_after_its_question() -> None:
    asked, told = (1, "打电话问银行有没有入账"), (2, "银行说没有，就找客服")

    assert not [*step_faults([asked, told])]
    assert [line for line, *_ in step_faults([told, asked])] == [2]


@given(st.lists(st.sampled_from(range(1, 11)), min_size=2, max_size=5))
def test_what_is_counted_in_a_sentence_goes_on_by_one(numbers: list[int]) -> None:
    text = "；".join(f"第{HAN[number - 1]}，看一看" for number in numbers) + "。"
    is_sound = all(b == a + 1 for a, b in pairwise(numbers) if a < len(HAN))

    assert bool([*marked_faults(text)]) != is_sound


@pytest.mark.parametrize(
    ("text", "is_secret"),
    [
        ("密码设成 Wallet2026 就容易被猜到", True),
        ("password: hunter2hunter", True),
        ("https://lamps.example/pay?token=9f8e7d6c5b4a", True),
        ("Authorization: Bearer abcdef0123456789", True),
        ("验证码是 384920", True),
        ("密码不用 123456 这样的数字", False),
        ("密码是 8 到 16 位，要有字母和数字", False),
        ("网址里有一长串字母的，不要点", False),
        ("验证码是 6 位数字", False),
        ("https://lamps.example/pay?page=12", False),
    ],
)
def test_a_secret_in_an_example_is_named(text: str, *, is_secret: bool) -> None:
    assert bool([*secrets_in(text)]) == is_secret


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("退回灯卡", {"card"}),
        ("退回灯卡加礼券", {"mixed"}),
        ("退回礼券和灯卡", {"card", "voucher"}),
        ("退回原处", set()),
    ],
)
def test_a_name_within_a_longer_one_is_not_named(text: str, named: set[str]) -> None:
    words: Mapping[str, frozenset[str]] = {
        "card": frozenset(["灯卡"]),
        "voucher": frozenset(["礼券"]),
        "mixed": frozenset(["灯卡加礼券"]),
    }

    assert Family((), {}, words, {}).named_in(text) == named
