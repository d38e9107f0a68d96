"""What is said of a password, and no password: complaints, purposes, codes of a machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.records.privacy import redact

FEELINGS = st.sampled_from(["烦死了", "快被逼疯了", "搞得头都秃了", "瓜了", "气炸了吗"])
PURPOSES = st.sampled_from(["领红包", "领奖", "买菜", "解冻", "退款"])
PHRASES = st.sampled_from(["唐老鸭", "松鼠鳜鱼", "咪咪喵", "步步高升"])
REFUSALS = st.sampled_from(["登不了", "过期了", "被人知道了", "被盗了", "不对了"])


@given(FEELINGS, st.sampled_from(("密码{}", "家人们密码又{}", "支付密码{}")))
def test_a_complaint_about_a_password_is_kept(feeling: str, telling: str) -> None:
    text = telling.format(feeling)

    assert redact(text).text == text


@given(PHRASES, REFUSALS)
def test_a_password_that_was_refused_or_lost_is_no_complaint(phrase: str, refusal: str) -> None:
    assert phrase not in redact(f"旧密码{phrase}{refusal}").text


@given(PURPOSES, st.sampled_from(("对方让我输密码{}", "骗子要密码{}", "输入支付密码{}")))
def test_what_a_password_is_asked_for_is_kept(purpose: str, telling: str) -> None:
    text = telling.format(purpose)

    assert redact(text).text == text


@given(
    st.sampled_from(["会不会吞卡", "能不能寄存", "要不要紧", "贴在冰箱上安全吗", "我爸瞎弄的"]),
    st.sampled_from(("密码{}", "支付密码{}", "登录密码{}")),
)
def test_what_is_asked_or_said_of_a_password_is_kept(said: str, telling: str) -> None:
    text = telling.format(said)

    assert redact(text).text == text


@pytest.mark.parametrize(
    "text", ["商户操作密码", "password and fingerprint", "多了一笔3280", "106811 发来的是什么"]
)
def test_what_only_looks_told_is_kept(text: str) -> None:
    assert redact(text).text == text


@given(st.from_regex("[0-9]{4}", fullmatch=True), st.sampled_from(("返回码", "响应码", "异常码")))
def test_what_a_machine_answers_is_kept(digits: str, name: str) -> None:
    assert digits in redact(f"{name}{digits}").text


@given(st.from_regex("106[1-9]{3}", fullmatch=True))
def test_a_code_is_not_taken_for_the_sender_of_messages(digits: str) -> None:
    """Senders have five, seven and more digits."""
    assert digits not in redact(f"短信里的六位{digits}").text


@given(
    st.from_regex("[b-df-hj-np-tv-z]{5,8}", fullmatch=True),
    st.sampled_from(("邮箱打成{}#qq.com了", "{}#163.com收不到")),
)
def test_a_mail_address_with_a_wrong_sign_is_withheld(name: str, telling: str) -> None:
    assert name not in redact(telling.format(name)).text


@pytest.mark.parametrize("name", ["chen xiao", "wang lei", "zhao min"])
def test_both_words_of_a_name_before_an_address_are_withheld(name: str) -> None:
    left = redact(f"邮箱{name}@foxmail.com收不到").text

    assert not any(word in left for word in name.split())
