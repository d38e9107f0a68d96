"""Signing in at the desk, and what holds of its pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from search_service.desk.accounts import Accounts
from search_service.settings import Settings
from tests.browser.accessibility import violations
from tests.browser.agent_desk.conftest import MakeAgent
from tests.browser.desk import LIGHT, NAME, PASSWORD, AgentAtWork


def test_who_is_signed_out_signs_in_in_place_and_loses_nothing_of_the_call(
    agent: AgentAtWork, desk: tuple[str, Settings]
) -> None:
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+p")
    expect(agent.page.locator(".kb-pin")).to_have_count(1)

    Accounts(desk[1].agents_file).reset(NAME, PASSWORD)  # every session ends
    agent.type("怎")
    expect(agent.door).to_contain_text("登录已过期")
    expect(agent.preview).to_be_hidden()
    agent.press("Escape")
    expect(agent.door).to_be_visible()
    agent.sign_in_again()

    expect(agent.door).to_be_hidden()
    expect(agent.preview).to_be_visible()
    expect(agent.page.locator(".kb-pin")).to_have_count(1)


def test_the_login_page_works_without_javascript(
    browser: Browser, desk: tuple[str, Settings]
) -> None:
    context = browser.new_context(base_url=desk[0], java_script_enabled=False)
    page = context.new_page()
    page.goto("/agent/")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type(NAME)
    page.keyboard.press("Tab")
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("名字或密码不对。")
    expect(page.locator("#name")).to_have_value(NAME)
    expect(page.locator("#password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/agent/")
    context.close()


def test_the_service_worker_of_the_site_keeps_nothing_of_the_desk(agent: AgentAtWork) -> None:
    page = agent.page
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready")
    page.goto("/agent/")
    agent.find("N101", "修灯怎么转交")

    kept = page.evaluate(
        """async () => {
          const kept = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
          return kept;
        }"""
    )

    assert any(url.endswith("/stylesheets/site.css") for url in kept)
    assert [url for url in kept if "agent" in url] == []


@pytest.mark.parametrize(("width", "height"), [(1024, 600), (1280, 800)])
def test_axe_finds_nothing_on_the_login_page_and_the_desk(
    make_agent: MakeAgent, width: int, height: int
) -> None:
    agent = make_agent(width, height)
    agent.page.goto("/agent/login")
    assert violations(agent.page) == []
    agent.sign_in_by_hand()
    assert violations(agent.page) == []
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+p")
    assert violations(agent.page) == []
    assert agent.page.evaluate("document.documentElement.scrollWidth") <= width
    assert agent.page.evaluate("document.documentElement.scrollHeight") <= height
    for key in ("Alt+h", "Alt+w", "Alt+Slash"):
        agent.query.focus()
        agent.press(key)
        expect(agent.panel).to_be_visible()
        assert violations(agent.page) == [], key
        agent.press("Escape")
        expect(agent.panel).to_be_hidden()
    agent.find("", LIGHT)
    agent.query.fill("N101")
    expect(agent.title).to_have_text("修灯怎么转交")
    assert violations(agent.page) == []
