"""What only a swindler asks for is found in any words, and what warns of it is left alone.

The first and the second list of each were written before the rule was, and run once; of the first
twenty the rule then found one, of the second twelve, written after it was mended, all.
"""

from __future__ import annotations

import pytest

from search_service.checks.unsafe_advice import unsafe_advice

ADVICE = [
    "需要核对时，把短信里那六位数字念给客服。",
    "把刚收到的四位数发给坐席，他会帮你办。",
    "请将手机收到的数字串转给工作人员。",
    "担心余额不安全，先把钱挪到客服指定的账号里放着。",
    "把余额先打到专员给的账户，查清后再退。",
    "为了保护资金，请把钱转进指定账户。",
    "按客服的提示打开会议软件，让他看着你的屏幕操作。",
    "下载会议软件，进入客服的会议室。",
    "打开投屏，让坐席看你怎么操作。",
    "点客服发来的链接，登录后就能退款。",
    "扫客服发来的二维码，按提示输入支付密码。",
    "先交保证金，审核通过后退回。",
    "缴纳解冻费后，账户当天恢复。",
    "把身份证正反面照片发到这个微信。",
    "退款要先刷流水，按客服说的借款再还。",
    "短信里的五位数报给客服就行。",
    "请把弹出的6位数字告诉工作人员。",
    "把存款先汇到他提供的账号里保管。",
    "请把余额划进专员发来的卡。",
    "加入视频会议，客服一步步教你。",
    "由客服控制你的手机来处理。",
    "先付88元验证账户，随后返还。",
    "交解冻金后三十分钟恢复使用。",
    "扫一下他给的二维码就能领钱。",
    "把身份证拍照发到群里登记。",
    "按专员的要求去贷款，把额度提出来。",
    "刷流水满三笔就能提现。",
    "看不懂就把手机交给店员操作付款。",
]
NO_ADVICE = [
    "短信里那六位数字，谁要都不给。",
    "钱转到对方账户以后，马上报警。",
    "客服不会让你把钱转到指定账户。",
    "有人让你打开会议软件，先挂断。",
    "把订单截图发给客服核对。",
    "别人发来的链接不要点。",
    "保证金要先问清楚退不退。",
    "客服发来的链接，先用验真工具查。",
    "到银行柜台把钱转到本人账户。",
    "让家人看着你操作，更放心。",
    "解冻不收费，要交费的都是骗子。",
    "骗子会说把钱转到他给的账户。",
    "把短信里的退款单号告诉客服。",
    "报手机号后四位给坐席核对。",
    "退款会退到你指定的银行卡。",
    "会议费的发票在账单里开。",
    "付款88元以后，在账单里能看到。",
    "扫商家的二维码付款。",
    "按客服说的步骤查流水。",
    "坐席会看到你的付款记录。",
]
# FIXME: of the first twenty these are not found; the words that excuse others excuse them too.
MISSED = [
    "先转一元到对方账户验证身份。",
    "先把银行卡余额清零，再联系客服。",
]


@pytest.mark.parametrize("text", ADVICE)
def test_what_only_a_swindler_asks_for_is_found_in_other_words(text: str) -> None:
    assert unsafe_advice(text)


@pytest.mark.parametrize("text", NO_ADVICE)
def test_a_warning_or_an_ordinary_step_is_no_such_advice(text: str) -> None:
    assert unsafe_advice(text) is None


@pytest.mark.parametrize("text", MISSED)
def test_some_advice_is_not_found(text: str) -> None:
    assert unsafe_advice(text) is None
