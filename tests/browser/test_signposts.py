"""What leads people on: suggestions where a page is missing, the order of topics, labels, dates."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MakeVisitor
from tests.browser.test_home import addresses
from tests.browser.visitor import Visitor
from tests.conftest import RealBuild

# Where money may be lost now stands before where it is late, and that before what can wait.
BY_URGENCY = [
    "safety", "account", "payments", "refunds", "withdrawals",
    "troubleshooting", "complaints", "contact", "promotions",
]  # fmt: skip
# What a topic begins with.
FIRST_OF = {"safety": "S-105", "account": "A-105", "payments": "F-105", "refunds": "R-102"}
LINES_OF_DATES = """() => [...document.querySelectorAll("time")]
  .filter((time) => time.checkVisibility() && time.getClientRects().length > 1)
  .map((time) => time.textContent)"""


@pytest.mark.parametrize("path", ["/refunds/no-such-page/", "/offline.html"])
def test_where_a_page_is_missing_five_articles_are_offered(
    visitor: Visitor, real_build: RealBuild, path: str
) -> None:
    visitor.page.goto(path)

    offered = addresses(visitor, ".kb-most-asked a")
    assert len(set(offered)) == 5
    assert set(offered) <= {article.url for article in real_build.search.documents.articles}
    first = visitor.page.locator(".kb-most-asked a").first
    name = first.inner_text()
    first.click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(name)


@pytest.mark.parametrize("place", [".kb-card a", ".kb-topics__topic"])
def test_topics_stand_by_urgency(visitor: Visitor, place: str) -> None:
    visitor.page.goto("/" if place == ".kb-card a" else "/refunds/how-long/")

    listed = [path.split("/")[1] for path in addresses(visitor, place)]
    assert [topic for topic in dict.fromkeys(listed) if topic != "tools"] == BY_URGENCY


def test_the_articles_of_a_topic_stand_by_urgency(visitor: Visitor, real_build: RealBuild) -> None:
    urls = {article.id: article.url for article in real_build.search.documents.articles}
    for topic, first in FIRST_OF.items():
        visitor.page.goto(f"/{topic}/")
        assert addresses(visitor, ".kb-articles__link")[0] == urls[first]


def test_the_colour_switch_says_what_it_is_where_there_is_room(make_visitor: MakeVisitor) -> None:
    wide = make_visitor(1280)
    wide.page.goto("/")
    name = wide.page.locator(".kb-appearance__name:visible")
    expect(name).to_have_text("配色：跟随系统")
    wide.page.locator("[data-next-scheme]:visible").click()
    expect(name).to_have_text("配色：浅色")

    phone = make_visitor(390)
    phone.page.goto("/")
    phone.page.locator(".kb-menu__button").click()
    expect(phone.page.locator(".kb-appearance__name:visible")).to_have_text("配色：跟随系统")


@pytest.mark.parametrize("path", ["/recent/", "/refunds/how-long/", "/account/claim-for-theft/"])
def test_no_date_breaks_over_two_lines(make_visitor: MakeVisitor, path: str) -> None:
    visitor = make_visitor(320)
    visitor.page.goto(path)

    assert visitor.page.locator("time").count() > 0
    assert visitor.page.evaluate(LINES_OF_DATES) == []
