"""What holds of every page of the site, found out in one walk over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import pytest
from playwright.sync_api import Browser

from search_service.answering.documents import StoredArticle
from tests.browser.conftest import WIDE
from tests.browser.test_pages import PAGES
from tests.browser.visitor import Visitor
from tests.conftest import RealBuild

PHONES = (390, 320)
ZOOMED = WIDE // 2  # what 200 % leaves of a wide window
LANDMARKS: tuple[Literal["banner", "main", "contentinfo"], ...] = ("banner", "main", "contentinfo")
LONGEST_ANSWER = 80  # 60 characters as written, and the marks that data brings with it
# Rows and cells that lie outside the window or under their neighbour.
SQUEEZED = """(width) => [...document.querySelectorAll(".kb-prose table")].filter((table) => {
  const out = (box) => box.left < 0 || box.right > width + 0.5;
  const parts = [table, ...table.querySelectorAll("td")].filter((part) => part.checkVisibility());
  const cut = (part) => part.scrollWidth > part.clientWidth + 1;
  return parts.some((part) => cut(part) || out(part.getBoundingClientRect()));
}).map((table) => table.textContent.trim().slice(0, 60))"""
# What an article begins with; nothing where the tool comes first.
FIRST = """() => {
  const first = document.querySelector(".kb-article__body > *");
  if (!first || document.querySelector("[data-tool]")) return null;
  const ground = (element) => getComputedStyle(element).backgroundColor;
  return [first.tagName, first.innerText, ground(first) !== ground(document.body)];
}"""

OUTLINE = """() => [...document.querySelectorAll("h1, h2, h3, h4")]
  .filter((heading) => heading.checkVisibility())
  .map((heading) => Number(heading.tagName[1]))"""


@dataclass
class Seen:
    """What was seen of a page: its first part, and at each narrow width what sticks out.

    Attributes:
        landmarks: How often it has each; empty where only the article is another.
        outline: The levels of the headings that are shown.
    """

    errors: list[str]
    language: str | None
    landmarks: list[int]
    outline: list[int]
    first: tuple[str, str, bool] | None
    tables: int
    page_widths: dict[int, int] = field(default_factory=dict)
    squeezed: dict[int, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def walk(browser: Browser, address: str, real_build: RealBuild) -> Iterator[dict[str, Seen]]:
    """Every page by its path, loaded once in a wide window that is then made narrow."""
    documents = real_build.search.documents
    urls = [*(one.url for one in documents.topics), *(one.url for one in documents.articles)]
    context = browser.new_context(
        base_url=address, locale="zh-CN", reduced_motion="reduce", service_workers="block"
    )
    visitor = Visitor(context.new_page())
    seen = {}
    for path in dict.fromkeys([*PAGES.values(), *urls]):
        visitor.errors.clear()
        visitor.page.set_viewport_size({"width": WIDE, "height": 800})
        visitor.page.goto(path)
        if visitor.page.locator("[data-tool]").count() or path in PAGES.values():
            visitor.settle()
        found = Seen(
            errors=list(visitor.errors),
            language=visitor.page.locator("html").get_attribute("lang"),
            landmarks=[visitor.page.get_by_role(one).count() for one in LANDMARKS]
            if path in PAGES.values()
            else [],
            outline=visitor.page.evaluate(OUTLINE),
            first=visitor.page.evaluate(FIRST),
            tables=visitor.page.locator(".kb-prose table").count(),
        )
        for width in (ZOOMED, *PHONES):
            visitor.page.set_viewport_size({"width": width, "height": 800})
            found.page_widths[width] = visitor.page.evaluate("document.documentElement.scrollWidth")
            found.squeezed[width] = visitor.page.evaluate(SQUEEZED, width)
        seen[path] = found
    yield seen
    context.close()


def _of_articles(walk: dict[str, Seen], real_build: RealBuild) -> dict[str, Seen]:
    articles: Sequence[StoredArticle] = real_build.search.documents.articles
    return {article.url: walk[article.url] for article in articles}


def test_no_page_reports_an_error(walk: dict[str, Seen]) -> None:
    missing = PAGES["not found"]
    assert {
        path: seen.errors for path, seen in walk.items() if seen.errors and path != missing
    } == {}


def test_no_page_is_wider_than_a_phone(walk: dict[str, Seen]) -> None:
    wider = [
        (path, width)
        for path, seen in walk.items()
        for width, page_width in seen.page_widths.items()
        if page_width > width
    ]
    assert wider == []


def test_twice_the_zoom_needs_no_sideways_scrolling(walk: dict[str, Seen]) -> None:
    assert [path for path, seen in walk.items() if seen.page_widths[ZOOMED] > ZOOMED] == []


def test_a_page_has_its_language_landmarks_and_headings_in_order(walk: dict[str, Seen]) -> None:
    for path, seen in walk.items():
        assert seen.language == "zh-Hans", path
        assert seen.landmarks == ([1, 1, 1] if path in PAGES.values() else []), path
        assert seen.outline[0] == 1, path
        assert seen.outline.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(seen.outline)), path


def test_tables_fit_a_phone(walk: dict[str, Seen]) -> None:
    assert sum(seen.tables for seen in walk.values()) > 5
    cut = {path: seen.squeezed for path, seen in walk.items() if any(seen.squeezed.values())}
    assert cut == {}


def test_the_answer_stands_first_and_stands_out(
    walk: dict[str, Seen], real_build: RealBuild
) -> None:
    firsts = {path: seen.first for path, seen in _of_articles(walk, real_build).items()}
    answers = {path: first for path, first in firsts.items() if first is not None}

    assert len(answers) > 50
    for path, (tag, text, stands_out) in answers.items():
        assert tag == "P", path
        assert 5 < len(text) <= LONGEST_ANSWER, path
        assert stands_out, path
