"""What agents say to the people who write, and what a team lead sees of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from search_service.desk.journal import Journal
from search_service.records.feedback import FeedbackStore
from search_service.settings import Settings
from tests.browser.accessibility import violations
from tests.browser.agent_desk.conftest import MakeAgent
from tests.browser.desk import LIGHT, NAME, AgentAtWork
from tests.waiting import until


def test_a_question_without_an_answer_goes_to_the_writers_at_one_key(
    agent: AgentAtWork, desk: tuple[str, Settings]
) -> None:
    agent.type("火星上能开灯吗 13800138000")
    expect(agent.page.locator("#kb-desk-status")).not_to_contain_text("正在查")
    agent.press("Alt+n")
    expect(agent.panel.get_by_label("顾客问什么")).to_have_value("火星上能开灯吗")
    agent.press("Enter")
    expect(agent.toast).to_have_text("已报给内容组，他们会起草")

    stored = FeedbackStore(desk[1].feedback_file).by_agents()
    assert ("", "火星上能开灯吗", NAME) in [(o.article_id, o.comment, o.agent) for o in stored]


def test_a_flag_is_a_mark_for_the_others_until_it_is_dealt_with(make_agent: MakeAgent) -> None:
    first = make_agent()
    first.sign_in()
    first.find("N102", "卖灯怎么转交")
    first.press("Alt+w")
    first.type("组名改了")
    first.press("Enter")
    expect(first.toast).to_contain_text("已标记")

    second = make_agent()
    second.sign_in()
    second.find("N102", "卖灯怎么转交")
    expect(second.preview.locator(".kb-flag-mark")).to_have_text("有人标记有误 1")
    mark = second.preview.locator(".kb-lines--flags li")
    expect(mark).to_contain_text(f"{NAME} ")
    expect(mark).to_contain_text("（待处理）：组名改了")

    lead = second.page
    lead.goto("/agent/coverage")
    flag = lead.locator(".kb-lead__flag", has_text="组名改了")
    flag.get_by_role("button", name="我来处理").click()
    expect(flag).to_contain_text(f"处理中：{NAME}")
    assert violations(lead) == []
    lead.goto("/agent/#N-102")
    expect(second.title).to_have_text("卖灯怎么转交")
    expect(mark).to_contain_text(f"（处理中：{NAME}）")
    lead.goto("/agent/coverage")
    flag.get_by_role("button", name="已处理").click()
    expect(flag).to_contain_text("已处理")
    lead.goto("/agent/#N-102")
    expect(second.title).to_have_text("卖灯怎么转交")
    expect(mark).to_have_count(0)


@pytest.mark.parametrize("width", [420, 1280, 1440])
def test_axe_finds_nothing_on_the_pages_of_the_lead(make_agent: MakeAgent, width: int) -> None:
    agent = make_agent(width, 800)
    agent.sign_in()
    for path in ("coverage", "password"):
        agent.page.goto(f"/agent/{path}")
        assert violations(agent.page) == [], path
        assert agent.page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_gone_into_is_noted_as_read_and_what_is_passed_over_as_preview(
    agent: AgentAtWork, desk: tuple[str, Settings]
) -> None:
    journal = Journal(desk[1].agent_journal_file)

    def readings() -> list[tuple[str, str | None]]:
        seen = [(one.act, one.article_id) for one in reversed(journal.entries())]
        return [one for one in seen if one[0] in {"preview", "read"}]

    before = len(readings())
    agent.find("灯不亮", LIGHT)
    agent.query.fill("修灯怎么转交")
    expect(agent.title).to_have_text("修灯怎么转交")
    with agent.page.expect_response("**/api/v1/agent/reads"):
        agent.press("Enter")

    # What was done is noted once it has been answered.
    until(lambda: len(readings()) >= before + 3)
    assert readings()[before:] == [
        ("preview", "L-101"),
        ("preview", "N-101"),
        ("read", "N-101"),
    ]
