"""What the desk says about its own articles, and what it never passes on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from search_service.records.feedback import FeedbackStore
from search_service.settings import Settings
from search_service.web.incident import IncidentFile
from tests.browser.desk import LIGHT, NAME, AgentAtWork
from tests.browser.visitor import Visitor


def test_words_with_an_unconfirmed_fact_are_copied_with_a_warning(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+3")

    expect(agent.toast).to_contain_text("待核实的数据")
    assert agent.copied() == "退款要1–3 个工作日（示例，待核实）。"


def test_internal_articles_are_marked_and_give_customers_nothing(agent: AgentAtWork) -> None:
    agent.find("N101", "修灯怎么转交")
    expect(agent.hits.first.locator(".kb-audience")).to_have_text("内部")
    expect(agent.preview).to_contain_text("草稿：还没有人复核")
    agent.page.evaluate("navigator.clipboard.writeText('untouched')")

    for key in ("l", "s", "c"):
        agent.press(f"Alt+{key}")
        expect(agent.toast).to_contain_text("N-101 是内部文章，不能发给顾客")
        assert agent.copied() == ""  # nothing from before is pasted for it


def test_a_stale_article_says_so_before_it_is_read_out(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)

    expect(agent.preview.locator(".kb-status")).to_have_text("过期")
    expect(agent.preview.locator(".kb-warning")).to_contain_text("先核对有没有变")


def test_what_an_article_rests_on_is_one_key_away(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    agent.press("Enter")
    agent.press("y")

    expect(agent.page.locator("#kb-basis")).to_be_focused()
    expect(agent.page.locator("#kb-basis")).to_contain_text("依据")


def test_who_approved_an_article_is_shown_to_agents_and_not_to_readers(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)

    said = "批准：灯铺法务组，2026-02-27。 批准以后又改过"
    expect(agent.page.locator("#kb-basis .kb-approval")).to_have_text(said)
    public = agent.page.request.get("/lamps/does-not-light/").text()
    assert LIGHT in public
    assert "灯铺法务组" not in public


def test_a_flag_takes_one_line_and_lands_in_the_feedback(
    agent: AgentAtWork, desk: tuple[str, Settings]
) -> None:
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+w")
    agent.type("插座那步过时了")
    agent.press("Enter")
    expect(agent.toast).to_contain_text("已标记")

    stored = FeedbackStore(desk[1].feedback_file).by_agents("L-101")[0]
    assert (stored.agent, stored.state, stored.comment) == (NAME, "open", "插座那步过时了")


def test_a_day_without_a_version_is_said_plainly(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+t")
    agent.type("20260305")
    agent.press("Enter")

    expect(agent.panel.get_by_role("alert")).to_contain_text("没有 git 历史")


def test_a_card_number_is_withheld_from_the_search_and_not_handed_over(agent: AgentAtWork) -> None:
    asked: list[str] = []
    agent.page.on("request", lambda request: asked.append(request.url))
    agent.query.fill("6222021234567890128 灯")
    expect(agent.page.locator("#kb-desk-status")).to_contain_text("银行卡号没有发送")
    expect(agent.page.locator("#kb-desk-hits")).to_contain_text(LIGHT)
    agent.query.fill("6222021234567890128")
    expect(agent.page.locator("#kb-desk-status")).to_contain_text("没有发送。请再写上")
    assert not any("622202" in url for url in asked)

    agent.query.fill("")
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+h")
    agent.type("6222021234567890128")
    agent.press("Control+Enter")
    expect(agent.panel).to_contain_text("请删掉再复制")


def test_an_incident_is_on_the_desk_within_five_seconds_and_on_a_page_that_is_opened(
    agent: AgentAtWork, desk: tuple[str, Settings]
) -> None:
    file = IncidentFile(desk[1].incident_file)
    now = datetime.now(UTC)
    file.set("部分灯不亮，正在修", now + timedelta(hours=1), now)
    try:
        expect(agent.page.locator(".kb-incident")).to_have_text("部分灯不亮，正在修", timeout=5_000)
        public = agent.page.context.new_page()
        visitor = Visitor(public)
        public.goto("/")
        expect(public.locator(".kb-incident")).to_have_text("部分灯不亮，正在修")
    finally:
        file.clear()
    agent.page.bring_to_front()
    expect(agent.page.locator(".kb-incident")).to_have_text("", timeout=5_000)
    assert visitor.errors == []


def test_lines_of_a_pasted_message_stay_apart(agent: AgentAtWork) -> None:
    agent.page.evaluate("navigator.clipboard.writeText('灯不亮怎么办\\n怎么退货')")
    agent.press("Control+v")

    expect(agent.query).to_have_value("灯不亮怎么办；怎么退货")


@pytest.mark.parametrize("pasted", ["https://a.example/x", "13800138000"])
def test_what_a_caller_was_sent_leads_to_the_tool_that_checks_it(
    agent: AgentAtWork, pasted: str
) -> None:
    agent.query.fill(pasted)

    expect(agent.page.locator("#kb-desk-status")).to_contain_text("要核对真假，打「验真」")


def test_a_text_that_asks_nothing_is_not_waited_for(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    agent.query.fill("？")

    expect(agent.page.locator("#kb-desk-trouble")).to_contain_text("没有查到「？」")
    expect(agent.page.locator("#kb-desk-status")).to_have_text("")
    expect(agent.page.locator("#kb-desk-waiting")).to_contain_text("「？」没有查到")
