"""The self-service tools: on a phone, by keyboard, offline, and with nothing leaving the device."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.accessibility import violations_in_each_look
from tests.browser.conftest import MakeVisitor
from tests.browser.visitor import WORKER_READY, Visitor
from tests.conftest import RealBuild

PHONE = 390
VERIFY = "/tools/verify/"
ERROR_CODE = "/tools/error-code/"
HOURS = "/tools/hours/"
MESSAGE = (
    "【某钱包】您的退款失败，请打开 https://www.example.com.refund.test/login "
    "或联系客服 +86 400-000-0000，微信：helper_2026"
)


def opened(visitor: Visitor, path: str) -> Locator:
    """The tool of a page, when it works."""
    visitor.page.goto(path)
    tool = visitor.page.locator("[data-tool][data-ready]")
    expect(tool).to_be_visible()
    return tool


def pasted(visitor: Visitor, text: str = MESSAGE) -> Locator:
    tool = opened(visitor, VERIFY)
    tool.get_by_role("textbox").fill(text)
    tool.get_by_role("button", name="开始核对").click()
    return tool


@pytest.mark.parametrize("path", [VERIFY, ERROR_CODE, HOURS])
def test_axe_finds_nothing_in_a_tool_and_large_text_makes_none_wider_than_a_phone(
    make_visitor: MakeVisitor, path: str
) -> None:
    visitor = make_visitor(PHONE)
    if path == VERIFY:
        expect(pasted(visitor).get_by_role("status")).to_contain_text("找到")
    else:
        opened(visitor, path)

    assert violations_in_each_look(visitor, (PHONE,), (PHONE,)) == {}
    assert visitor.errors == []


def test_every_thing_in_a_message_gets_its_verdict_the_worst_first(visitor: Visitor) -> None:
    tool = pasted(visitor)

    verdicts = tool.locator(".kb-verify__verdict")
    expect(verdicts).to_have_text(["疑似仿冒", "未登记"])
    expect(tool.get_by_role("status")).to_have_text("找到 3 个：疑似仿冒 1 个；未登记 2 个。")
    expect(tool).to_contain_text("挂断后，自行回拨官网电话。")
    expect(tool).to_contain_text("前面多了 +86")


def test_an_example_is_never_called_official(visitor: Visitor, real_build: RealBuild) -> None:
    data = (real_build.settings.content_folder / "data" / "channels.yml").read_text("utf-8")
    assert "status: 已核实" not in data, "confirmed channels: give this test an example of its own"
    tool = pasted(visitor, "电话 400-000-0000，官网 https://www.example.com")

    expect(tool.locator(".kb-verify__verdict")).to_have_text("与示例数据一致，尚未核实")
    expect(tool).not_to_contain_text("安全")
    expect(tool.locator("[data-verify-note]")).to_contain_text("还没有核实")


def test_verdicts_do_not_outlive_the_text_they_are_about(visitor: Visitor) -> None:
    tool = pasted(visitor)
    tool.get_by_role("textbox").press_sequentially("1")
    expect(tool.locator(".kb-verify__group")).to_have_count(0)

    tool.get_by_role("button", name="开始核对").click()
    expect(tool.locator(".kb-verify__group").first).to_be_visible()
    tool.get_by_role("button", name="清空").click()
    expect(tool.get_by_role("textbox")).to_have_value("")
    expect(tool.get_by_role("textbox")).to_be_focused()
    expect(tool.locator(".kb-verify__group")).to_have_count(0)


def test_nothing_that_is_typed_leaves_the_device_or_stays_on_it(visitor: Visitor) -> None:
    visitor.page.goto(VERIFY)
    visitor.settle()
    made = visitor.requests_from_now_on()
    tool = visitor.page.locator("[data-tool]")
    tool.get_by_role("textbox").fill("13800138000 和 https://evil.test/secret")
    tool.get_by_role("button", name="开始核对").click()
    expect(tool.locator(".kb-verify__group").first).to_be_visible()
    visitor.pause()

    assert [request.url for request in made] == []
    assert "13800138000" not in visitor.page.url
    kept = visitor.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "13800138000" not in kept
    assert "evil.test" not in kept


def test_the_keyboard_is_enough(visitor: Visitor) -> None:
    tool = opened(visitor, VERIFY)
    tool.get_by_role("textbox").focus()
    visitor.page.keyboard.type("400-000-0001")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")

    expect(tool.locator(".kb-verify__verdict")).to_have_text("疑似仿冒")


def test_an_address_opens_a_tool_filled_in(visitor: Visitor) -> None:
    tool = opened(visitor, f"{VERIFY}?text=400-000-0001")
    expect(tool.locator(".kb-verify__verdict")).to_have_text("疑似仿冒")

    tool = opened(visitor, f"{ERROR_CODE}?code=e1003")
    expect(tool.get_by_role("status")).to_have_text("找到 E1003。")
    expect(tool.get_by_role("listitem")).to_have_count(1)

    tool = opened(visitor, f"{HOURS}?at=2026-02-17T10:00")
    expect(tool.get_by_role("status")).to_have_text("北京时间 2月17日（周二） 10:00")


def test_a_code_is_found_while_it_is_typed_and_leads_to_its_article(visitor: Visitor) -> None:
    tool = opened(visitor, ERROR_CODE)
    field = tool.get_by_role("textbox")
    field.fill("e10")
    expect(tool.get_by_role("status")).to_contain_text("相近的有")
    field.press_sequentially("01")

    expect(tool.get_by_role("status")).to_have_text("找到 E1001。")
    assert visitor.page.url.endswith("?code=E1001")
    tool.get_by_role("link").click()
    visitor.page.wait_for_url("**/troubleshooting/**")
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()


def test_unknown_hours_are_said_to_be_unknown(visitor: Visitor) -> None:
    tool = opened(visitor, HOURS)

    expect(tool.locator(".kb-hours__state").first).to_have_text("暂无官方数据")
    expect(tool.get_by_role("status")).to_contain_text("北京时间")


def test_a_tool_that_was_never_opened_works_offline(make_visitor: MakeVisitor) -> None:
    visitor = make_visitor(PHONE, service_worker=True)
    visitor.page.goto("/")
    visitor.page.evaluate(WORKER_READY)
    visitor.page.context.set_offline(offline=True)

    tool = pasted(visitor)
    expect(tool.locator(".kb-verify__verdict").first).to_have_text("疑似仿冒")
    for path in (ERROR_CODE, HOURS):
        opened(visitor, path)


def test_a_tool_whose_data_cannot_be_had_says_so(visitor: Visitor) -> None:
    visitor.page.route("**/assets/tools/*.json", lambda route: route.abort())
    visitor.page.goto(VERIFY)

    expect(visitor.page.locator("[data-tool]").get_by_role("alert")).to_contain_text("没有加载出来")
    expect(visitor.page.locator("[data-verify-form]")).to_be_hidden()
    expect(visitor.page.get_by_role("heading", name="号码开头说明什么")).to_be_visible()


@pytest.mark.parametrize("path", [VERIFY, ERROR_CODE, HOURS])
def test_without_javascript_a_tool_page_says_the_same_in_tables(
    make_visitor: MakeVisitor, path: str
) -> None:
    page = make_visitor(PHONE, javascript=False).page
    page.goto(path)

    expect(page.locator("[data-tool]")).to_be_hidden()
    expect(page.get_by_text("浏览器没有开启 JavaScript")).to_be_visible()
    expect(page.get_by_role("table").first).to_be_visible()


def test_the_results_are_printed_and_the_buttons_are_not(visitor: Visitor) -> None:
    tool = pasted(visitor)
    visitor.page.emulate_media(media="print")

    expect(tool.locator(".kb-verify__group").first).to_be_visible()
    expect(tool.get_by_role("button", name="开始核对")).to_be_hidden()


@pytest.mark.parametrize("service_is_there", [True, False])
def test_the_search_offers_a_tool_as_such_and_opens_it_filled_in(
    visitor: Visitor, *, service_is_there: bool
) -> None:
    if not service_is_there:
        visitor.page.route("**/api/v1/**", lambda route: route.abort())
    visitor.open_dialog()
    visitor.search("400-000-0001是真的吗")

    expect(visitor.hits.first).to_contain_text(re.compile("^工具"))
    expect(visitor.hits.first.locator(".kb-hit__heading")).to_have_text("400-000-0001")
    visitor.hits.first.click()
    visitor.page.wait_for_url(f"**{VERIFY}?text=400-000-0001")
    expect(visitor.page.locator(".kb-verify__verdict")).to_have_text("疑似仿冒")
