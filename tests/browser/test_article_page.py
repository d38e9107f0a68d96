"""An article as a reader meets it: the answer first, tables that fit, where to go next."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from search_service.records.feedback import FeedbackStore
from tests.browser.conftest import MakeVisitor
from tests.browser.visitor import Visitor
from tests.conftest import RealBuild

ARTICLE = "/refunds/how-long/"
LONGEST_ANSWER = 80  # 60 characters as written, and the marks that data brings with it
# Rows and cells that lie outside the window or under their neighbour.
SQUEEZED = """(width) => [...document.querySelectorAll(".kb-prose table")].filter((table) => {
  const out = (box) => box.left < 0 || box.right > width + 0.5;
  const parts = [table, ...table.querySelectorAll("td")].filter((part) => part.checkVisibility());
  const cut = (part) => part.scrollWidth > part.clientWidth + 1;
  return parts.some((part) => cut(part) || out(part.getBoundingClientRect()));
}).map((table) => table.textContent.trim().slice(0, 60))"""


def test_the_answer_stands_first_and_stands_out(visitor: Visitor, real_build: RealBuild) -> None:
    for article in real_build.search.documents.articles:
        visitor.page.goto(article.url)
        if visitor.page.locator("[data-tool]").count():
            continue  # there the tool comes first
        first = visitor.page.locator(".kb-article__body > *").first

        assert first.evaluate("element => element.tagName") == "P", article.url
        assert 5 < len(first.inner_text()) <= LONGEST_ANSWER, article.url
        ground = "element => getComputedStyle(element).backgroundColor"
        assert first.evaluate(ground) != visitor.page.locator("body").evaluate(ground)


def test_tables_fit_a_phone(phone: Visitor, real_build: RealBuild) -> None:
    tables = 0
    for article in real_build.search.documents.articles:
        phone.page.goto(article.url)
        tables += phone.page.locator(".kb-prose table").count()
        for width in (390, 320):
            phone.page.set_viewport_size({"width": width, "height": 800})

            assert phone.page.evaluate(SQUEEZED, width) == [], (article.url, width)
    assert tables > 5


def test_an_article_says_what_it_is_when_it_changed_and_what_is_next(visitor: Visitor) -> None:
    visitor.page.goto(ARTICLE)
    foot = visitor.page.locator(".kb-article__foot")

    expect(visitor.page.locator(".kb-article__facts")).to_contain_text("R-102")
    expect(visitor.page.locator(".kb-article__facts time")).to_be_visible()
    expect(foot).to_contain_text("复核日期")
    expect(foot).to_contain_text("依据")
    expect(visitor.page.get_by_role("heading", name="适用和不适用")).to_be_visible()
    expect(visitor.page.get_by_role("heading", name="还没解决？")).to_be_visible()
    warning = visitor.page.locator(".admonition.warning")
    expect(warning).to_contain_text("防骗提醒")
    warning.get_by_role("link", name="官方渠道").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("官方渠道")


def test_related_articles_are_those_the_writer_named(visitor: Visitor) -> None:
    visitor.page.goto(ARTICLE)
    related = visitor.page.locator(".kb-related a")

    assert 1 <= related.count() <= 5
    related.first.click()
    expect(visitor.page.locator(".kb-article__facts")).to_be_visible()


def test_an_opinion_reaches_the_operator(visitor: Visitor, real_build: RealBuild) -> None:
    visitor.page.goto(ARTICLE)
    section = visitor.page.locator("[data-feedback]")
    section.get_by_role("button", name="没帮助").click()
    section.get_by_label("看不明白").check()
    section.get_by_role("textbox").fill("没说信用卡账单怎么看")
    section.get_by_role("button", name="提交").click()
    expect(section.get_by_role("status")).to_have_text("谢谢，已经记下。")

    stored = FeedbackStore(real_build.settings.feedback_file).read()
    assert [(one.article_id, one.reason, one.comment) for one in stored if one.comment] == [
        ("R-102", "unclear", "没说信用卡账单怎么看")
    ]


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_what_is_tapped_is_large_enough(make_visitor: MakeVisitor, width: int) -> None:
    """24 px or room around it, as WCAG 2.5.8 asks; axe checks the whole rule in test_pages."""
    visitor = make_visitor(width)
    visitor.page.goto(ARTICLE)
    small = visitor.page.evaluate(
        """() => [...document.querySelectorAll("button, summary, input, nav.kb-topics a, footer a")]
          .filter((target) => target.checkVisibility())
          .filter((target) => target.getBoundingClientRect().height < 24)
          .map((target) => target.outerHTML.slice(0, 80))"""
    )

    assert small == []
