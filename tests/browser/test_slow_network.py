"""A network that is slow is not one that is gone."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from playwright.sync_api import Route, expect

from tests.browser.visitor import Visitor, held_back

SEARCH = "**/api/v1/search*"
INDEX = "**/browser-index-4.json"
# Later than the visitor waits before the browser searches too.
LATE_MILLISECONDS = 1_200
# Longer than a question that is sent off waits for the search.
PATIENCE_MILLISECONDS = 3_100


def late(route: Route) -> None:
    response = route.fetch()
    time.sleep(LATE_MILLISECONDS / 1000)
    route.fulfill(response=response)


def hang(route: Route) -> None:
    """Never answers."""


def test_a_late_answer_is_shown_where_the_browser_has_none_sooner(visitor: Visitor) -> None:
    visitor.page.route(SEARCH, late)
    visitor.page.route(INDEX, hang)
    visitor.open_dialog()
    visitor.search("退款多久")

    expect(visitor.dialog).to_have_attribute("data-source", "service")
    expect(visitor.dialog.locator(".kb-answer")).to_be_visible()


def test_a_page_that_is_slow_is_no_page_that_is_away(visitor: Visitor) -> None:
    visitor.page.route(SEARCH, lambda route: route.abort())
    visitor.page.route(
        re.compile(r"/[a-z-]+/[a-z-]+/$"),
        lambda route: hang(route) if route.request.method == "HEAD" else route.continue_(),
    )
    visitor.open_dialog()
    visitor.search("退款多久")

    expect(visitor.dialog).to_have_attribute("data-source", "browser")
    expect(visitor.dialog.locator(".kb-hit--unreachable")).to_have_count(0)


def test_the_service_is_asked_again_as_soon_as_there_is_a_network(visitor: Visitor) -> None:
    visitor.open_dialog()
    visitor.search("转账")
    visitor.page.context.set_offline(True)
    visitor.field.fill("退款")
    expect(visitor.status).not_to_contain_text("查找")
    visitor.page.context.set_offline(False)

    visitor.search("退款多久")
    expect(visitor.dialog).to_have_attribute("data-source", "service")


def test_a_question_that_is_sent_off_does_not_wait_for_a_slow_search(visitor: Visitor) -> None:
    visitor.page.clock.install()
    held = held_back(visitor, "**/search/dialog.js")
    visitor.open_dialog()

    # Nothing of it may be sent: it waits for the search, however long that takes.
    visitor.page.keyboard.type("13800138000")
    visitor.page.keyboard.press("Enter")
    visitor.page.clock.fast_forward(PATIENCE_MILLISECONDS)
    visitor.pause()
    assert urlsplit(visitor.page.url).path == "/"
    visitor.field.fill("退款多久")
    visitor.page.keyboard.press("Enter")
    visitor.page.clock.fast_forward(PATIENCE_MILLISECONDS)

    visitor.page.wait_for_url("**/search/?q=*")
    assert held


def test_a_number_that_is_sent_off_is_checked_when_the_search_has_come(visitor: Visitor) -> None:
    visitor.page.clock.install()
    held = held_back(visitor, "**/search/dialog.js")
    visitor.open_dialog()
    visitor.page.keyboard.type("13800138000")
    visitor.page.keyboard.press("Enter")
    visitor.page.clock.fast_forward(PATIENCE_MILLISECONDS)

    for one in held:
        one.continue_()
    visitor.page.wait_for_url("**/tools/verify/")
    expect(visitor.page.locator("[data-verify-text]")).to_have_value("13800138000")
