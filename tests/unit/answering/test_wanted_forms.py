"""Spoken forms of a question want what the written ones do."""

from __future__ import annotations

import pytest

from search_service.answering.wanted import wanted, without_question_words


@pytest.mark.parametrize("text", ["客服忙不忙", "券能退不", "这样算不算", "钱退了没", "用得着换吗"])
def test_a_verdict_is_wanted(text: str) -> None:
    assert "yesno" in wanted(text)


@pytest.mark.parametrize("text", ["没带手机", "不想要了", "提现不到账怎么办"])
def test_a_mere_negation_wants_no_verdict(text: str) -> None:
    assert "yesno" not in wanted(text)


def test_what_only_asks_is_no_subject() -> None:
    assert without_question_words("客服忙不忙").replace(" ", "") == "客服忙"
    assert without_question_words("红包能退不").replace(" ", "") == "红包能退"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("凭啥冻结我", "why"),
        ("提现一天几回", "amount"),
        ("被骗了打哪个号", "phone"),
        ("经理来了我该说什么", "say"),
    ],
)
def test_the_kind_is_read_from_spoken_words(text: str, kind: str) -> None:
    assert kind in wanted(text)


@pytest.mark.parametrize("verb", ["付", "登", "收", "退", "用", "打", "绑", "改", "关"])
def test_what_cannot_be_done_is_no_way_of_asking(verb: str) -> None:
    assert without_question_words(f"扫码{verb}不了怎么办").strip() == f"扫码{verb}不了"
    assert without_question_words(f"扫码{verb}不了").strip() == f"扫码{verb}不了"


@pytest.mark.parametrize("where", ["在哪里", "在哪儿", "在哪", "去哪里", "到哪儿", "哪里", "哪儿"])
def test_a_place_that_is_asked_for_leaves_no_rest(where: str) -> None:
    assert without_question_words(f"密码{where}换").replace(" ", "") == "密码换"


@pytest.mark.parametrize("rest", ["情况", "原因", "回事", "时候"])
def test_what_is_going_on_asks_for_no_meaning(rest: str) -> None:
    assert "meaning" not in wanted(f"验证码不来是什么{rest}")
    assert "meaning" not in wanted(f"验证码不来是啥{rest}")
    assert "meaning" in wanted("验证码是什么")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("半夜有没有客服", "hours"),
        ("国庆有人值班吗", "hours"),
        ("提现明天能到不", "duration"),
        ("退款马上能到账吗", "duration"),
    ],
)
def test_a_time_named_is_a_time_asked_for(text: str, kind: str) -> None:
    assert kind in wanted(text)
