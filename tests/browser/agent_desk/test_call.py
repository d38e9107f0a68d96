"""A call at the desk, by keyboard."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.browser.desk import LIGHT, AgentAtWork

MOST_PRESSES = 12


def test_a_whole_call_takes_the_keyboard_alone_and_few_keys(agent: AgentAtWork) -> None:
    agent.find("deng buliang", LIGHT)  # pinyin, as it stands in the box before an IME commits
    agent.press("Enter")
    expect(agent.preview).to_be_focused()

    agent.press("2")
    expect(agent.toast).to_contain_text("已复制 L-101 话术 2")
    assert agent.copied() == "请先拔掉插头，等灯泡凉了再拧。"

    agent.press("l")
    expect(agent.toast).to_contain_text("已复制 L-101 链接")
    assert agent.copied() == "https://help.example.com/lamps/does-not-light/"

    agent.press("p")
    expect(agent.page.locator(".kb-pin")).to_have_count(1)

    agent.press("h")
    expect(agent.panel).to_be_visible()
    agent.type("L 七号灯")
    agent.press("Enter")
    agent.type("换了灯泡还不亮")
    agent.press("Control+Enter")
    expect(agent.toast).to_have_text("已复制交接单，交给修灯组（示例，待核实）")
    assert agent.copied().splitlines() == [
        "【转交】修灯组（示例，待核实）",
        "灯号：L 七号灯",
        "情况：换了灯泡还不亮",
        "回复：（未填）",
        f"参考：L-101 {LIGHT}",
    ]

    agent.press("x")
    expect(agent.query).to_be_focused()
    expect(agent.query).to_have_value("")
    expect(agent.page.locator(".kb-pin")).to_have_count(0)
    expect(agent.title).to_have_count(0)

    assert agent.presses <= MOST_PRESSES
    agent.page.keyboard.type("deng buliang")  # nothing of the call before is in the next one
    expect(agent.title).to_have_text(LIGHT)
    agent.press("Enter")
    agent.press("h")
    expect(agent.panel.locator("input").first).to_have_value("")


def test_no_letter_and_no_digit_of_a_query_is_taken_for_a_command(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    agent.page.evaluate("navigator.clipboard.writeText('untouched')")

    agent.type("L101 lschpytwx 1234567890")

    expect(agent.query).to_have_value("灯不亮L101 lschpytwx 1234567890")
    assert agent.copied() == "untouched"
    expect(agent.panel).to_be_hidden()


def test_while_typing_a_command_takes_alt(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)

    agent.press("Alt+1")
    expect(agent.toast).to_contain_text("已复制 L-101 话术 1")
    assert agent.copied() == "我先帮您看看灯。"
    agent.press("Alt+c")
    expect(agent.toast).to_contain_text("已复制 L-101 口令")
    assert agent.copied() == "L 幺零幺"
    agent.press("Alt+s")
    expect(agent.toast).to_contain_text("已复制 L-101 短信")
    assert "https://help.example.com/lamps/does-not-light/" in agent.copied()
    assert len(agent.copied()) <= 70
    expect(agent.query).to_be_focused()
    expect(agent.query).to_have_value("灯不亮")


def test_arrows_choose_and_escape_goes_back_to_the_query(agent: AgentAtWork) -> None:
    agent.find("灯", "修灯怎么转交")
    first = agent.hits.first
    expect(first).to_have_attribute("aria-selected", "true")

    agent.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "false")
    expect(agent.hits.nth(1)).to_have_attribute("aria-selected", "true")
    expect(agent.title).not_to_have_text("修灯怎么转交")

    agent.press("Enter")
    expect(agent.preview).to_be_focused()
    agent.press("Escape")
    expect(agent.query).to_be_focused()
    agent.type("遥控器")  # what was typed before is selected, and so replaced
    expect(agent.query).to_have_value("遥控器")


def test_what_arrives_after_the_call_is_over_is_not_shown(agent: AgentAtWork) -> None:
    agent.find("灯", "修灯怎么转交")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    agent.page.route("**/api/v1/agent/articles/*", hold)
    with agent.page.expect_request("**/api/v1/agent/articles/*"):
        agent.press("ArrowDown")
    agent.press("Alt+x")
    for route in held:
        route.continue_()
    agent.page.wait_for_timeout(300)

    expect(agent.title).to_have_count(0)


def test_the_overlay_lists_every_key(agent: AgentAtWork) -> None:
    agent.press("?")
    expect(agent.panel).to_be_visible()
    for text in ("1–9", "L", "短信", "Esc", "清空"):
        expect(agent.panel).to_contain_text(text)
    agent.press("Escape")
    expect(agent.panel).to_be_hidden()
    expect(agent.query).to_be_focused()
