"""The service is restarted in mid-call, as an operator does it: the call goes on."""

from __future__ import annotations

from contextlib import ExitStack
from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

from search_service.releases.publish import load_analyser
from search_service.settings import Settings
from tests.browser.desk import LIGHT, AgentAtWork
from tests.browser.server import running

TROUBLE = "#kb-desk-trouble"


def test_a_restart_in_mid_call_loses_nothing_and_needs_no_key(
    browser: Browser, desk: tuple[str, Settings]
) -> None:
    settings = desk[1]
    analyser = load_analyser(settings)
    with ExitStack() as stack:
        first = ExitStack()
        address = first.enter_context(running(settings, analyser))
        stack.callback(first.close)
        context = browser.new_context(
            base_url=address,
            locale="zh-CN",
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
        )
        stack.callback(context.close)
        context.set_default_timeout(15_000)
        agent = AgentAtWork(context.new_page())
        agent.sign_in()
        agent.find("灯不亮", LIGHT)
        agent.press("Alt+p")
        agent.press("Alt+h")
        agent.type("七号灯")

        first.close()
        agent.press("Escape")
        agent.press("Alt+1")  # what is on the screen is still true
        expect(agent.toast).to_contain_text("已复制 L-101 话术 1")
        agent.query.fill("修灯怎么转交")
        expect(agent.page.locator(TROUBLE)).to_contain_text("网络一恢复就自动再查")
        agent.press("Alt+1")
        assert agent.copied() == ""

        port = urlsplit(address).port
        assert port is not None
        stack.enter_context(running(settings, analyser, port))
        expect(agent.title).to_have_text("修灯怎么转交", timeout=15_000)
        expect(agent.page.locator(TROUBLE)).to_be_hidden()
        expect(agent.door).to_be_hidden()  # the session is the cookie's, not the process's
        expect(agent.page.locator(".kb-pin")).to_have_count(1)
        agent.press("Alt+h")
        expect(agent.panel.locator("input").first).to_have_value("七号灯")
