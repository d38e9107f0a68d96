"""The home page: whatever a visitor came for is one tap or one question away."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import MakeVisitor
from tests.browser.visitor import Visitor
from tests.conftest import RealBuild

TOOLS = "tools"


def addresses(visitor: Visitor, selector: str) -> list[str]:
    """Where the links lead, from the site's root."""
    links = visitor.page.locator(selector)
    found: list[str] = links.evaluate_all("links => links.map((link) => link.pathname)")
    return found


def test_the_search_of_the_home_page_is_the_dialog(visitor: Visitor) -> None:
    visitor.page.goto("/")
    visitor.page.locator(".kb-hero__input").click()

    expect(visitor.field).to_be_focused()
    visitor.search("退款多久到账")
    expect(visitor.hits.first).to_contain_text("退款多久到账")


def test_what_most_people_come_for_and_ten_answers_are_one_tap_away(
    visitor: Visitor, real_build: RealBuild
) -> None:
    visitor.page.goto("/")
    articles = {article.url for article in real_build.search.documents.articles}
    needs = addresses(visitor, ".kb-needs a")
    asked = addresses(visitor, ".kb-asked a")

    assert len(needs) in {4, 5}
    assert len(asked) == len(set(asked)) == 10
    assert set(needs) | set(asked) <= articles


def test_every_topic_stands_on_the_home_page_with_an_icon_and_its_articles_counted(
    visitor: Visitor, real_build: RealBuild
) -> None:
    visitor.page.goto("/")
    documents = real_build.search.documents
    cards = visitor.page.locator(".kb-card")

    topics = {topic.id: topic.url for topic in documents.topics if topic.id != TOOLS}
    articles = [article for article in documents.articles if article.topic_id in topics]
    assert set(addresses(visitor, ".kb-card a")) == set(topics.values())
    assert cards.locator("svg").count() == cards.count()
    counted = [int(text.split()[0]) for text in cards.locator(".kb-card__count").all_inner_texts()]
    assert sum(counted) == len(articles)


def test_the_official_channels_are_one_tap_away(visitor: Visitor) -> None:
    visitor.page.goto("/")
    visitor.page.get_by_role("link", name="查看官方联系渠道").click()

    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("官方渠道")


def test_on_a_phone_the_search_and_the_first_needs_are_seen_without_scrolling(
    make_visitor: MakeVisitor,
) -> None:
    visitor = make_visitor(390)
    visitor.page.goto("/")

    for part in (".kb-hero__form", ".kb-needs"):
        box = visitor.page.locator(part).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 640, part
