"""Reading with the keyboard, with large text, without movement, and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MakeVisitor
from tests.browser.structured_data import told_to_search_engines
from tests.browser.test_pages import PAGES
from tests.browser.visitor import Visitor

ARTICLE = "/refunds/how-long/"
TAB_STOPS = """() => {
  const focused = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  return { name: focused.outerHTML.slice(0, 80), body: focused === document.body,
    visible: outlineStyle !== "none" && parseFloat(outlineWidth) > 1 };
}"""


@pytest.mark.parametrize("path", ["/", ARTICLE])
def test_the_whole_page_can_be_walked_with_tab_and_the_focus_is_always_seen(
    visitor: Visitor, path: str
) -> None:
    visitor.page.goto(path)
    visitor.settle()
    stops = []
    for _ in range(120):
        visitor.page.keyboard.press("Tab")
        stop = visitor.page.evaluate(TAB_STOPS)
        if stop["body"]:
            break
        stops.append(stop)

    assert "kb-skip" in stops[0]["name"]
    assert len(stops) > 20
    hero = "kb-hero__input"  # its frame shows the focus
    unseen = [stop["name"] for stop in stops if not stop["visible"] and hero not in stop["name"]]
    assert unseen == []


def test_the_skip_link_leads_past_the_navigation(visitor: Visitor) -> None:
    visitor.page.goto(ARTICLE)
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Tab")

    inside = "document.querySelector('#content').contains(document.activeElement)"
    assert visitor.page.evaluate(inside)


@pytest.mark.parametrize("width", [1280, 390])
def test_large_text_is_larger_everywhere_and_stays(make_visitor: MakeVisitor, width: int) -> None:
    visitor = make_visitor(width)
    visitor.page.goto(ARTICLE)
    size = "parseFloat(getComputedStyle(document.querySelector('.kb-article__body p')).fontSize)"
    normal = visitor.page.evaluate(size)
    if width < 500:
        visitor.page.locator(".kb-menu__button").click()
    button = visitor.page.locator("[data-large-text]:visible")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert visitor.page.evaluate(size) == normal * 1.25

    for path in PAGES.values():
        visitor.page.goto(path)
        visitor.settle()
        assert visitor.page.locator("html").get_attribute("data-text") == "large"
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width, path
    visitor.page.goto(ARTICLE)
    if width < 500:
        visitor.page.locator(".kb-menu__button").click()
    visitor.page.locator("[data-large-text]:visible").click()
    assert visitor.page.evaluate(size) == normal


def test_the_colours_can_be_chosen_and_stay(visitor: Visitor) -> None:
    visitor.page.goto("/")
    button = visitor.page.locator("[data-next-scheme]:visible")
    schemes = []
    for _ in range(3):
        button.click()
        schemes.append(visitor.page.locator("html").get_attribute("data-scheme"))
        visitor.page.reload()
        assert visitor.page.locator("html").get_attribute("data-scheme") == schemes[-1]

    assert schemes == ["light", "dark", "light"]
    expect(button).to_have_attribute("aria-label", "配色：跟随系统")


def test_nothing_moves_for_those_who_asked_for_that(visitor: Visitor) -> None:
    visitor.open_dialog(ARTICLE)

    moving = visitor.page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return parseFloat(transitionDuration) > 0 || animationName !== "none";
        }).length"""
    )

    assert moving == 0


def test_paper_shows_the_article_and_nothing_to_click(visitor: Visitor) -> None:
    visitor.page.goto(ARTICLE)
    visitor.page.emulate_media(media="print")

    expect(visitor.page.locator(".kb-article__body")).to_be_visible()
    for part in (".kb-header", "[data-feedback]", "[data-copy]", ".kb-related", ".kb-footer"):
        expect(visitor.page.locator(part).first).to_be_hidden()


def test_a_page_can_be_found_and_shared(visitor: Visitor) -> None:
    visitor.page.goto(ARTICLE)

    def content(selector: str, attribute: str = "content") -> str:
        return visitor.page.locator(selector).get_attribute(attribute) or ""

    canonical = content("link[rel=canonical]", "href")
    assert canonical.endswith(ARTICLE)
    assert content("meta[property='og:url']") == canonical
    assert content("meta[property='og:title']") == "退款多久到账"
    assert content("meta[property='og:image']").endswith("/images/share-refunds.png")
    image = visitor.page.request.get("/images/share-refunds.png")
    assert image.headers["content-type"] == "image/png"
    assert content("link[type='application/rss+xml']", "href").endswith("feed.xml")
    trail = told_to_search_engines(visitor)["BreadcrumbList"]
    assert [(step["position"], step["name"]) for step in trail["itemListElement"]] == [
        (1, "u钱包帮助中心"),
        (2, "退款"),
        (3, "退款多久到账"),
    ]
    assert trail["itemListElement"][2]["item"] == canonical
    assert ARTICLE in visitor.page.request.get("/sitemap.xml").text()
    assert "<item>" in visitor.page.request.get("/feed.xml").text()


def test_a_missing_page_offers_search_and_every_article(visitor: Visitor) -> None:
    answer = visitor.page.goto("/refunds/no-such-page/")
    assert answer is not None
    assert answer.status == 404
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("没有这个页面")

    visitor.page.locator(".kb-field input").fill("退款多久")
    visitor.page.keyboard.press("Enter")

    expect(visitor.hits.first).to_be_visible()
    expect(visitor.page.locator(".kb-directory a").first).to_be_attached()
