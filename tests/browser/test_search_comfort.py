"""Completions, recent searches, near misses, and numbers that nobody should type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Request, Route, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import MakeVisitor
from tests.browser.visitor import Visitor, expect_every_topic, send_results_page_without_hits

ARTICLE = "/refunds/how-long/"
SEARCH = "**/api/v1/search*"
SUGGEST = "**/api/v1/suggest*"
SUGGESTION = {
    "text": "退的钱什么时候能到",
    "kind": "question",
    "article_id": "R-102",
    "url": ARTICLE,
    "anchor": None,
}
PRIVATE = {
    "手机号": "13800138000",
    "银行卡号": "4111111111111111",
    "身份证号": "11010519491231002X",
}


def suggest(visitor: Visitor, *suggestions: Mapping[str, object]) -> None:
    answer = {"query": "", "suggestions": list(suggestions)}
    visitor.page.route(SUGGEST, lambda route: route.fulfill(json=answer))


def requests_with(visitor: Visitor, text: str) -> list[str]:
    """Addresses and bodies of all requests from now on that contain the text."""
    found: list[str] = []

    def note(request: Request) -> None:
        if text in unquote(request.url) + (request.post_data or ""):
            found.append(request.url)

    visitor.page.on("request", note)
    return found


def test_completions_stand_above_the_hits_and_lead_to_their_place(visitor: Visitor) -> None:
    suggest(visitor, SUGGESTION)
    visitor.open_dialog()
    visitor.search("退的钱")

    expect(visitor.suggestions).to_have_count(1)
    expect(visitor.suggestions.first).to_contain_text("常见问法")
    box, hit = visitor.suggestions.first.bounding_box(), visitor.hits.first.bounding_box()
    assert box is not None
    assert hit is not None
    assert box["y"] + box["height"] <= hit["y"]
    visitor.suggestions.first.click()
    visitor.page.wait_for_url(f"**{ARTICLE}")


def test_completions_are_plain_links_and_never_more_than_three(visitor: Visitor) -> None:
    suggest(visitor, *[SUGGESTION | {"text": f"退款问题{number}"} for number in range(8)])
    visitor.open_dialog()
    visitor.search("退款")

    expect(visitor.suggestions).to_have_count(3)
    expect(visitor.dialog.locator("[role=listbox], [role=option]")).to_have_count(0)


def test_hits_do_not_wait_for_completions(visitor: Visitor) -> None:
    visitor.page.route(SUGGEST, lambda _: None)
    visitor.open_dialog()

    visitor.field.fill("退款")

    expect(visitor.hits.first).to_be_visible(timeout=1_500)
    expect(visitor.suggestions).to_have_count(0)


def test_recent_searches_are_offered_again_and_can_be_cleared(visitor: Visitor) -> None:
    visitor.open_dialog()
    visitor.search("退款多久到账")
    visitor.hits.first.click()
    visitor.page.wait_for_load_state()

    visitor.open_dialog()
    recent = visitor.dialog.locator(".kb-recent__list a")
    expect(recent).to_have_text(["退款多久到账"])
    recent.first.click()
    expect(visitor.field).to_have_value("退款多久到账")
    expect(visitor.hits.first).to_be_visible()
    visitor.field.fill("")
    visitor.dialog.get_by_role("button", name="清除").click()

    expect(visitor.dialog.locator(".kb-recent")).to_be_hidden()
    assert visitor.page.evaluate("localStorage.getItem('kb-recent')") is None


def test_an_unsure_answer_says_so_and_offers_other_ways(visitor: Visitor) -> None:
    def unsure(route: Route) -> None:
        answer: dict[str, Any] = route.fetch().json()
        answer |= {"confidence": "low", "level": "none", "answer": None, "also_possible": []}
        route.fulfill(json=answer)

    visitor.page.route(SEARCH, unsure)
    visitor.open_dialog()
    visitor.search("退款")

    expect(visitor.dialog.get_by_text("意思最接近的是下面这几篇")).to_be_visible()
    expect_every_topic(visitor.dialog)
    send_results_page_without_hits(visitor.page)
    visitor.page.goto("/search/?q=退款")
    expect(visitor.page.get_by_text("意思最接近的是下面这几篇")).to_be_visible()
    expect(visitor.page.get_by_role("link", name="查看官方联系渠道")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/search/?q=转账"], ids=["dialog", "results page"])
def test_no_hits_still_gives_the_three_nearest_articles(visitor: Visitor, path: str) -> None:
    def nothing(route: Route) -> None:
        response = route.fetch()
        empty = {"total": 0, "hits": [], "applied": [], "categories": [], "confidence": "low"}
        route.fulfill(json=response.json() | empty)

    visitor.page.route(SEARCH, nothing)
    if path == "/":
        visitor.open_dialog()
        visitor.field.fill("转账")
        place = visitor.dialog
    else:
        send_results_page_without_hits(visitor.page)
        visitor.page.goto(path)
        place = visitor.page.locator("#kb-results")

    expect(place.get_by_text("意思最接近的是下面这几篇")).to_be_visible()
    expect(place.locator(".kb-hit")).to_have_count(3)
    expect(place.get_by_role("status")).to_contain_text("没有找到")
    expect_every_topic(place)
    expect(place.get_by_role("link", name="查看官方联系渠道")).to_be_visible()


@pytest.mark.parametrize(("name", "number"), PRIVATE.items(), ids=["phone", "card", "identity"])
def test_a_private_number_in_the_dialog_is_explained_and_sent_nowhere(
    visitor: Visitor, name: str, number: str
) -> None:
    visitor.open_dialog()
    sent = requests_with(visitor, number[:7])

    visitor.field.press_sequentially(number, delay=100)
    alert = visitor.dialog.get_by_role("alert")
    expect(alert).to_contain_text(name)
    expect(alert).to_contain_text("没有发送")
    visitor.page.keyboard.press("Enter")
    visitor.pause()

    assert sent == []
    assert number not in visitor.page.url
    if name == "手机号":  # who called may be looked up, on the device
        expect(visitor.page).to_have_url(re.compile("/tools/verify/$"))
        expect(visitor.page.locator("[data-verify-text]")).to_have_value(number)
    else:
        visitor.search("退款没到账")


@pytest.mark.parametrize("path", ["/", "/search/"], ids=["dialog", "results page"])
@pytest.mark.parametrize("link", ["www.uqianbao.vip/login", "https://uqianbao.cn.evil.test/a?b=1"])
def test_a_link_is_checked_on_the_device_and_the_rest_is_searched(
    visitor: Visitor, path: str, link: str
) -> None:
    visitor.page.goto(path)
    sent = requests_with(visitor, "evil.test" if "evil" in link else "uqianbao.vip")
    if path == "/":
        visitor.page.locator("[data-search-hero] input").click()
        place, field = visitor.dialog, visitor.field
    else:
        place = visitor.page.locator("#kb-results")
        field = place.locator("input")

    field.fill(f"{link} 退款是真的吗")
    expect(place.get_by_text("没有发送出去，只查了其余的字")).to_be_visible()
    expect(place.get_by_role("status")).to_contain_text("篇文章")
    assert all("退款是真的吗" in asked for asked in visitor.asked)
    field.press("Enter")
    visitor.page.wait_for_url("**/search/?q=*")
    assert "uqianbao" not in unquote(visitor.page.url)
    if path == "/":
        visitor.page.go_back()
        visitor.page.goto("/search/")
        place = visitor.page.locator("#kb-results")
        place.locator("input").fill(f"{link} 退款是真的吗")
    place.get_by_role("link", name="用验真查一查").click()

    expect(visitor.page.locator("[data-verify-text]")).to_have_value(f"{link} 退款是真的吗")
    expect(visitor.page.locator("[data-verify-list]")).to_contain_text("uqianbao")
    assert visitor.page.url.endswith("/tools/verify/")
    assert sent == []


@pytest.mark.parametrize("path", ["/", "/search/"], ids=["dialog", "results page"])
def test_a_message_alone_opens_its_check_when_it_is_sent_off(visitor: Visitor, path: str) -> None:
    message = "【u钱包】您的账户异常，请点 uqianbao.vip 处理"
    visitor.page.goto(path)
    sent = requests_with(visitor, "账户异常")
    if path == "/":
        visitor.open_dialog()
    field = visitor.field if path == "/" else visitor.page.locator("#kb-results input")

    field.fill(message)
    field.press("Enter")

    expect(visitor.page.locator("[data-verify-text]")).to_have_value(message)
    assert visitor.page.url.endswith("/tools/verify/")
    assert sent == []


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_asked_behind_a_message_is_answered_and_the_message_offered_to_be_checked(
    visitor: Visitor, width: int
) -> None:
    message = "【u钱包】您的账户异常，请点 uqianbao.vip 处理。"
    visitor.page.set_viewport_size({"width": width, "height": 844})
    visitor.page.goto("/")
    sent = requests_with(visitor, "账户异常")
    visitor.open_dialog()

    visitor.field.fill(f"{message}我把验证码告诉他了，怎么办")

    results = visitor.dialog
    expect(results.get_by_role("link", name="用验真查一查")).to_be_visible()
    expect(results).to_contain_text("马上改登录密码和支付密码")
    assert sent == []


def test_a_link_in_an_address_is_taken_out_of_it_and_offered_to_be_checked(
    visitor: Visitor,
) -> None:
    visitor.page.goto("/search/?q=uqianbao.vip 退款")
    results = visitor.page.locator("#kb-results")

    expect(results.get_by_role("link", name="用验真查一查")).to_be_visible()
    assert unquote(visitor.page.url).endswith("/search/?q=退款")
    assert all("uqianbao" not in asked for asked in visitor.asked)


@pytest.mark.parametrize("number", PRIVATE.values(), ids=["phone", "card", "identity"])
def test_a_private_number_on_the_results_page_is_sent_nowhere_and_the_rest_is_searched(
    visitor: Visitor, number: str
) -> None:
    visitor.page.goto("/search/")
    sent = requests_with(visitor, number[:7])
    field = visitor.page.locator("#kb-results input")

    field.fill(f"我的号码 {number}")
    results = visitor.page.locator("#kb-results")
    expect(results.get_by_text("没有发送出去，只查了其余的字")).to_be_visible()
    expect(results.get_by_role("status")).to_contain_text("篇文章")
    field.press("Enter")
    visitor.pause()

    assert sent == []
    assert number not in unquote(visitor.page.url)


def test_a_private_number_in_a_link_is_not_searched_and_leaves_the_address(
    visitor: Visitor,
) -> None:
    visitor.page.goto("/search/?q=13800138000")
    expect(visitor.page.locator("#kb-results").get_by_role("alert")).to_contain_text("手机号")

    assert visitor.asked == []
    assert visitor.page.url.endswith("/search/")


def test_the_form_of_a_page_not_found_keeps_a_private_number_too(visitor: Visitor) -> None:
    visitor.page.goto("/404.html")
    sent = requests_with(visitor, "13800138000")

    visitor.page.locator(".kb-field input").fill("13800138000")
    visitor.page.locator(".kb-field button").click()
    visitor.pause()

    expect(visitor.dialog.get_by_role("alert")).to_contain_text("手机号")
    assert sent == []


def test_coming_back_from_a_hit_finds_the_dialog_as_it_was(visitor: Visitor) -> None:
    visitor.open_dialog("/contact/")
    visitor.search("退款多久到账")
    visitor.dialog.locator(f".kb-hit a[href*='{ARTICLE}']").first.click()
    visitor.page.wait_for_url(f"**{ARTICLE}*")

    visitor.page.go_back()

    expect(visitor.dialog).to_have_attribute("open", "")
    expect(visitor.field).to_have_value("退款多久到账")
    expect(visitor.hits.first).to_be_visible()


def test_coming_back_from_a_hit_far_down_finds_the_place(phone: Visitor) -> None:
    phone.open_dialog("/contact/")
    phone.search("退款多久到账")
    hit = phone.hits.nth(5)
    hit.click()
    phone.page.wait_for_url(lambda url: "/contact/" not in url)

    phone.page.go_back()

    expect(hit).to_be_in_viewport()


def test_coming_back_to_the_results_page_restores_query_and_place(visitor: Visitor) -> None:
    visitor.page.goto("/search/?q=退款")
    hits = visitor.page.locator("#kb-results .kb-hit a")
    hits.nth(7).scroll_into_view_if_needed()
    scrolled = visitor.page.evaluate("scrollY")
    assert scrolled > 0
    hits.nth(7).click()
    visitor.page.wait_for_load_state()

    visitor.page.go_back()

    expect(visitor.page.locator("#kb-results input")).to_have_value("退款")
    expect(hits.nth(7)).to_be_in_viewport()


def test_keys_typed_while_the_search_is_still_loading_are_not_lost(visitor: Visitor) -> None:
    visitor.page.route("**/search/main.js", lambda route: _later(visitor, route))
    visitor.open_dialog()

    visitor.page.keyboard.type("退款多久")

    expect(visitor.field).to_have_value("退款多久")
    expect(visitor.hits.first).to_be_visible()
    visitor.expect_asked("退款多久")


def _later(visitor: Visitor, route: Route) -> None:
    visitor.page.wait_for_timeout(700)
    route.continue_()


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_the_states_of_the_dialog(
    make_visitor: MakeVisitor, width: int
) -> None:
    visitor = make_visitor(width)
    suggest(visitor, SUGGESTION)
    visitor.page.goto("/")
    visitor.page.evaluate("localStorage.setItem('kb-recent', '[\"退款\", \"怎么查退款进度\"]')")
    visitor.open_dialog()
    expect(visitor.dialog.locator(".kb-recent")).to_be_visible()
    found = violations(visitor.page)
    visitor.search("退的钱")
    found += violations(visitor.page)
    visitor.field.fill("13800138000")
    expect(visitor.dialog.get_by_role("alert")).to_be_visible()

    assert found + violations(visitor.page) == []


def test_many_results_come_in_pages_that_can_be_linked(visitor: Visitor) -> None:
    visitor.page.goto("/search/?q=客服")
    results = visitor.page.locator("#kb-results")
    expect(results.locator(".kb-hit").first).to_be_visible()
    first = results.locator(".kb-hit a").first.inner_text()
    expect(results.locator(".kb-hit")).to_have_count(10)

    results.get_by_role("link", name="下一页").click()
    visitor.page.wait_for_url("**page=2")
    expect(results.locator(".kb-results__pages")).to_contain_text("第 2 页")
    assert results.locator(".kb-hit a").first.inner_text() != first
    visitor.page.reload()
    expect(results.locator(".kb-results__pages")).to_contain_text("第 2 页")

    visitor.page.go_back()
    expect(results.locator(".kb-results__pages")).to_contain_text("第 1 页")
    expect(results.locator(".kb-hit a").first).to_have_text(first, use_inner_text=True)


@pytest.mark.parametrize("typed", ["95312是你们的客服吗", "4008123456打来的", "12378是什么电话"])
def test_who_asks_about_a_hotline_is_searched_for_and_offered_to_check_it(
    visitor: Visitor, typed: str
) -> None:
    visitor.page.goto("/search/")
    place = visitor.page.locator("#kb-results")
    place.locator("input").fill(typed)

    expect(place.get_by_role("status")).to_contain_text("篇文章")
    place.get_by_role("link", name="用验真查一查").click()
    visitor.page.wait_for_url("**/tools/verify/")
    expect(visitor.page.locator("textarea").first).to_have_value(typed)


def test_an_amount_is_not_offered_to_be_checked(visitor: Visitor) -> None:
    visitor.page.goto("/search/")
    place = visitor.page.locator("#kb-results")
    place.locator("input").fill("转账95000元客服能撤回吗")

    expect(place.get_by_role("status")).to_contain_text("篇文章")
    expect(place.get_by_role("link", name="用验真查一查")).to_have_count(0)
