"""Values that are told in a way of their own, and words that no question goes on with."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from search_service.records.ordinary_words import is_ordinary
from search_service.records.privacy import redact
from search_service.records.privacy_rules import pattern, rules

WORDS = st.sampled_from(
    ["velvet", "orbit", "turtle", "quiver", "lantern", "pebble", "walnut", "harbor", "acorn"]
)
NAMES = st.sampled_from(["赵桂芬", "爱新觉罗", "桑塔纳", "佳木斯", "欧阳霞", "旺财", "朝阳路"])


@given(st.from_regex(r"[0-9]{3}", fullmatch=True), st.sampled_from(("", " ", "是", "那三个字 ")))
def test_three_digits_of_a_card_are_withheld_behind_any_name_of_the_place(
    digits: str, between: str
) -> None:
    for place in ("卡背面", "信用卡末三码", "卡后头", "安全码", "反面"):
        assert digits not in redact(f"{place}{between}{digits}能说吗").text


@given(WORDS, st.sampled_from(("第三个词{}不认", "第七个是{}", "恢复短语第4个词 {} 不识别")))
def test_a_single_word_that_restores_a_wallet_is_withheld(word: str, telling: str) -> None:
    assume(not is_ordinary(word))

    assert word not in redact(telling.format(word)).text


@given(st.lists(WORDS, min_size=2, max_size=5, unique=True), st.sampled_from((" ", ",", "、")))
def test_words_that_restore_a_wallet_are_withheld_however_few(words: list[str], sign: str) -> None:
    text = redact(f"助记词抄的是{sign.join(words)}导不进去").text

    assert not any(word in text for word in words)


@given(NAMES, st.sampled_from(("密保问题宠物叫{}不对", "妈妈的名字填了{}说错", "答案我记得是{}")))
def test_the_answer_to_a_security_question_is_withheld(name: str, telling: str) -> None:
    assert name not in redact(telling.format(name)).text


@given(st.from_regex(r"[a-df-z]{5,9}[0-9]", fullmatch=True))
def test_a_word_with_one_digit_is_withheld_where_somebody_signs_in(token: str) -> None:
    letters = token[:-1]
    assume(not is_ordinary(letters) and letters not in rules()["stop_words"])
    assume(not pattern("device").match(letters) and not pattern("known_latin").match(letters))
    assume(not re.search(r"mm|pin|pw|otp|cv[vcn]|pass|code|mima|zjc", letters))

    assert token not in redact(f"{token}登不上").text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("otp six six one nine zero two", "nine"),
        ("yan zheng ma yi er san si wu liu", "san si"),
        ("mima jiushi wo ai zhong guo", "zhong guo"),
        ("手势画的是从左上到右下再拐上去", "左上"),
        ("密码就是没有密码这四个字", "没有密码"),
        ("会议号882 190 334", "334"),
        ("密码用手机尾号7731", "7731"),
        ("锁屏2846家里人知道", "2846"),
        ("码771", "771"),
        ("邮箱zhang点san艾特qq点com", "zhang"),
        ("密码E2046登录不了", "E2046"),
        ("token=eyJhbGciOiJIUzI1NiJ9.abc123.XYz", "eyJ"),
        ("我告诉他密码春暖花开了", "春暖花开"),
        ("密码是再来一次", "再来一次"),
        ("密码六六大顺", "六六大顺"),
    ],
)
def test_what_is_told_in_a_way_of_its_own_is_withheld(text: str, value: str) -> None:
    assert value not in redact(text).text


@pytest.mark.parametrize(
    "text",
    [
        "密码 E1003", "验证码 E2003", "E2001登不上", "区号0571", "ip地址192.168.1.1",
        "缓存2.3gb怎么清", "订单号尾数8842退款没到", "流水号后四位3321查不到", "还差1250",
        "华为p60密码框不显示", "vivo x100s pro", "wechat登不上", "验证码10086能收到",
        "助记词忘了第三个", "助记词多一个词", "安全问题是什么来着", "老公名字绑的卡",
        "妈妈的名字写错了能改吗", "mima zenme gai", "mima bu dui", "zhujici shi shenme",
        "卡背面三位数是什么", "密码锁定24小时", "第三个词是什么意思", "手势密码至少连4个点",
        "密码设成六个一样的数字安全吗", "密码是我老公设的他不在", "密码管理器能填吗",
    ],
)  # fmt: skip
def test_questions_about_the_same_stay(text: str) -> None:
    assert redact(text).text == text
