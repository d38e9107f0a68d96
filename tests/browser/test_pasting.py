"""What is pasted into the field of one line: lines below each other, and what is not seen."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor, held_back

TWO = "退款多久到账\r\n怎么注销账户"
ON_ONE_LINE = "退款多久到账；怎么注销账户"


def paste(visitor: Visitor, text: str) -> None:
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    visitor.page.keyboard.press("Control+v")


def test_questions_below_each_other_are_answered_one_by_one(visitor: Visitor) -> None:
    visitor.open_dialog()
    paste(visitor, TWO)

    expect(visitor.field).to_have_value(ON_ONE_LINE)
    expect(visitor.dialog.locator(".kb-answer__item")).to_have_count(2)
    visitor.page.keyboard.press("Control+z")
    expect(visitor.field).to_have_value("")


def test_they_are_on_the_results_page_too(visitor: Visitor) -> None:
    visitor.page.goto("/search/")
    visitor.page.locator("#kb-field-input").focus()
    paste(visitor, TWO)

    expect(visitor.page.locator("#kb-results .kb-answer__item")).to_have_count(2)
    visitor.page.goto(f"/search/?q={quote(TWO)}")
    expect(visitor.page.locator("#kb-results .kb-answer__item")).to_have_count(2)


def test_lines_pasted_before_the_search_has_come_stay_apart(visitor: Visitor) -> None:
    held = held_back(visitor, "**/search/dialog.js")
    visitor.open_dialog()
    paste(visitor, TWO)
    expect(visitor.field).to_have_value(ON_ONE_LINE)

    for one in held:
        one.continue_()
    expect(visitor.dialog.locator(".kb-answer__item")).to_have_count(2)


UNSEEN = "\u202e今天\u200b天气\ufeff怎么样"
SEEN = "今天天气怎么样"


@pytest.mark.parametrize("way", ["pasted", "typed", "asked for"])
def test_what_is_not_seen_turns_nothing_round(visitor: Visitor, way: str) -> None:
    if way == "asked for":
        visitor.page.goto(f"/search/?q={quote(UNSEEN)}")
        status = visitor.page.locator(".kb-results__status")
    else:
        visitor.open_dialog()
        if way == "pasted":
            paste(visitor, UNSEEN)
        else:
            visitor.field.fill(UNSEEN)
        status = visitor.status

    expect(status).to_have_text(f"没有找到和「{SEEN}」有关的文章")
    assert "\u202e" not in visitor.page.title()
