"""What an article can do besides being read: opinions, copying, marked words."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import MakeVisitor
from tests.browser.visitor import Visitor

ARTICLE = "/refunds/how-long/"
FEEDBACK = "**/api/v1/feedback"


class Received:
    """A feedback service that answers with one status and notes what it was sent."""

    def __init__(self, visitor: Visitor, status: int = 201) -> None:
        self.status = status
        self.bodies: list[dict[str, object]] = []
        self.keys: list[str] = []
        visitor.page.route(FEEDBACK, self._answer)

    def _answer(self, route: Route) -> None:
        if not self.status:
            route.abort("internetdisconnected")
            return
        headers = route.request.headers
        assert headers["x-kb-request"] == "1"
        assert headers["content-type"] == "application/json"
        self.keys.append(headers["idempotency-key"])
        self.bodies.append(json.loads(route.request.post_data or ""))
        route.fulfill(status=self.status, json={"status": "recorded", "detail": "请稍后再试。"})


def open_feedback(visitor: Visitor) -> Locator:
    visitor.page.goto(ARTICLE)
    return visitor.page.locator("[data-feedback]")


def complain(section: Locator, reason: str = "看不明白", comment: str = "") -> None:
    section.get_by_role("button", name="没帮助").click()
    section.get_by_label(reason).check()
    section.get_by_role("textbox").fill(comment)
    section.get_by_role("button", name="提交").click()


def test_helpful_is_one_click_and_is_thanked_for(visitor: Visitor) -> None:
    received = Received(visitor)
    section = open_feedback(visitor)

    section.get_by_role("button", name="有帮助").click()

    expect(section.get_by_role("status")).to_have_text("谢谢，已经记下。")
    assert received.bodies == [
        {"article_id": "R-102", "helpful": True, "reason": None, "comment": None}
    ]
    expect(section.get_by_role("button", name="有帮助")).to_be_hidden()


def test_unhelpful_asks_why_before_anything_is_sent(visitor: Visitor) -> None:
    received = Received(visitor)
    section = open_feedback(visitor)

    section.get_by_role("button", name="没帮助").click()
    expect(section.get_by_label("看不明白")).to_be_visible()
    visitor.pause()
    assert received.bodies == []
    section.get_by_label("看不明白").check()
    section.get_by_role("textbox").fill(" 没说信用卡 ")
    section.get_by_role("button", name="提交").click()

    expect(section.get_by_role("status")).to_have_text("谢谢，已经记下。")
    assert received.bodies == [
        {"article_id": "R-102", "helpful": False, "reason": "unclear", "comment": "没说信用卡"}
    ]


def test_the_keyboard_is_enough_to_give_an_opinion(visitor: Visitor) -> None:
    received = Received(visitor)
    section = open_feedback(visitor)

    section.get_by_role("button", name="没帮助").focus()
    visitor.page.keyboard.press("Enter")
    expect(section.get_by_label("没有要找的答案")).to_be_focused()
    for key in ("Space", "ArrowDown", "Tab", "Tab", "Enter"):
        visitor.page.keyboard.press(key)

    expect(section.get_by_role("status")).to_be_focused()
    assert [body["reason"] for body in received.bodies] == ["unclear"]


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("13800138000", "手机号"),
        ("4111 1111 1111 1111", "银行卡号"),
        ("11010519491231002X", "身份证号"),
    ],
)
def test_a_private_number_is_warned_about_and_not_sent(
    visitor: Visitor, number: str, name: str
) -> None:
    received = Received(visitor)
    section = open_feedback(visitor)

    complain(section, comment=f"请联系 {number}")

    expect(section.get_by_role("alert")).to_contain_text(name)
    expect(section.get_by_role("textbox")).to_be_focused()
    assert received.bodies == []
    section.get_by_role("textbox").fill("请写清楚")
    expect(section.get_by_role("alert")).to_have_text("")
    section.get_by_role("button", name="提交").click()
    expect(section.get_by_role("status")).to_have_text("谢谢，已经记下。")


@pytest.mark.parametrize("status", [0, 429, 503])
def test_an_opinion_that_cannot_be_sent_is_kept_and_sent_on_the_next_page(
    visitor: Visitor, status: int
) -> None:
    received = Received(visitor, status)
    section = open_feedback(visitor)
    complain(section)
    expect(section.get_by_role("status")).to_contain_text("已存在这台设备上")

    received.status = 201
    received.keys.clear()
    received.bodies.clear()
    with visitor.page.expect_response(FEEDBACK):
        visitor.page.goto("/")
    visitor.pause()
    visitor.page.goto("/refunds/")
    visitor.pause()

    assert [body["article_id"] for body in received.bodies] == ["R-102"]
    assert visitor.page.evaluate("localStorage.getItem('kb-feedback')") is None


def test_a_kept_opinion_is_sent_when_the_network_returns(visitor: Visitor) -> None:
    received = Received(visitor, 0)
    section = open_feedback(visitor)
    section.get_by_role("button", name="有帮助").click()
    expect(section.get_by_role("status")).to_contain_text("已存在这台设备上")

    received.status = 201
    with visitor.page.expect_response(FEEDBACK):
        visitor.page.evaluate("window.dispatchEvent(new Event('online'))")

    assert len(received.bodies) == 1


def test_a_refused_opinion_is_told_in_the_services_words(visitor: Visitor) -> None:
    Received(visitor, 422)
    section = open_feedback(visitor)

    complain(section)

    expect(section.get_by_role("status")).to_have_text("没有记下：请稍后再试。")
    expect(section.get_by_role("button", name="提交")).to_be_visible()


def test_the_code_and_the_address_of_a_section_are_copied(visitor: Visitor) -> None:
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.page.goto(ARTICLE)

    visitor.page.get_by_role("button", name="复制编号 R-102").click()
    expect(visitor.page.locator(".kb-toast")).to_have_text("已复制编号 R-102")
    assert visitor.page.evaluate("navigator.clipboard.readText()") == "R-102"

    heading = visitor.page.locator("h2", has_text="工作日怎么算")
    heading.hover()
    heading.locator(".headerlink").click()
    expect(visitor.page.locator(".kb-toast")).to_have_text("已复制本节链接")
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert unquote(copied).endswith(f"{ARTICLE}#工作日怎么算")
    assert visitor.page.url == copied


def follow_hit(visitor: Visitor, query: str) -> None:
    visitor.open_dialog()
    visitor.search(query)
    visitor.dialog.locator(f".kb-hit a[href*='{ARTICLE}']").first.click()
    visitor.page.wait_for_url(f"**{ARTICLE}*")


def test_the_words_that_led_here_are_marked_in_the_section_until_escape(visitor: Visitor) -> None:
    follow_hit(visitor, "工作日怎么算")

    marks = visitor.page.locator("mark.kb-found")
    expect(marks.first).to_be_visible()
    assert "工作日" in "".join(marks.all_inner_texts())
    outside = visitor.page.locator("h2", has_text="还没解决").locator("xpath=following::mark")
    expect(outside).to_have_count(0)
    text = visitor.page.locator(".kb-article__body").inner_text()
    visitor.page.keyboard.press("Escape")

    expect(marks).to_have_count(0)
    expect(visitor.page.locator(".kb-marks")).to_have_count(0)
    assert visitor.page.locator(".kb-article__body").inner_text() == text


def test_the_button_takes_the_marks_back_and_a_reload_brings_none(visitor: Visitor) -> None:
    follow_hit(visitor, "退款多久到账")
    visitor.page.get_by_role("button", name="清除标记").click()
    expect(visitor.page.locator("mark.kb-found")).to_have_count(0)

    visitor.page.reload()
    visitor.pause()

    expect(visitor.page.locator("mark.kb-found")).to_have_count(0)


def test_marks_move_nothing(visitor: Visitor) -> None:
    visitor.page.goto(ARTICLE)
    measure = "[...document.querySelectorAll('.kb-prose h2')].map(h => h.offsetTop)"
    plain = visitor.page.evaluate(measure)
    follow_hit(visitor, "退款多久到账")
    expect(visitor.page.locator("mark.kb-found").first).to_be_visible()

    assert visitor.page.evaluate(measure) == plain


def test_a_hit_on_the_page_that_is_open_is_marked_too(visitor: Visitor) -> None:
    visitor.open_dialog(ARTICLE)
    visitor.search("工作日怎么算")

    visitor.dialog.locator(f".kb-hit a[href*='{ARTICLE}']").first.click()

    expect(visitor.dialog).not_to_have_attribute("open", "")
    expect(visitor.page.locator("mark.kb-found").first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_an_open_form_and_marked_words(
    make_visitor: MakeVisitor, width: int
) -> None:
    visitor = make_visitor(width)
    follow_hit(visitor, "退款多久到账")
    section = visitor.page.locator("[data-feedback]")
    section.get_by_role("button", name="没帮助").click()
    section.get_by_role("textbox").fill("电话 13800138000")
    expect(section.get_by_role("alert")).not_to_have_text("")

    assert violations(visitor.page) == []


def test_without_javascript_nothing_is_offered_that_could_not_work(
    make_visitor: MakeVisitor,
) -> None:
    page = make_visitor(javascript=False).page
    page.goto(ARTICLE)

    expect(page.locator("[data-feedback]")).to_be_hidden()
    expect(page.locator("[data-copy]")).to_be_hidden()
    expect(page.locator(".kb-appearance").first).to_be_hidden()
    expect(page.get_by_role("heading", name="还没解决？")).to_be_visible()
