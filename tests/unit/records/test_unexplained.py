"""Default deny: what nothing explains is withheld, whoever tells it; what is explained stays."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from search_service.records.privacy import redact
from search_service.records.privacy_rules import pattern, sound_pattern

# None has a word for a secret that the rules know.
TELLING = (
    "我按了{}它没反应", "里面写着{}", "{} 这是干嘛的", "对方非要我报{}", "页面弹出{}叫我填",
    "我跟她讲了{}", "he asked and i said {}", "屏幕上是{}，我念出来了", "{}给出去了怎么办",
)  # fmt: skip
EXPLAINING = (
    "{}元没到账", "扣了{}", "余额{}怎么提", "错误码{}", "报错 {}", "等了{}秒", "{}积分怎么换",
    "满{}可用吗", "订单号{}查不到", "第{}位排队", "{}人民币", "拨打{}没人接",
)  # fmt: skip
WRITTEN = (
    str,
    " ".join,
    "-".join,
    lambda digits: digits.translate(str.maketrans("0123456789", "零一二三四五六七八九")),
    lambda digits: digits.translate({n: n + 0xFEE0 for n in range(0x30, 0x3A)}),
    "\u200b".join,
)  # fmt: skip
CODES = st.from_regex(r"[0-9]{6}", fullmatch=True)


def seen_digits(text: str) -> str:
    """The digits that can still be read, also as Chinese numerals."""
    shown = text.translate(str.maketrans("零一二三四五六七八九", "0123456789"))
    return re.sub("[^0-9]", "", shown)


@given(CODES, st.sampled_from(TELLING), st.sampled_from(WRITTEN))
def test_six_digits_that_nothing_explains_are_withheld_whoever_tells_them(
    digits: str, telling: str, written: type[str]
) -> None:
    assume(not sound_pattern("number").match(digits))
    assume(not sound_pattern("written").match(written(digits)))

    assert seen_digits(redact(telling.format(written(digits))).text) == ""


LETTERS = "abcdefhijklmnopqrstuvwxyz"


@given(
    st.sampled_from(LETTERS + LETTERS.upper()),
    st.from_regex(r"[1-9][0-9]{2,3}", fullmatch=True),
    st.sampled_from((*WRITTEN[:2], *WRITTEN[3:5])),
    st.sampled_from((" ", "  ", "-", " - ")),
)
def test_a_code_of_the_app_typed_alone_is_looked_up_however_it_is_written(
    letter: str, digits: str, written: Callable[[str], str], gap: str
) -> None:
    text = f"{letter}{gap}{written(digits)}"

    assert redact(text).text == text


@given(st.from_regex(r"[1-9][0-9]{3}", fullmatch=True), st.sampled_from((str, WRITTEN[3])))
def test_a_code_with_its_letter_apart_is_no_secret_within_a_question_unless_it_is_told(
    digits: str, written: Callable[[str], str]
) -> None:
    assume(not sound_pattern("number").match(digits))
    code = f"e {written(digits)}"

    assert redact(f"提示{code}怎么办").text == f"提示{code}怎么办"
    assert seen_digits(redact(f"我的密码是{code}").text) == ""
    assert seen_digits(redact(f"他叫我报e {written('482913')}").text) == ""


@given(st.integers(1_000, 999_999), st.sampled_from(EXPLAINING))
def test_a_number_that_its_neighbours_explain_is_left_alone(number: int, explaining: str) -> None:
    text = explaining.format(number)

    assert redact(text).text == text


@given(
    st.from_regex(r"[a-z]{2,6}[0-9]{3,5}[a-z]{1,3}", fullmatch=True), st.sampled_from(TELLING)
)  # fmt: skip
def test_letters_and_digits_are_withheld_unless_they_name_a_device_or_an_error(
    token: str, telling: str
) -> None:
    assume(not pattern("device").match(token))
    assume(not sound_pattern("token").match(token))

    assert token not in redact(telling.format(token)).text


@pytest.mark.parametrize(
    "text",
    [
        "iPhone15Pro 打不开", "iOS17.2 闪退", "win11 装不上", "报错 0x80070005", "E1003 是什么",
        "R-102 里怎么说", "level2 怎么买", "1080p 看不清", "微信8.0.50打不开", "11/03 扣的钱",
        "400-820-8820 是真的吗", "1005", "10690 发来的短信", "等了10-15分钟", "128.5 扣多了",
    ],
)  # fmt: skip
def test_names_versions_and_numbers_of_a_question_stay(text: str) -> None:
    assert redact(text).text == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("登录密码莲雾榴莲老说错误", "莲雾榴莲"),
        ("密码忘了好像叫啄木鸟", "啄木鸟"),
        ("我忘了密码。好像是翡翠珊瑚？", "翡翠珊瑚"),
        ("密保问题是老师。我填的欧阳锋。", "欧阳锋"),
        ("密码最后两位是k7", "k7"),
        ("密码开头62后面忘了", "62"),
        ("密码是大写A小写b零零七", "零零七"),
    ],
)
def test_words_that_questions_are_not_made_of_are_withheld_beside_a_password(
    text: str, value: str
) -> None:
    assert value not in redact(text).text


@pytest.mark.parametrize(
    "text",
    [
        "密码忘了怎么办", "密码输错五次被锁多久", "密码框点不了", "密码保存在浏览器里安全吗",
        "我闺女把密码弄丢了", "密码改成新的没用", "is my password stored on the server",
        "mima zenme gai", "忘了密码，手机也丢了，怎么登录", "密码前面加感叹号行吗",
    ],
)  # fmt: skip
def test_a_question_about_a_password_is_left_alone(text: str) -> None:
    assert redact(text).text == text
