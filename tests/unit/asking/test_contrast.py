from __future__ import annotations

import pytest

from search_service.asking.contrast import what_is_meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("不想退灯,只想换灯泡", "换灯泡"),
        ("不想退灯只想换灯泡", "换灯泡"),
        ("我不是要退灯,是要换灯泡", "我换灯泡"),
        ("不是要退灯是要换灯泡", "换灯泡"),
        ("并不是退灯而是换灯泡", "换灯泡"),
        ("我不需要退灯,我想换灯泡", "我换灯泡"),
        ("灯没丢,就是不亮", "不亮"),
        ("我没换灯泡,只是灯不亮", "灯不亮"),
        ("密码没忘,但是登不上", "登不上"),
        ("我的灯不是被偷,只是借出去了", "我的灯借出去了"),
        ("灯不是丢了,是被拿走了", "灯被拿走了"),
        ("不是忘了买,就是没货", "没货"),
        ("别再叫我等了,灯半个月没到", "灯半个月没到"),
        ("不要跟我说修灯,我要换灯泡", "我要换灯泡"),
        ("不要退灯我要换灯泡", "换灯泡"),
        ("别给我换灯泡,我就想退灯", "退灯"),
        ("我不要换货,我只要退钱", "退钱"),
    ],
)
def test_what_is_denied_is_left_out(text: str, meant: str) -> None:
    assert what_is_meant(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "不想退灯", "不是我买的灯", "不是我买的灯我要投诉", "灯不亮", "不是不想换", "没想到灯坏了",
        "灯不是我买的是谁买的", "灯没丢", "没借钱,就是接到电话", "没收到灯,就是想退",
        "别让我等了", "", "不是被偷了吗,是什么灯", "不是被偷", "不是丢灯是换灯",
        "不要灯泡我要怎么开灯", "不要再换灯我要投诉", "我不要灯", "不是丢了灯,是吗",
    ],
)  # fmt: skip
def test_a_text_that_denies_nothing_for_something_else_stays(text: str) -> None:
    assert what_is_meant(text) == text
