"""The guided tools on a phone: the refund estimator, the guide, and what holds of every one."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.accessibility import violations_in_each_look
from tests.browser.conftest import PHONE, WIDE, MakeVisitor
from tests.browser.visitor import WORKER_READY, Visitor, opened_tool

CARD_NUMBER = "4111 1111 1111 1111"
STATES = {
    "estimator, two readings": "/tools/refund-date/?date=2026-02-14&method=debit_card",
    "estimator, unknown year": "/tools/refund-date/?date=2026-12-30&method=credit_card",
    "guide, choice of trees": "/tools/guide/",
    "guide, a question": "/tools/guide/?tree=payment-failed&path=message",
    "guide, an outcome": "/tools/guide/?tree=unknown-caller&path=asked.hang-up",
    "cards": "/tools/cards/?card=complaint",
}


@pytest.mark.parametrize("path", STATES.values(), ids=STATES)
def test_axe_finds_nothing_in_a_tool_and_large_text_makes_none_wider_than_a_phone(
    make_visitor: MakeVisitor, path: str
) -> None:
    visitor = make_visitor(PHONE)
    tool = opened_tool(visitor, path)
    if "cards" in path:
        tool.get_by_label("订单号").fill(CARD_NUMBER)
        expect(tool.locator("#kb-card-order_number-warning")).to_contain_text("银行卡号")

    assert violations_in_each_look(visitor, (PHONE, WIDE), (PHONE,)) == {}
    assert visitor.errors == []


def test_tools_that_were_never_opened_work_offline(make_visitor: MakeVisitor) -> None:
    visitor = make_visitor(PHONE, service_worker=True)
    visitor.page.goto("/")
    visitor.page.evaluate(WORKER_READY)
    visitor.page.context.set_offline(offline=True)

    tool = opened_tool(visitor, "/tools/refund-date/?date=2026-03-06&method=debit_card")
    expect(tool.locator(".kb-refund__span")).to_contain_text("3月9日（周一） 到 3月13日（周五）")
    tool = opened_tool(visitor, "/tools/guide/?tree=no-code&path=wrong")
    expect(ask(tool)).to_have_text("用最新的一条")
    tool = opened_tool(visitor, "/tools/cards/?card=fault")
    expect(tool.get_by_label("机型")).to_be_visible()


def test_the_estimator_shows_both_readings_and_what_they_rest_on(phone: Visitor) -> None:
    tool = opened_tool(phone, STATES["estimator, two readings"])

    first, second = tool.locator(".kb-refund__reading").all()
    expect(first).to_contain_text("2月24日（周二） 到 2月28日（周六）")
    expect(second).to_contain_text("2月24日（周二） 到 3月2日（周一）")
    expect(first).to_contain_text("示例，待核实")
    expect(tool.locator("[data-refund-facts]")).to_contain_text("chinesecalendar")
    expect(tool.locator("[data-refund-facts]")).to_contain_text("出处：官方未公布。")


def test_the_estimator_does_not_guess_a_year_without_data(phone: Visitor) -> None:
    tool = opened_tool(phone, STATES["estimator, unknown year"])

    expect(tool).to_contain_text("最早 12月31日（周四），最晚算不出")
    expect(tool).to_contain_text("2027 年的放假安排还没有公布")
    expect(tool.get_by_role("button", name="存一个提醒")).to_be_hidden()


def test_the_estimator_keeps_what_was_chosen_in_the_address(phone: Visitor) -> None:
    tool = opened_tool(phone, "/tools/refund-date/")
    tool.get_by_label("哪天确认退款的").fill("2026-03-06")
    tool.get_by_label("当初怎么付的").select_option("credit_card")

    assert phone.page.url.endswith("?date=2026-03-06&method=credit_card")
    phone.page.reload()
    expect(tool.locator(".kb-refund__span")).to_contain_text("3月9日（周一） 到 3月17日（周二）")


def test_the_reminder_is_an_event_on_the_last_day(make_visitor: MakeVisitor) -> None:
    visitor = make_visitor(PHONE)
    visitor.page.clock.set_fixed_time("2026-03-06T04:00:00Z")
    tool = opened_tool(visitor, "/tools/refund-date/?date=2026-03-06&method=debit_card")

    with visitor.page.expect_download() as downloading:
        tool.get_by_role("button", name="存一个提醒").click()

    saved = Path(downloading.value.path()).read_bytes().decode()
    assert downloading.value.suggested_filename == "退款提醒-2026-03-13.ics"
    assert "DTSTART;VALUE=DATE:20260313\r\n" in saved
    assert "UID:refund-debit_card-2026-03-06@help-centre\r\n" in saved


def ask(tool: Locator) -> Locator:
    """The question that is asked, or the title of the outcome."""
    return tool.locator("[data-guide-ask]")


def test_the_guide_leads_by_answers_to_what_to_do_now(phone: Visitor) -> None:
    tool = opened_tool(phone, "/tools/guide/")
    tool.get_by_role("button", name="接到自称客服的电话").click()
    expect(ask(tool)).to_be_focused()
    tool.get_by_role("button", name="还在通话").click()
    tool.get_by_role("button", name="要了其中一样").click()

    expect(ask(tool)).to_have_text("马上挂断，是诈骗")
    expect(ask(tool)).to_be_focused()
    expect(tool.get_by_role("link", name="96110")).to_have_attribute("href", "tel:96110")
    assert phone.page.url.endswith("?tree=unknown-caller&path=asked.hang-up")
    tool.get_by_role("link", name="接到自称客服的电话怎么办").click()
    phone.page.wait_for_url("**/safety/unknown-caller/")


def test_the_keys_choose_an_answer_only_inside_the_tool(phone: Visitor) -> None:
    tool = opened_tool(phone, "/tools/guide/?tree=no-code")
    phone.page.keyboard.press("2")
    expect(ask(tool)).to_have_text("现在是哪种情况？")

    tool.get_by_role("button", name="一直没收到").focus()
    phone.page.keyboard.press("2")

    expect(ask(tool)).to_have_text("用最新的一条")


def test_going_back_works_by_the_button_and_by_the_browser(phone: Visitor) -> None:
    tool = opened_tool(phone, "/tools/guide/?tree=line-busy")
    tool.get_by_role("button", name="不是").click()
    expect(ask(tool)).to_have_text("电话里听到的是什么？")
    tool.get_by_role("button", name="忙音，或一直排队").click()
    expect(ask(tool)).to_have_text("今天就要有结果吗？")

    phone.page.go_back()
    expect(ask(tool)).to_have_text("电话里听到的是什么？")
    tool.get_by_role("button", name="上一步").click()
    expect(ask(tool)).to_have_text("钱正在被转走，或者账户被盗吗？")
    tool.get_by_role("button", name="重新开始").click()
    expect(ask(tool)).to_have_text("遇到了什么问题？")


def test_a_link_into_the_middle_can_be_followed_back_to_the_start(phone: Visitor) -> None:
    tool = opened_tool(phone, "/tools/guide/?tree=payment-failed&path=message.risk")
    expect(ask(tool)).to_have_text("是有人教你付，或催着你付吗？")

    for question in ("屏幕上提示什么？", "钱扣了没有？", "遇到了什么问题？"):
        tool.get_by_role("button", name="上一步").click()
        expect(ask(tool)).to_have_text(question)


def test_a_link_to_a_step_that_is_gone_says_so(phone: Visitor) -> None:
    tool = opened_tool(phone, "/tools/guide/?tree=payment-failed&path=message.attic")

    expect(ask(tool)).to_have_text("屏幕上提示什么？")
    expect(tool.get_by_role("status")).to_contain_text("已经改过")


def test_an_unconfirmed_number_cannot_be_dialled(phone: Visitor) -> None:
    tool = opened_tool(phone, "/tools/guide/?tree=cannot-log-in&path=message.password.stolen")

    expect(tool.locator(".kb-guide__contacts")).to_contain_text("示例，待核实")
    expect(tool.locator("a[href^='tel:']")).to_have_count(0)


@pytest.mark.parametrize(
    ("query", "tool", "shown"),
    [
        ("引导排查", "guide", "遇到了什么问题？"),
        ("一步步排查付款失败", "guide", "钱扣了没有？"),
        ("一步步排查打不通", "guide", "钱正在被转走，或者账户被盗吗？"),
        ("投诉材料卡", "cards", "投诉材料"),
        ("故障信息卡", "cards", "故障信息卡"),
    ],
)
@pytest.mark.parametrize("source", ["service", "browser"])
def test_the_search_opens_a_tool_where_it_helps(
    phone: Visitor, source: str, query: str, tool: str, shown: str
) -> None:
    if source == "browser":
        phone.page.route("**/api/v1/search*", lambda route: route.abort())
    phone.open_dialog()
    phone.search(query)
    expect(phone.dialog).to_have_attribute("data-source", source)
    phone.dialog.locator(f".kb-hit a[href*='/tools/{tool}/']").click()
    opened_tool = phone.page.locator("[data-tool]")

    if tool == "guide":
        expect(ask(opened_tool)).to_have_text(shown)
    else:
        expect(opened_tool.get_by_role("radio", name=shown)).to_be_checked()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/tools/refund-date/", "算不出（没有 2027 年的放假安排）"),
        ("/tools/guide/", "马上挂断，是诈骗"),
        ("/tools/cards/", "在哪里找"),
    ],
)
def test_without_javascript_the_same_stands_in_the_text(
    make_visitor: MakeVisitor, path: str, text: str
) -> None:
    page = make_visitor(PHONE, javascript=False).page
    page.goto(path)

    expect(page.locator(".kb-article__body")).to_contain_text(text)
    expect(page.locator("[data-tool]")).to_be_hidden()
