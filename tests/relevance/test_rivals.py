"""No question about a wallet or a loan of others gets a card or is called sure."""

from __future__ import annotations

import pytest

from tests.conftest import RealBuild

FRAMES = (
    "{}提现收费吗", "{}密码忘了", "怎么关{}", "{}转账转错了怎么办", "{}多久到账", "我的{}被冻结了",
)  # fmt: skip
OURS = (
    "微信加我的说是企业微信客服", "加微信退款靠谱吗", "微信公众号叫什么名字",
    "抖音上的u钱包是官方的吗",
)  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES)
def test_what_others_do_is_not_told(frame: str, real_build: RealBuild) -> None:
    rivals = sorted(real_build.analyser.words.rivals)
    results = {text: real_build.search.search(text) for text in map(frame.format, rivals)}

    told = [
        text
        for text, result in results.items()
        if not result.urgent and (result.confident or result.answer)
    ]
    assert rivals
    assert not told


@pytest.mark.parametrize("text", OURS)
def test_where_something_was_said_does_not_cost_the_answer(
    text: str, real_build: RealBuild
) -> None:
    assert real_build.search.search(text).answer
