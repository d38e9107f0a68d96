"""Pieces that differ by a negation alone: what a text says to be so, and which pieces differ."""

from __future__ import annotations

import numpy as np
import pytest

from search_service.answering.opposites import (
    BEHIND,
    Opposites,
    behind_opposites,
    opposites_among,
    said,
)
from search_service.answering.rows_together import HARDLY_APART
from search_service.content.units import Unit, UnitKind, UnitPart


def unit(label: str, kind: UnitKind = "row", anchor: str = "a") -> Unit:
    """A piece with a label."""
    return Unit("T-101", "t/", kind, (UnitPart("", label),), label=label, anchor=anchor)


@pytest.mark.parametrize(
    ("text", "word", "side"),
    [
        ("银行扣了", "扣", "is"),
        ("银行已经扣钱了", "扣", "is"),
        ("银行没扣", "扣", "not"),
        ("银行还没有被扣", "扣", "not"),
        ("银行扣没扣", "扣", "open"),
        ("银行扣了吗", "扣", "open"),
        ("银行扣了没", "扣", "open"),
        ("有没有扣", "扣", "open"),
        ("扣了,又说没扣", "扣", "open"),
        ("充了钱", "扣", "open"),
        ("没有把钱扣掉", "扣", "open"),
        ("收不到短信", "收到", "not"),
        ("没收到短信", "收到", "not"),
        ("收到短信了", "收到", "is"),
        ("收得到短信", "收到", "is"),
        ("app打不开了", "打开", "not"),
        ("app打得开", "打开", "is"),
        ("旧号用不了", "用", "not"),
        ("旧号不能用", "用", "not"),
        ("旧号还能用", "用", "is"),
        ("能不能用", "用", "open"),
        ("退款失败", "成功", "not"),
        ("退款成功", "成功", "is"),
        ("转给陌生人", "认识", "not"),
        ("为什么没成功", "成功", "not"),
        ("扣了钱 没到账", "扣", "is"),
    ],
)
def test_what_a_text_says_to_be_so(text: str, word: str, side: str) -> None:
    assert said(text).side_of(word) == side


@pytest.mark.parametrize(
    ("affirming", "denying"),
    [
        ("银行扣了，记录写失败", "银行没扣"),
        ("收到了", "没收到"),
        ("App 还能打开", "App 打不开"),
        ("旧号还能用，自己换绑", "旧号用不了，找客服"),
        ("退款成功", "退款失败"),
        ("转给了认识的人", "转给了陌生人"),
        ("转给了认识的人", "转给了不认识的人"),
        ("已登记官方", "未登记"),
        ("商家已发货", "商家未发货"),
        ("成年", "未成年"),
        ("发错人，已被领", "发错人，还没被领"),
        ("写明同意什么", "写明不同意，附理由"),
        ("提现功能开了", "提现功能没开"),
        ("有收据", "没有收据"),
    ],
)
def test_rows_that_differ_by_a_negation_are_opposites(affirming: str, denying: str) -> None:
    found = opposites_among([unit("余额不足"), unit(denying), unit(affirming)])

    assert [(one.affirming, one.denying) for one in found] == [((2,), (1,))]


@pytest.mark.parametrize(
    "labels",
    [
        ("余额不足", "余额够了"),
        ("别人的短信也收不到", "人在国外"),
        ("付款立减，没有券", "花钱买的券包"),
        ("发出去没人领", "发错人"),
        ("没扣", "没扣，也没收到"),
    ],
)
def test_rows_that_say_different_things_are_none(labels: tuple[str, str]) -> None:
    assert opposites_among([*map(unit, labels)]) == ()


def test_only_pieces_side_by_side_are_opposites() -> None:
    rows = [unit("银行扣了", anchor="a"), unit("银行没扣", anchor="b")]

    assert opposites_among(rows) == ()
    assert opposites_among([unit("银行扣了"), unit("银行没扣", "item")]) == ()


def test_a_section_that_denies_takes_all_its_pieces_along() -> None:
    units = [
        unit("旧号还能用", "opening", "a"),
        unit("用旧号登录。", "step", "a"),
        unit("旧号用不了", "opening", "b"),
        unit("打电话。", "step", "b"),
    ]

    assert opposites_among(units) == (Opposites("用", (0, 1), (2, 3)),)


@pytest.mark.parametrize(("text", "first"), [("银行扣了", 0), ("银行没扣", 1)])
def test_what_contradicts_stands_behind_and_no_card_shows_both(text: str, first: int) -> None:
    scores = np.array([100.0, 120.0]) if first == 0 else np.array([120.0, 100.0])

    behind_opposites(text, [(Opposites("扣", (0,), (1,)),)], [scores])

    assert scores[first] - scores[1 - first] == BEHIND > HARDLY_APART


def test_a_text_that_says_neither_changes_nothing() -> None:
    scores = np.array([100.0, 120.0])

    behind_opposites("银行扣没扣", [(Opposites("扣", (0,), (1,)),)], [scores])

    assert scores.tolist() == [100.0, 120.0]
