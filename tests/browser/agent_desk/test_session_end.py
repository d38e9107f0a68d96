"""The end of a session costs nothing: the work stays, and nothing is asked in the meantime."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from search_service.desk.accounts import Accounts
from search_service.settings import Settings
from tests.browser.agent_desk.conftest import MakeAgent
from tests.browser.desk import LIGHT, NAME, PASSWORD, AgentAtWork

WRITTEN = "插座那步过时了"
OTHER = "大灯"
# Panel, the key that opens it, and the keys that send what is in it to the service, if any.
PANELS = {"flag": ("Alt+w", "Enter"), "day": ("Alt+t", "Enter"), "hand-over": ("Alt+h", None)}


def end_sessions(settings: Settings) -> None:
    Accounts(settings.agents_file).reset(NAME, PASSWORD)


@pytest.mark.parametrize("panel", PANELS)
def test_with_any_panel_open_the_work_stays_and_two_requests_are_enough(
    agent: AgentAtWork, desk: tuple[str, Settings], panel: str
) -> None:
    key, sends = PANELS[panel]
    written = "20260305" if panel == "day" else WRITTEN
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+p")
    agent.press(key)
    agent.type(written)
    end_sessions(desk[1])
    refused: list[str] = []
    agent.page.on("response", lambda one: refused.append(one.url) if one.status == 401 else None)

    if sends:
        agent.press(sends)
    else:
        # No field of this panel asks anything: the desk notices by itself that it has been idle.
        agent.page.evaluate("new BroadcastChannel('kb-agent').postMessage({agent: '大灯'})")
    expect(agent.door).to_be_visible()
    agent.type("还在打字 letters 123")
    agent.page.wait_for_timeout(1500)
    assert len(refused) <= 2
    assert agent.page.evaluate("document.activeElement.matches('input')") is False

    agent.sign_in_again()
    expect(agent.door).to_be_hidden()
    expect(agent.page.locator(".kb-pin")).to_have_count(1)
    if panel == "flag":
        expect(agent.toast).to_contain_text("已标记")
    else:
        expect(agent.panel).to_be_visible()
        expect(agent.panel.locator("input").first).to_have_value(written)


def test_what_is_being_typed_never_lands_in_the_password_field(
    agent: AgentAtWork, desk: tuple[str, Settings]
) -> None:
    end_sessions(desk[1])
    agent.type("灯")
    expect(agent.door).to_be_visible()
    agent.type("bu liang")
    for key in ("Enter", "1", "a", "Tab", "b", "Enter", "2"):
        agent.press(key)
    expect(agent.door.locator("input")).to_have_count(0)
    agent.sign_in_again()
    expect(agent.door).to_be_hidden()
    expect(agent.query).to_have_value("灯")
    expect(agent.title).not_to_be_empty()


def test_pins_and_drafts_survive_a_reload_and_end_with_the_call(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+p")
    agent.press("Alt+h")
    agent.type("七号灯")
    agent.press("Enter")
    agent.type("6222021234567890128")  # what must not be handed over is not kept either
    agent.page.reload()

    expect(agent.page.locator(".kb-pin")).to_have_count(1)
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+h")
    expect(agent.panel.locator("input").nth(0)).to_have_value("七号灯")
    expect(agent.panel.locator("input").nth(1)).to_have_value("")
    agent.press("Escape")
    agent.press("Alt+x")
    assert agent.page.evaluate("JSON.stringify(sessionStorage)") == "{}"
    agent.page.reload()
    expect(agent.hits.first).to_be_visible()
    expect(agent.page.locator(".kb-pin")).to_have_count(0)


def test_a_second_window_signed_in_as_somebody_else_tells_the_first(
    make_agent: MakeAgent, desk: tuple[str, Settings]
) -> None:
    accounts = Accounts(desk[1].agents_file)
    if OTHER not in {one.name for one in accounts.all()}:
        accounts.add(OTHER, PASSWORD)
    first = make_agent()
    first.sign_in()
    first.find("灯不亮", LIGHT)
    first.press("Alt+p")
    second = AgentAtWork(first.page.context.new_page())
    first.page.request.post("/agent/logout")
    second.sign_in(OTHER)

    first.page.bring_to_front()
    expect(first.door).to_contain_text(f"换成「{OTHER}」登录了")
    expect(first.preview).to_be_hidden()
    first.door.get_by_role("button", name="清空").click()
    expect(first.page.locator("#kb-desk-agent")).to_have_text(OTHER)
    expect(first.page.locator(".kb-pin")).to_have_count(0)
