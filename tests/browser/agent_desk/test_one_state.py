"""Commands belong to what is drawn for the text in the box, also when answers are slow or fail."""

from __future__ import annotations

import random
import time

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.desk import LIGHT, AgentAtWork

API = "**/api/v1/agent/**"
DELAY_SECONDS = 0.3
SAYS = {"灯不亮": "我先帮您看看灯。", "N101": "我请修灯的同事来看。"}


def slow_down(page: Page) -> None:
    """Every answer of the service takes a while, as over a bad line."""

    def wait(route: Route) -> None:
        time.sleep(DELAY_SECONDS)
        route.continue_()

    page.route(API, wait)


def test_with_slow_answers_no_wrong_words_are_ever_copied(agent: AgentAtWork) -> None:
    slow_down(agent.page)
    chance = random.Random(16)  # noqa: S311 - the same walk every time
    copies = 0
    for _ in range(20):
        text = chance.choice(list(SAYS))
        agent.query.fill(text)
        for _ in range(3):
            agent.page.wait_for_timeout(chance.choice([0, 60, 200, 450]))
            agent.press("Alt+1")
            expect(agent.toast).not_to_be_empty()
            copied = agent.copied()
            assert copied in {"", SAYS[text]}, text
            copies += bool(copied)
    assert copies


def test_rows_and_article_of_an_older_text_look_old_and_cannot_be_used(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    agent.page.route("**/api/v1/agent/search*", hold)
    with agent.page.expect_request("**/api/v1/agent/search*"):
        agent.query.fill("N101")

    expect(agent.page.locator(".kb-desk__found")).to_have_attribute("aria-busy", "true")
    expect(agent.page.locator("#kb-desk-waiting")).to_contain_text("上一篇 L-101")
    agent.preview.locator("[data-say='1']").click()
    expect(agent.toast).to_contain_text("「N101」的文章还没出来")
    assert agent.copied() == ""
    agent.hits.first.click()
    expect(agent.query).to_have_value("N101")
    agent.query.focus()
    agent.press("Alt+p")
    expect(agent.page.locator(".kb-pin")).to_have_count(0)

    held[0].continue_()
    expect(agent.title).to_have_text("修灯怎么转交")
    expect(agent.page.locator("#kb-desk-waiting")).to_be_hidden()
    agent.press("Alt+1")
    expect(agent.toast).to_contain_text("已复制 N-101 话术 1")


def test_keys_after_enter_wait_for_the_article_and_never_become_text(agent: AgentAtWork) -> None:
    slow_down(agent.page)
    agent.type("灯不亮")
    agent.press("Enter")
    agent.press("1")
    expect(agent.toast).to_contain_text("没有复制")
    expect(agent.query).to_have_value("灯不亮")
    expect(agent.title).to_have_text(LIGHT)
    agent.press("1")
    expect(agent.toast).to_contain_text("已复制 L-101 话术 1")


@pytest.mark.parametrize("how", ["no network", "the service is away"])
def test_a_failed_search_says_so_until_it_succeeds_by_itself(agent: AgentAtWork, how: str) -> None:
    page = agent.page
    if how == "no network":
        page.context.set_offline(True)
    else:
        page.route("**/api/v1/agent/search*", lambda route: route.fulfill(status=503, body="{}"))
    agent.query.fill("灯不亮")
    trouble = page.locator("#kb-desk-trouble")
    expect(trouble).to_contain_text("没有查到「灯不亮」")
    agent.press("Alt+1")
    assert agent.copied() == ""
    expect(trouble).to_be_visible()

    if how == "no network":
        page.context.set_offline(False)
    else:
        page.unroute_all()
    expect(agent.title).to_have_text(LIGHT)
    expect(trouble).to_be_hidden()


def test_an_article_without_words_empties_the_clipboard_and_says_so(agent: AgentAtWork) -> None:
    agent.query.fill("L102")
    expect(agent.preview.locator(".kb-code").first).to_have_text("L-102")
    agent.page.evaluate("navigator.clipboard.writeText('what was said before')")
    agent.press("Alt+1")
    expect(agent.toast).to_contain_text("L-102 没有话术")
    assert agent.copied() == ""


def test_copying_what_is_stale_says_so(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+1")
    expect(agent.toast).to_contain_text("已复制 L-101 话术 1")
    expect(agent.toast).to_contain_text("文章过期")


def test_where_nothing_is_found_enter_comes_back_to_the_box(agent: AgentAtWork) -> None:
    slow_down(agent.page)
    agent.type("ψωξ")
    agent.press("Enter")
    expect(agent.page.locator("#kb-desk-status")).to_contain_text("没有找到")
    expect(agent.query).to_be_focused()
    agent.press("Alt+1")
    expect(agent.toast).to_contain_text("没有找到")
