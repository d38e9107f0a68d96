"""The pages that are made from all articles: questions, changes, terms."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import PAGES
from tests.browser.visitor import Visitor
from tests.conftest import RealBuild

STRUCTURED = "script[type='application/ld+json']"


def test_the_questions_page_answers_every_article_in_its_own_words(
    visitor: Visitor, real_build: RealBuild
) -> None:
    visitor.page.goto("/faq/")
    articles = [one for one in real_build.search.documents.articles if one.topic_id != "tools"]
    questions = visitor.page.locator(".kb-faq__question a")

    assert sorted(questions.all_inner_texts()) == sorted(article.title for article in articles)
    answer = visitor.page.locator(".kb-faq__answer").first.inner_text()
    questions.first.click()
    expect(visitor.page.locator(".kb-article__body > p").first).to_have_text(answer)


def test_a_topic_of_the_questions_page_is_one_jump_away(visitor: Visitor) -> None:
    visitor.page.goto("/faq/")
    visitor.page.locator(".kb-jumps a", has_text="投诉与升级").click()

    expect(visitor.page.get_by_role("heading", name="投诉与升级")).to_be_in_viewport()


def test_what_search_engines_are_told_is_what_the_questions_page_says(visitor: Visitor) -> None:
    visitor.page.goto("/faq/")
    told = json.loads(visitor.page.locator(STRUCTURED).inner_text())
    shown = zip(
        visitor.page.locator(".kb-faq__question").all_inner_texts(),
        visitor.page.locator(".kb-faq__answer").all_inner_texts(),
        strict=True,
    )

    assert told["@type"] == "FAQPage"
    pairs = [(entry["name"], entry["acceptedAnswer"]["text"]) for entry in told["mainEntity"]]
    assert sorted(pairs) == sorted(shown)


@pytest.mark.parametrize("path", [path for path in PAGES.values() if path != "/faq/"])
def test_no_other_page_claims_to_be_a_list_of_questions(visitor: Visitor, path: str) -> None:
    visitor.page.goto(path)

    assert "FAQPage" not in "".join(visitor.page.locator(STRUCTURED).all_inner_texts())


def test_changes_are_listed_newest_first_with_both_kinds_of_date(
    visitor: Visitor, real_build: RealBuild
) -> None:
    visitor.page.goto("/recent/")
    days = visitor.page.locator(".kb-day time").all_inner_texts()
    updated = {article.updated for article in real_build.search.documents.articles}

    assert days == sorted(days, reverse=True)
    assert set(days) <= updated
    assert days[0] == max(updated)
    expect(visitor.page.locator(".kb-articles__facts").first).to_contain_text("复核日期")
    expect(visitor.page.get_by_text("更新日期是内容改动的那天")).to_be_visible()


def test_every_term_is_explained_with_a_way_to_an_article_and_can_be_linked(
    visitor: Visitor, real_build: RealBuild
) -> None:
    visitor.page.goto("/glossary/")
    terms = visitor.page.locator(".kb-prose dt")
    articles = {article.url for article in real_build.search.documents.articles}

    assert terms.count() >= 25
    assert all(terms.evaluate_all("terms => terms.map((term) => term.id === term.textContent)"))
    for meaning in visitor.page.locator(".kb-prose dd").all():
        paths = meaning.locator("a").evaluate_all("links => links.map((link) => link.pathname)")
        assert paths, meaning.inner_text()
        assert set(paths) <= articles
