from __future__ import annotations

import json

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
