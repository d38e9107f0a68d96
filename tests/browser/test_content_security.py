"""The theme runs under a policy that allows nothing inline."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from search_service.site.csp import policy
from tests.browser.test_pages import PAGES
from tests.browser.visitor import Visitor
from tests.conftest import RealBuild

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
COLLECT = """
window.violated = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violated.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture
def strict(visitor: Visitor) -> Visitor:
    """A visitor whose pages all carry the policy, and note what violates it."""

    def answer(route: Route) -> None:
        if route.request.resource_type != "document":
            route.continue_()
            return
        response = route.fetch()
        headers = response.headers | {"content-security-policy": policy()}
        route.fulfill(response=response, headers=headers)

    visitor.page.route("**/*", answer)
    visitor.page.add_init_script(COLLECT)
    return visitor


def test_no_page_has_an_inline_script_or_style_and_each_sets_its_scheme_first(
    real_build: RealBuild,
) -> None:
    for page in real_build.site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert not INLINE_SCRIPT.search(html), page
        assert not re.search(r"<style\b|<[^>]+\s(?:style|on[a-z]+)=", html), page
        first = re.search(r"<script[^>]*\ssrc=\"([^\"]+)\"", html)
        assert first, page
        assert first[1].endswith("javascripts/early.js"), page


@pytest.mark.parametrize("path", [*PAGES.values(), "/offline.html"])
def test_no_page_violates_the_policy(strict: Visitor, path: str) -> None:
    strict.page.goto(path)
    strict.settle()

    assert strict.page.evaluate("window.violated") == []
    assert strict.errors == []
    assert strict.page.locator("html").get_attribute("data-scheme") == "light"


def test_nothing_a_reader_does_violates_the_policy(strict: Visitor) -> None:
    strict.open_dialog("/refunds/how-long/")
    strict.search("退款多久")
    strict.hits.first.click()
    strict.page.wait_for_load_state("load")
    strict.page.get_by_role("button", name="关怀版").first.click()
    strict.page.locator("[data-next-scheme]:visible").click()
    strict.page.get_by_role("button", name="没帮助").click()
    expect(strict.page.get_by_label("看不明白")).to_be_visible()
    strict.page.locator("[data-copy]").click()
    expect(strict.page.locator(".kb-toast")).not_to_be_empty()

    assert strict.page.evaluate("window.violated") == []
    assert strict.errors == []
