"""Every kind of page in both colours and all widths: accessible, quiet, and never too wide."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import violations, violations_in_each_look
from tests.browser.conftest import PHONE, WIDE, MakeVisitor
from tests.browser.visitor import Visitor
from tests.conftest import RealBuild

PAGES = {
    "home": "/",
    "topic": "/refunds/",
    "article": "/refunds/how-long/",
    "results": "/search/?q=退款",
    "no results": "/search/?q=ψωξ",
    "directory": "/search/",
    "questions": "/faq/",
    "changes": "/recent/",
    "terms": "/glossary/",
    "not found": "/404.html",
}
SCHEMES = ("light", "dark")


def load(visitor: Visitor, path: str) -> None:
    visitor.page.goto(path)
    visitor.settle()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_on_a_page(make_visitor: MakeVisitor, path: str) -> None:
    visitor = make_visitor(PHONE)
    load(visitor, path)

    assert violations_in_each_look(visitor, (PHONE, WIDE), (WIDE, PHONE)) == {}
    assert visitor.errors == []


@pytest.mark.parametrize("query", ["", "推款多久", "ψωξ"], ids=["start", "hits", "nothing"])
def test_axe_finds_nothing_in_the_open_dialog(make_visitor: MakeVisitor, query: str) -> None:
    visitor = make_visitor(WIDE)
    visitor.open_dialog("/refunds/how-long/")
    visitor.field.fill(query)
    visitor.pause()

    for width in (WIDE, PHONE):
        visitor.page.set_viewport_size({"width": width, "height": 800})
        assert violations(visitor.page) == [], width
    assert visitor.errors == []


@pytest.mark.parametrize("width", [390, 320])
def test_the_open_dialog_is_not_wider_than_a_phone(make_visitor: MakeVisitor, width: int) -> None:
    visitor = make_visitor(width)
    visitor.open_dialog()
    visitor.search("退款多久到账")

    box = visitor.dialog.bounding_box()

    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert visitor.dialog.evaluate("d => d.scrollWidth <= d.clientWidth")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_colours_follow_the_visitors_system(make_visitor: MakeVisitor) -> None:
    backgrounds = []
    for scheme in SCHEMES:
        visitor = make_visitor(scheme=scheme)
        load(visitor, "/")
        backgrounds.append(visitor.page.evaluate("getComputedStyle(document.body).backgroundColor"))

    assert backgrounds[0] != backgrounds[1]


def test_the_results_page_narrows_by_topic_and_the_back_button_returns(visitor: Visitor) -> None:
    visitor.page.goto("/search/?q=退款")
    chips = visitor.page.locator(".kb-results__filter a")
    expect(chips.first).to_be_visible()
    status = visitor.page.locator("#kb-results").get_by_role("status")
    everywhere = status.inner_text()

    chips.nth(1).click()
    visitor.page.wait_for_url("**category=*")
    expect(chips.nth(1)).to_have_attribute("aria-current", "true")
    visitor.page.go_back()

    expect(status).to_have_text(everywhere)
    assert "category" not in visitor.page.url


def test_the_search_page_is_a_directory_without_javascript(
    make_visitor: MakeVisitor, real_build: RealBuild
) -> None:
    page = make_visitor(javascript=False).page
    page.goto("/search/")

    links = page.locator("#kb-results a").all_inner_texts()

    assert {article.title for article in real_build.search.documents.articles} <= set(links)
