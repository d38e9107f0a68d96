"""What search engines are told of an article is what a reader sees in it."""

from __future__ import annotations

import pytest

from search_service.content.site_settings import SiteSettings
from tests.browser.structured_data import told_to_search_engines
from tests.browser.test_pages import PAGES
from tests.browser.visitor import Visitor
from tests.builders import ROOT
from tests.conftest import RealBuild

STEPS = """() => [...document.querySelectorAll(".kb-article__body ol")[0].children]
  .map((step) => step.textContent.replace(/\\s+/g, " ").trim())"""


def how_to_codes() -> list[str]:
    node = SiteSettings(ROOT).node("extra", "how_to")
    return [one.value for one in node.value] if node else []


def test_an_article_says_on_which_day_it_was_changed(
    visitor: Visitor, real_build: RealBuild
) -> None:
    for article in real_build.search.documents.articles[::8]:
        visitor.page.goto(article.url)
        told = told_to_search_engines(visitor)["Article"]
        shown = visitor.page.locator(".kb-article__head time").get_attribute("datetime")
        assert told["dateModified"] == shown == article.updated
        assert told["headline"] == visitor.page.locator("h1").inner_text()


def test_steps_are_told_word_for_word_and_only_where_they_are_the_answer(
    visitor: Visitor, real_build: RealBuild
) -> None:
    articles = {article.id: article for article in real_build.search.documents.articles}
    chosen = how_to_codes()
    assert len(chosen) > 5
    for code in chosen:
        visitor.page.goto(articles[code].url)
        told = told_to_search_engines(visitor)["HowTo"]
        steps = [" ".join(step["text"].split()) for step in told["step"]]
        assert steps == visitor.page.evaluate(STEPS), code
        assert 2 <= len(steps) <= 7, code
    for code in [code for code in articles if code not in chosen][::10]:
        visitor.page.goto(articles[code].url)
        assert "HowTo" not in told_to_search_engines(visitor), code


@pytest.mark.parametrize("kind", ["home", "topic", "results", "terms", "not found"])
def test_what_is_no_article_does_not_claim_to_be_one(visitor: Visitor, kind: str) -> None:
    visitor.page.goto(PAGES[kind])

    assert not {"Article", "HowTo", "FAQPage"} & told_to_search_engines(visitor).keys()
