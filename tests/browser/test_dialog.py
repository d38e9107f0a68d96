from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MakeVisitor
from tests.browser.visitor import Visitor, expect_every_topic

ARTICLE = "/refunds/how-long/"
# Letters that stand in no article and sound like nothing in one.
NONSENSE = "ψωξ"


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_the_dialog_with_the_field_focused(visitor: Visitor, key: str) -> None:
    visitor.page.goto(ARTICLE)

    visitor.page.keyboard.press(key)

    expect(visitor.dialog).to_have_attribute("open", "")
    expect(visitor.field).to_be_focused()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("page", ["dialog", "results"])
def test_what_has_not_been_reviewed_in_time_says_so(
    visitor: Visitor, width: int, page: str
) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 844})
    visitor.page.clock.set_fixed_time("2099-01-01T04:00:00Z")
    if page == "dialog":
        visitor.open_dialog()
        visitor.search("信用卡退款几天")
        place = visitor.dialog
    else:
        visitor.page.goto("/search/")
        place = visitor.page.locator("#kb-results")
        place.locator("input").fill("信用卡退款几天")

    overdue = re.compile(r"\d{4}-\d\d-\d\d 起未复核")
    expect(place.locator(".kb-answer .kb-extract")).to_contain_text(overdue)
    for shown in place.locator(".kb-hit__extract, .kb-hit__snippet").all():
        expect(shown).to_contain_text(overdue)
    badge = place.locator(".kb-answer .kb-badge").last.bounding_box()
    assert badge is not None
    assert badge["x"] + badge["width"] <= width


def test_a_slash_typed_into_the_field_is_a_slash(visitor: Visitor) -> None:
    visitor.open_dialog()

    visitor.page.keyboard.type("/")

    expect(visitor.field).to_have_value("/")


def test_the_header_button_opens_the_dialog(visitor: Visitor) -> None:
    visitor.page.goto(ARTICLE)

    visitor.page.locator("[data-search-opener] button").click()

    expect(visitor.field).to_be_focused()


@pytest.mark.parametrize("key", ["Escape", "Enter"])
def test_escape_and_the_close_button_return_the_focus_to_the_opener(
    visitor: Visitor, key: str
) -> None:
    visitor.page.goto(ARTICLE)
    opener = visitor.page.locator("[data-search-opener] button")
    opener.click()
    if key == "Enter":
        visitor.dialog.locator("[data-search-close]").focus()

    visitor.page.keyboard.press(key)

    expect(visitor.dialog).not_to_have_attribute("open", "")
    expect(opener).to_be_focused()


def test_the_empty_dialog_offers_questions_and_official_channels(visitor: Visitor) -> None:
    visitor.open_dialog()

    expect(visitor.dialog.locator(".kb-help__asked a").first).to_be_visible()
    expect(visitor.dialog.get_by_role("link", name="查看官方联系渠道")).to_be_visible()


def test_typed_text_gives_hits_from_the_service_with_marks_and_a_count(visitor: Visitor) -> None:
    visitor.open_dialog()

    visitor.search("退款多久")

    expect(visitor.dialog).to_have_attribute("data-source", "service")
    expect(visitor.dialog.locator(".kb-hit mark").first).to_be_visible()
    expect(visitor.status).to_have_text(re.compile(r"^找到答案和 \d+ 篇文章$"))
    assert visitor.errors == []


def test_arrows_walk_through_suggestions_and_hits_and_enter_opens_one(visitor: Visitor) -> None:
    visitor.open_dialog()
    visitor.search("投诉")
    links = visitor.dialog.locator(".kb-suggestion a, .kb-hit a")
    suggestions = visitor.suggestions.count()
    assert suggestions > 0
    target = links.nth(suggestions).get_attribute("href")
    assert target is not None

    for number in range(suggestions + 1):
        visitor.page.keyboard.press("ArrowDown")
        expect(links.nth(number)).to_be_focused()
    for _ in range(suggestions + 1):
        visitor.page.keyboard.press("ArrowUp")
    expect(visitor.field).to_be_focused()
    for _ in range(suggestions + 1):
        visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.press("Enter")

    visitor.page.wait_for_url(target)


def test_a_hit_lands_on_its_section(visitor: Visitor) -> None:
    visitor.open_dialog()
    visitor.search("工作日怎么算")

    visitor.dialog.locator(".kb-hit a[href*='#']").first.click()

    visitor.page.wait_for_url("**#*")
    anchor = unquote(urlsplit(visitor.page.url).fragment)
    heading = visitor.page.locator(f"[id='{anchor}']")
    expect(heading).to_be_in_viewport()
    assert heading.evaluate("element => element.tagName") in {"H2", "H3"}


def test_nothing_found_offers_wording_tips_topics_and_official_channels(visitor: Visitor) -> None:
    visitor.open_dialog()

    visitor.field.fill(NONSENSE)

    expect(visitor.status).to_contain_text("没有找到")
    expect(visitor.dialog.get_by_text("换个说法试试")).to_be_visible()
    expect_every_topic(visitor.dialog)
    expect(visitor.dialog.get_by_role("link", name="查看官方联系渠道")).to_be_visible()
    expect(visitor.hits).to_have_count(0)


