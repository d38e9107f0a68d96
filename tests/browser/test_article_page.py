"""An article as a reader meets it: the answer first, tables that fit, where to go next."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from search_service.records.feedback import FeedbackStore
from tests.browser.conftest import MakeVisitor
from tests.browser.visitor import Visitor
from tests.conftest import RealBuild

ARTICLE = "/refunds/how-long/"


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
