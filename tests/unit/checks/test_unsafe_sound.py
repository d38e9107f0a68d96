"""What reads like unsafe advice is told in words that no table has, and warnings are left alone."""

from __future__ import annotations

import pytest

from search_service.checks.unsafe_advice import unsafe_advice
from search_service.checks.unsafe_sound import sounds_unsafe

# None of them, nor any of their parts, is one of the sentences that the weights were fitted to.
UNSAFE = (
    "把刚弹出的那组数字念给打来电话的小姑娘",
    "余额先挪去他们提供的临时户头放一晚",
    "不用等平台，直接把钱付到卖家的私人卡上",
    "照短信末尾的网址进去，填卡号和密码",
)
SAFE = (
    "卖家让您付到私人卡上，不要付",
    "验证码只填在自己打开的页面里",
    "退款到账以后，应用会发一条通知",
    "提现前看清手续费，再输支付密码",
)


@pytest.mark.parametrize("sentence", UNSAFE)
def test_unsafe_advice_sounds_unsafe(sentence: str) -> None:
    assert sounds_unsafe(sentence)


@pytest.mark.parametrize("sentence", SAFE)
def test_what_is_safe_does_not(sentence: str) -> None:
    assert not sounds_unsafe(sentence)


@pytest.mark.parametrize("before", ["不要", "请不要", "千万别", "客服不会要您"])
@pytest.mark.parametrize("sentence", UNSAFE[:2])
def test_a_no_in_front_makes_it_a_warning(sentence: str, before: str) -> None:
    assert not sounds_unsafe(before + sentence)


def test_no_label_is_told() -> None:
    assert not sounds_unsafe("把密码给他")
    assert unsafe_advice("把密码给他")
