from __future__ import annotations

import json
import re

import pytest

from search_service.records.privacy import redact, redact_query, without_private
from tests.builders import ROOT

CASES = json.loads((ROOT / "tests" / "javascript" / "withheld.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_links_and_messages_are_withheld_and_the_rest_is_searched(case: dict[str, str]) -> None:
    assert without_private(case["text"]) == case["rest"]


def test_a_logged_query_says_that_a_link_was_there_and_not_which() -> None:
    assert redact_query("https://lamp.example/x 打不开").text == "【链接已隐去】 打不开"
    assert redact_query("【萤火灯铺】您的账户异常，请尽快处理").text == "【短信已隐去】"


def test_feedback_keeps_its_links() -> None:
    assert redact("https://lamp.example/x 打不开").text == "https://lamp.example/x 打不开"


def test_what_is_secret_stays_so_behind_a_message_and_before_it() -> None:
    """What somebody asks around a message is searched for; no secret in it is."""
    folder = ROOT / "tests" / "javascript"
    texts = json.loads((folder / "private_texts.json").read_text(encoding="utf-8"))[::7]
    message = "【萤火灯铺】您的账户存在异常，请尽快核实。"
    searched, shown = 0, []
    for case in texts:
        alone = without_private(case["text"])
        for pasted in (f"{message}{case['text']}", f"{case['text']} {message}"):
            rest = without_private(pasted)
            searched += bool(rest)
            assert "请尽快核实" not in rest
            leaked = [secret for _, secret in case["finds"] if secret in rest]
            if any(len(one) > 3 and one not in alone for one in leaked):
                shown.append(pasted)

    assert searched > 50
    assert shown == []


@pytest.mark.parametrize("what", ["我家狗的名字", "兔子的名字", "芝麻开门", "海阔天空"])
@pytest.mark.parametrize("said", ["密码是huajuan，", "我忘了密码。", "支付密码登不上；"])
@pytest.mark.parametrize(
    "behind",
    [
        "", "。登不上", "，登不上", " 登不上怎么办", "  为什么一直提示错误", "\n登不上怎么办",
        "【萤火灯铺】您的账户存在异常，请尽快核实。", " 【萤火灯铺】您的账户存在异常，请尽快核实。",
        "（登不上了怎么办）", "——登不上了怎么办", "😭登不上了怎么办", "” 登不上怎么办",
    ],
)  # fmt: skip
def test_a_clause_that_is_withheld_alone_is_withheld_whatever_stands_behind_a_pause(
    said: str, what: str, behind: str
) -> None:
    assert what not in without_private(f"{said}{what}{behind}")


def test_what_is_said_behind_a_pause_makes_nothing_private_that_was_harmless() -> None:
    folder = ROOT / "tests" / "secret_sentences"
    texts = [
        text
        for file in sorted(folder.glob("*_innocent.txt"))
        for text in file.read_text(encoding="utf-8").splitlines()
        if re.search("密码.*[，。；？]", text) and "[" not in text and not redact(text).kinds
    ]
    made = [text for text in texts if redact(f"{text} 怎么办").kinds]

    assert len(texts) > 50
    assert made == []


def test_a_message_hides_as_much_as_before_where_nobody_asks_around_it() -> None:
    for text in ("您好，", "尊敬的客户，", "通知：", ""):
        for end in ("。", "，详询官网。", " 点击 lamp.top 领取"):
            pasted = f"【萤火灯铺】{text}您的积分即将到期，请尽快兑换{end}"
            assert without_private(pasted) == ""
