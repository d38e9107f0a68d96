from __future__ import annotations

import pytest

from search_service.desk.accounts import generated_password
from search_service.desk.weak_passwords import weakness


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaa", "灯" * 12, "ababababababab", "abcabcabcabc", "灯下黑灯下黑灯下黑灯下黑",
        "123456789012", "098765432109", "abcdefghijkl", "qwertyuiopasdf", "passwordpassword",
        "Password1234", "PASSWORD!123", "password2026!", "woaini1314520", "iloveyou1234",
        "ｐａｓｓｗｏｒｄ１２３４",  # noqa: RUF001 - wide
        "lamppassword",
        "lamplamp1234", "letmein!letmein?", "qwer1234asdf",
    ],
)  # fmt: skip
def test_what_others_think_of_too_is_weak(password: str) -> None:
    assert weakness(password, "lamp")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery", "灯下黑，夜里亮，旧灯照新路", "Tr0mb0ne-Giraffe-81",
        "my lamp is 40 W",
        "床前明月光疑是地上霜举头",
    ],
)  # fmt: skip
def test_what_somebody_made_up_is_not(password: str) -> None:
    assert weakness(password, "小灯") == ""


def test_what_the_program_makes_up_is_never_weak() -> None:
    assert {weakness(generated_password(), "小灯") for _ in range(300)} == {""}
