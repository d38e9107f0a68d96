"""The cards on a phone: filled in, checked, copied, and never sent."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.visitor import Visitor, opened_tool

CARD_NUMBER = "4111 1111 1111 1111"


def test_nothing_leaves_the_device_and_nothing_is_kept_while_cards_are_filled_in(
    phone: Visitor,
) -> None:
    tool = opened_tool(phone, "/tools/cards/")
    phone.settle()
    kept = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])"
    before = phone.page.evaluate(kept)
    made = phone.requests_from_now_on()

    for card in ("投诉材料", "故障信息卡", "通话准备卡"):
        tool.get_by_text(card, exact=True).click()
        for field in tool.locator("input[type=text], textarea").all():
            field.fill("萤火 1234")
    with phone.page.expect_download():
        tool.get_by_role("button", name="存成文本").click()
    phone.pause()

    assert [request.url for request in made if not request.url.startswith("blob:")] == []
    assert phone.page.evaluate(kept) == before
    assert "1234" not in phone.page.url


def test_the_preview_the_clipboard_and_the_file_say_the_same_and_mask_secrets(
    phone: Visitor,
) -> None:
    phone.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tool = opened_tool(phone, "/tools/cards/?card=fault")
    tool.get_by_label("机型").fill("萤火 3")
    tool.get_by_label("点了什么才出错").fill(f"卡号 {CARD_NUMBER}\n密码：abc12345")
    expected = (
        "【故障信息卡】\n机型：萤火 3\n点了什么才出错：\n卡号 ●●●● ●●●● ●●●● 1111\n密码：●●●●\n"
    )

    assert tool.locator("[data-cards-preview]").text_content() == expected
    tool.get_by_role("button", name="复制").click()
    expect(tool.locator("[data-cards-status]")).to_contain_text("已复制")
    assert phone.page.evaluate("navigator.clipboard.readText()") == expected
    with phone.page.expect_download() as downloading:
        tool.get_by_role("button", name="存成文本").click()
    assert downloading.value.suggested_filename == "故障信息卡.txt"
    assert Path(downloading.value.path()).read_text(encoding="utf-8") == expected


def test_an_order_number_that_looks_like_a_card_can_be_kept(phone: Visitor) -> None:
    tool = opened_tool(phone, "/tools/cards/")
    preview = tool.locator("[data-cards-preview]")
    tool.get_by_label("订单号").fill(CARD_NUMBER)
    expect(preview).not_to_contain_text(CARD_NUMBER)

    tool.get_by_role("button", name="这是订单号，不是卡号").click()
    expect(preview).to_contain_text(CARD_NUMBER)
    tool.get_by_label("订单号").fill(f"{CARD_NUMBER} ")
    expect(preview).not_to_contain_text(CARD_NUMBER)


def test_clearing_empties_all_cards_and_returns_to_the_first_field(phone: Visitor) -> None:
    tool = opened_tool(phone, "/tools/cards/")
    tool.get_by_label("订单号").fill("L2026")
    tool.get_by_text("投诉材料", exact=True).click()
    expect(tool.get_by_label("订单号")).to_have_value("L2026")

    tool.get_by_role("button", name="全部清空").click()

    expect(tool.get_by_label("订单号")).to_have_value("")
    expect(tool.get_by_role("button", name="复制")).to_be_disabled()
    expect(tool.get_by_label("客服姓名或工号")).to_be_focused()


def test_the_card_is_printed_alone(phone: Visitor) -> None:
    tool = opened_tool(phone, "/tools/cards/")
    tool.get_by_label("订单号").fill("L2026")
    phone.page.evaluate("window.print = () => {}")
    tool.get_by_role("button", name="打印").click()
    phone.page.emulate_media(media="print")

    expect(tool.locator("[data-cards-preview]")).to_be_visible()
    for other in ("h1", ".kb-article__body", ".kb-article__foot", "[data-cards-form]"):
        expect(phone.page.locator(other).first).to_be_hidden()
