"""The results page with its hits in it, and what its script makes of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import PHONE, MakeVisitor
from tests.browser.test_search_comfort import requests_with
from tests.browser.visitor import Visitor, send_results_page_without_hits

ADDRESSES = {
    "plain": "?q=退款多久到账",
    "homophone": "?q=推款多久",
    "pinyin": "?q=tuikuan",
    "traditional": "?q=退款幾天到賬",
    "literal": "?q=推款多久&literal=true",
    "topic": "?q=退款&category=refunds",
    "last page": "?q=客服&page=2",
    "unsure": "?q=今天天气",
    "answer": "?q=信用卡退款几天",
    "all rows": "?q=退款几天",
    "definition": "?q=什么叫入账",
    "possible": "?q=订单号在哪里找",
    "tool": "?q=1月3号退款什么时候到",
    "error code": "?q=E1001",
    "symbols": "?q=退款 %26%20<b>",
    "message": "?q=" + "我换了手机号，验证码收不到，怎么办？另外提现多久到账？" * 4,
}
PARTS = "status notes filter pages help"
# Each part as text that is the same for the same elements, however they came to be.
DRAWN = """(names) => {
  const quiet = new Set(["aria-busy", "data-rendered", "tabindex"]);
  const value = ({ name, value, ownerElement }) => {
    if (name !== "href") return value;
    const url = new URL(ownerElement.href);
    return JSON.stringify([url.pathname, [...url.searchParams], url.hash]);
  };
  const draw = (node) => {
    if (node.nodeType === Node.COMMENT_NODE) return "";
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\\s*\\n\\s*/g, "");
    const attributes = [...node.attributes].filter(({ name }) => !quiet.has(name));
    const said = attributes.map((one) => ` ${one.name}=${value(one)}`).sort().join("");
    node.normalize();
    return `<${node.localName}${said}>${[...node.childNodes].map(draw).join("")}`;
  };
  const page = document.getElementById("kb-results");
  const parts = [".kb-hits", ...names.map((name) => `.kb-results__${name}`)];
  return [
    document.title,
    page.querySelector("input").value,
    ...parts.map((part) => draw(page.querySelector(part))),
  ];
}"""


def drawn(visitor: Visitor, asked: str) -> list[Any]:
    visitor.page.goto(f"/search/{asked}")
    expect(visitor.page.locator("#kb-results")).to_have_attribute("data-source", "service")
    found: list[Any] = visitor.page.evaluate(DRAWN, PARTS.split())
    return found


@pytest.mark.parametrize("asked", ADDRESSES.values(), ids=ADDRESSES)
def test_the_service_and_the_script_draw_the_same(visitor: Visitor, asked: str) -> None:
    by_service = drawn(visitor, asked)
    assert visitor.asked == []

    send_results_page_without_hits(visitor.page)
    by_script = drawn(visitor, asked)

    assert len(visitor.asked) == 1
    assert by_service == by_script


def test_an_unsure_answer_offers_other_ways_however_it_is_drawn(visitor: Visitor) -> None:
    *_, notes, _filter, _pages, help_ = drawn(visitor, ADDRESSES["unsure"])

    assert "意思最接近" in notes
    assert "按主题找" in help_


def test_the_hits_are_there_without_javascript(make_visitor: MakeVisitor) -> None:
    visitor = make_visitor(390, javascript=False)
    page = visitor.page
    page.goto("/")
    page.locator("[data-search-hero] input").fill("推款多久")
    page.locator("[data-search-hero] button").click()
    results = page.locator("#kb-results")

    expect(results.locator("input")).to_have_value("推款多久")
    expect(results.get_by_text("按「退款」查找（你输入的是「推款」）")).to_be_visible()
    expect(page.get_by_text("浏览器没有开启 JavaScript")).to_have_count(0)
    expect(results.locator(".kb-directory")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    results.get_by_role("link", name="下一页").click()
    expect(results.locator(".kb-results__pages")).to_contain_text("第 2 页")
    results.locator(".kb-results__filter a").nth(1).click()
    expect(results.locator(".kb-results__filter [aria-current]")).to_have_count(1)
    results.get_by_role("link", name="按原文查").click()
    expect(results.get_by_text("只查「推款多久」这几个字")).to_be_visible()
    results.get_by_role("link", name="恢复智能查找").click()
    results.locator(".kb-hit a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("退款多久到账")


def test_without_javascript_nothing_found_leads_to_the_directory(make_visitor: MakeVisitor) -> None:
    page = make_visitor(javascript=False).page
    page.goto("/search/?q=ψωξ")

    expect(page.get_by_text("没有找到和「ψωξ」有关的文章")).to_be_visible()
    expect(page.locator("#kb-results .kb-directory a").first).to_be_visible()


def test_a_view_chosen_before_or_after_the_script_starts_is_the_same(visitor: Visitor) -> None:
    visitor.page.route("**/search_page.js", lambda route: route.abort())
    visitor.page.goto("/search/?q=退款")
    chip = visitor.page.locator(".kb-results__filter a").nth(1)
    chosen = chip.inner_text()
    chip.click()
    visitor.page.wait_for_url("**category=*")
    expect(visitor.page.locator(".kb-results__filter [aria-current]")).to_have_text(chosen)
    early = visitor.page.url

    visitor.page.unroute("**/search_page.js")
    drawn(visitor, "?q=退款")
    visitor.page.locator(".kb-results__filter a").nth(1).click()
    expect(visitor.page.locator(".kb-results__filter [aria-current]")).to_have_text(chosen)

    assert visitor.page.url == early
    assert visitor.asked == ["退款"]


def test_what_is_typed_before_the_script_starts_is_searched_for(visitor: Visitor) -> None:
    def later(route: Route) -> None:
        visitor.page.wait_for_timeout(700)
        route.continue_()

    visitor.page.route("**/search_page.js", later)
    visitor.page.goto("/search/?q=退款")
    field = visitor.page.locator("#kb-results input")
    field.fill("忘记密码")
    field.press("Enter")

    expect(visitor.page.locator("#kb-results .kb-hit a").first).to_contain_text("密码")
    visitor.page.wait_for_url(lambda url: "忘记密码" in unquote(url))
    visitor.expect_asked("忘记密码")


def test_a_private_number_typed_over_hits_is_sent_nowhere(visitor: Visitor) -> None:
    visitor.page.goto("/search/?q=退款")
    sent = requests_with(visitor, "1380013")
    field = visitor.page.locator("#kb-results input")

    field.fill("13800138000")
    expect(visitor.page.locator("#kb-results").get_by_role("alert")).to_contain_text("手机号")
    field.press("Enter")
    visitor.page.wait_for_url("**/tools/verify/")

    assert sent == []


def test_a_hit_marks_its_words_in_the_article(visitor: Visitor) -> None:
    with visitor.page.expect_response("**/search/followed.js"):
        visitor.page.goto("/search/?q=退款多久到账")
    visitor.pause()
    visitor.page.locator("#kb-results .kb-hit a").first.click()

    expect(visitor.page.locator("main mark").first).to_be_visible()


def test_title_and_noindex_come_from_the_service(make_visitor: MakeVisitor) -> None:
    page = make_visitor(javascript=False).page
    page.goto("/search/?q=退款 <b>")

    assert page.title().startswith("退款 <b> - ")
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")


def test_a_long_word_without_a_place_to_break_makes_no_phone_wider(phone: Visitor) -> None:
    word = "a" * 150
    phone.page.goto(f"/search/?q={word}")
    phone.settle()
    assert phone.page.evaluate("document.documentElement.scrollWidth") == PHONE

    phone.open_dialog()
    phone.field.fill(word)
    expect(phone.status).to_contain_text("没有找到")
    body = phone.dialog.locator(".kb-search__body")
    assert body.evaluate("(body) => body.scrollWidth <= body.clientWidth")
    assert phone.status.evaluate("(text) => text.scrollWidth <= text.clientWidth")


def test_rows_of_an_answer_are_copied_line_by_line(phone: Visitor) -> None:
    phone.page.goto("/search/?q=退款多久到账")
    copied = phone.page.locator(".kb-answer .kb-extract").evaluate(
        "(part) => { getSelection().selectAllChildren(part); return String(getSelection()); }"
    )

    columns, *rows = copied.strip().splitlines()
    assert columns.startswith("付款方式 · 到账时间")
    assert "信用卡 1–7 个工作日" in rows
    assert len(rows) == 4