LONG = (
    "客服您好！我有两个事情想咨询一下。第一个是我以前的手机号已经不用了，现在用的是新号码，"
    "怎么把账户的手机号换成新的？第二个是我上周五提现到银行卡，到现在还没有到，"
    "提现一般多久到账？麻烦您了，谢谢。"
)


def test_a_whole_message_is_answered_question_by_question(visitor: Visitor) -> None:
    visitor.open_dialog()
    visitor.field.fill((LONG * 30)[:2_000])

    card = visitor.dialog.locator(".kb-answer")
    expect(card).to_contain_text("1–3 个工作日")
    expect(card.locator(".kb-answer__item")).to_have_count(2)
    visitor.page.keyboard.press("Enter")
    results = visitor.page.locator("#kb-results")
    expect(results.locator(".kb-answer")).to_contain_text("1–3 个工作日")
    expect(results.locator(".kb-hit a").first).to_be_visible()
    assert len(visitor.page.title()) < 100
    assert visitor.errors == []


@pytest.mark.parametrize("typed", ["？？？", "😀", "13800138000"])
def test_what_cannot_be_searched_for_still_leads_on(visitor: Visitor, typed: str) -> None:
    visitor.open_dialog()
    visitor.field.fill(typed)

    expect(visitor.dialog.get_by_role("alert")).to_be_visible()
    expect(visitor.dialog.locator(".kb-help__asked a").first).to_be_visible()
    expect_every_topic(visitor.dialog)


def test_where_no_article_is_on_it_no_more_are_promised(visitor: Visitor) -> None:
    visitor.open_dialog()
    visitor.field.fill("今天天气怎么样")

    expect(visitor.status).to_contain_text("没有找到")
    expect(visitor.dialog.locator(".kb-search__more")).to_be_hidden()


def test_emptying_the_field_shows_the_start_again(visitor: Visitor) -> None:
    visitor.open_dialog()
    visitor.search("退款")

    visitor.field.fill("")

    expect(visitor.dialog.locator(".kb-help__asked a").first).to_be_visible()
    expect(visitor.hits).to_have_count(0)


def test_a_rewriting_is_told_and_the_literal_query_is_one_click_away(visitor: Visitor) -> None:
    visitor.open_dialog()
    visitor.search("退款尽度")

    note = visitor.dialog.locator(".kb-note", has_text="你输入的是")
    expect(note).to_contain_text("尽度")
    note.locator("[data-search-literal=true]").click()

    expect(visitor.dialog.locator("[data-search-literal=false]")).to_be_visible()
    expect(note).to_have_count(0)


def test_a_question_in_the_address_opens_the_dialog(visitor: Visitor) -> None:
    visitor.page.goto(f"{ARTICLE}?q=验证码")

    expect(visitor.field).to_have_value("验证码")
    expect(visitor.hits.first).to_be_visible()


PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>退款",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)//退款",
    "退款<mark>多久</mark>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_a_query_is_shown_as_text(visitor: Visitor, payload: str) -> None:
    visitor.open_dialog()
    nodes = "document.querySelectorAll('img[src=x], script:not([src]), svg[onload]').length"
    before = visitor.page.evaluate(nodes)

    visitor.field.fill(payload)
    visitor.pause()
    visitor.page.goto(f"/search/?q={payload}")
    visitor.pause()

    assert visitor.alerts == []
    assert visitor.page.evaluate(nodes) == before
    assert all("<" not in mark for mark in visitor.page.locator("mark").all_inner_texts())


def test_markup_that_is_echoed_stays_text(visitor: Visitor) -> None:
    visitor.open_dialog()

    visitor.field.fill("<ψωξ>")

    expect(visitor.status).to_contain_text("「<ψωξ>」")
    expect(visitor.status.locator("*")).to_have_count(0)


def test_on_a_phone_held_sideways_every_hit_can_be_scrolled_to(make_visitor: MakeVisitor) -> None:
    visitor = make_visitor(844)
    visitor.page.set_viewport_size({"width": 844, "height": 390})
    visitor.open_dialog()
    visitor.search("我被骗了")

    last = visitor.dialog.locator(".kb-hit").last
    last.scroll_into_view_if_needed()
    assert last.evaluate(
        "(hit) => { const { top, left } = hit.getBoundingClientRect();"
        " return hit.contains(document.elementFromPoint(left + 20, top + 20)); }"
    )


def test_a_browser_without_modal_dialogs_gets_the_results_page(visitor: Visitor) -> None:
    visitor.page.add_init_script("delete HTMLDialogElement.prototype.showModal")
    visitor.page.goto("/")
    field = visitor.page.locator("#kb-hero-input")
    field.fill("tuikuan 13800138000")
    field.press("Enter")
    visitor.page.wait_for_url("**/search/?q=tuikuan")
    expect(visitor.page.locator(".kb-hit").first).to_be_visible()

    visitor.page.goto("/refunds/how-long/")
    visitor.page.locator(".kb-opener__button").click()
    visitor.page.wait_for_url("**/search/")
    assert visitor.errors == []


def test_a_search_that_is_long_in_coming_says_so_and_leads_on(visitor: Visitor) -> None:
    visitor.page.route("**/search/dialog.js", lambda _: None)
    visitor.open_dialog()

    expect(visitor.status).to_have_text("正在载入搜索，可以先打字，也可以先看下面。")
    expect_every_topic(visitor.dialog)
