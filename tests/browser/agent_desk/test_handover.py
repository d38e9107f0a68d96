"""Passing a question on: to whom, and with which numbers."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.desk import LIGHT, AgentAtWork

ORDER = "2026112414035512345678901234"  # 28 digits, as on a receipt


def test_the_team_is_the_articles_and_the_agent_may_choose_another(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+h")
    team = agent.panel.get_by_label("交给")
    expect(team.locator("option:checked")).to_have_text("修灯组（示例，待核实）（这篇 L-101）")
    expect(agent.panel.get_by_label("灯号")).to_be_focused()
    agent.type("七号灯")

    team.select_option("N-102")
    agent.panel.get_by_label("想要什么").fill("一盏一样的")
    agent.press("Control+Enter")
    expect(agent.toast).to_have_text("已复制交接单，交给卖灯组（示例，待核实）")
    assert agent.copied().splitlines()[:2] == [
        "【转交】卖灯组（示例，待核实）",
        "想要什么：一盏一样的",
    ]


def test_where_nothing_names_a_team_nobody_is_taken_for_being_the_first(agent: AgentAtWork) -> None:
    agent.query.fill("L102")
    expect(agent.preview.locator(".kb-code").first).to_have_text("L-102")
    agent.press("Alt+h")
    expect(agent.panel.get_by_label("交给")).to_be_focused()
    expect(agent.panel.locator("input")).to_have_count(0)
    agent.press("Control+Enter")
    expect(agent.panel.get_by_role("alert")).to_have_text("请先选交给谁。")
    agent.press("Escape")

    agent.query.fill("灯不亮")
    expect(agent.title).to_have_text(LIGHT)
    agent.press("Alt+p")
    agent.query.fill("L102")
    expect(agent.preview.locator(".kb-code").first).to_have_text("L-102")
    agent.press("Alt+h")
    chosen = agent.panel.get_by_label("交给").locator("option:checked")
    expect(chosen).to_have_text("修灯组（示例，待核实）（钉住的 L-101）")


def test_numbers_of_orders_are_handed_over_and_those_of_cards_are_not(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+h")
    agent.type(ORDER)
    agent.press("Enter")
    agent.type("卡 6222 0212 3456 7890 128")
    agent.press("Control+Enter")
    expect(agent.panel.get_by_role("alert").last).to_contain_text("请删掉再复制")

    agent.panel.get_by_label("情况").fill("回电 13800138000")
    agent.press("Control+Enter")
    expect(agent.toast).to_contain_text("已复制交接单")
    assert f"灯号：{ORDER}" in agent.copied()
