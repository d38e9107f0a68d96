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
