"""Characters taken for each other, in sentences that hold them and in sound ones."""

from __future__ import annotations

import pytest

from search_service.analysis.chains import Analyser
from search_service.checks.confused_signs import confused_signs
from search_service.checks.mistyped_terms import TermSounds

WRONG = {
    "商家己经同意。": ("己", "已"),
    "看完说明在申请一次。": ("在", "再"),
    "先看订单，在找商家。": ("在", "再"),
    "钱再银行那边。": ("再", "在"),
    "订单做废了。": ("做", "作"),
    "截图要象这样清楚。": ("象", "像"),
    "先看清对像再付。": ("像", "象"),
    "既便拒绝，也能再申请。": ("既", "即"),
    "即要写编号，也要写时间。": ("即", "既"),
    "退款已原路退回，钱以到账。": ("以", "已"),
    "请仔细的核对单号。": ("的", "地"),
    "写的清楚，查得就快。": ("的", "得"),
    "对一对帐。": ("帐", "账"),
    "请稍侯。": ("侯", "候"),
    "拔打电话。": ("拔", "拨"),
    "等商家按排退货。": ("按", "安"),
    "查寻单号。": ("寻", "询"),
    "退货必需完好。": ("需", "须"),
    "帮定一张卡。": ("帮", "绑"),
}
SOUND = [
    "他自己在试用新手机。",
    "在申请退款的页面里，点「售后」。",
    "先看订单，在订单详情里点「退款」。",
    "以到账时间为准，退款以原路退回为准。",
    "既可以找商家，也可以找平台。",
    "立即要做的，是保存截图，即使被拒绝也一样。",
    "对象、现象、气象、印象和图像都没有写错。",
    "知己知彼，先弄清自己的钱在哪里。",
    "写的不是订单号，是交易单号。",
    "详细的说明在订单里。",
    "按排列顺序核对，寻找订单号，反应慢就重启。",
    "等候叫号，帮定期存款的老人查一下。",
    "帐篷不能退。",
    "修复后在重新加载配置前运行它。",
    "根据业务需要选择，业务需求由商家定。",
]
TERMS = ("收款码", "验证码", "退款", "手续费", "实名认证", "机型", "忙线", "绑定")
MISTYPED = {"验证玛": "验证码", "手续废": "手续费", "实明认证": "实名认证", "退宽": "退款"}


@pytest.mark.parametrize(("sentence", "signs"), WRONG.items())
def test_a_character_taken_for_another_is_named(sentence: str, signs: tuple[str, str]) -> None:
    assert [(one.wrong, one.right) for one in confused_signs(sentence)] == [signs]


@pytest.mark.parametrize("sentence", SOUND)
def test_the_same_characters_in_sound_words_are_silent(sentence: str) -> None:
    assert [*confused_signs(sentence)] == []


@pytest.mark.parametrize(("typed", "term"), MISTYPED.items())
def test_a_term_that_is_mistyped_by_its_sound_is_named(
    shop_analyser: Analyser, typed: str, term: str
) -> None:
    sentence = f"先看{typed}的说明。"

    assert [*TermSounds(TERMS).mistyped(sentence, shop_analyser.segmenter)] == [(typed, term)]


@pytest.mark.parametrize(
    "sentence", ["别的手机行不行？", "能付款吗？", "退款到了，验证码别给人。", "据报道有人误转。"]
)
def test_words_that_only_meet_by_chance_are_no_term(shop_analyser: Analyser, sentence: str) -> None:
    assert [*TermSounds(TERMS).mistyped(sentence, shop_analyser.segmenter)] == []
