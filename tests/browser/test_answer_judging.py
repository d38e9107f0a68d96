"""Saying whether the answer above the hits is the one that was wanted."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import MakeVisitor

RECORDED = {"status": "recorded"}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scripted", [False, True], ids=["results page", "dialog"])
def test_an_answer_is_judged_by_one_tap(
    make_visitor: MakeVisitor, width: int, *, scripted: bool
) -> None:
    page = make_visitor(width).page
    sent: list[object] = []

    def feedback(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or ""))
        route.fulfill(status=201, json=RECORDED)

    page.route("**/api/v1/feedback", feedback)
    if scripted:
        page.goto("/")
        page.keyboard.press("/")
        page.locator("dialog input").fill("信用卡退款几天")
    else:
        page.goto("/search/?q=信用卡退款几天")
    card = page.locator("dialog .kb-answer" if scripted else "#kb-results .kb-answer")
    card.get_by_role("button", name="不是").click()

    expect(card.get_by_role("status")).to_have_text("谢谢，已经记下。")
    expect(card.get_by_role("button")).to_have_count(0)
    assert sent == [
        {"article_id": "R-102", "helpful": False, "reason": "not_found", "comment": None}
    ]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_the_glossary_explains_is_not_judged(make_visitor: MakeVisitor) -> None:
    page = make_visitor(390).page
    page.goto("/search/?q=什么叫入账")

    expect(page.locator("#kb-results .kb-answer")).to_be_visible()
    expect(page.locator(".kb-answer__judge")).to_have_count(0)


def test_each_of_two_answers_is_judged_for_itself(make_visitor: MakeVisitor) -> None:
    page = make_visitor(390).page
    sent: list[object] = []

    def feedback(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "")["article_id"])
        route.fulfill(status=201, json=RECORDED)

    page.route("**/api/v1/feedback", feedback)
    page.goto("/search/?q=退款几天到账，还有怎么改手机号")
    second = page.locator("#kb-results .kb-answer__item").nth(1)
    second.get_by_role("group", name="A-107").get_by_role("button", name="这就是我要的").click()

    expect(second.get_by_role("status")).to_have_text("谢谢，已经记下。")
    expect(page.locator("#kb-results .kb-answer").get_by_role("button")).to_have_count(2)
    assert sent == ["A-107"]
