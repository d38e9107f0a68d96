"""Where the system paints in its own few colours, what is chosen is seen to be chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, WIDE, MakeVisitor
from tests.browser.visitor import opened_tool

ARTICLE = "/refunds/how-long/"
LOOK = """(element) => {
  const { backgroundColor, outlineStyle } = getComputedStyle(element);
  return [backgroundColor, outlineStyle === "none" ? "none" : "outlined"];
}"""


def looks_different(page: Page, chosen: str, other: str) -> bool:
    """Whether the first visible elements of two selectors differ in ground or outline."""
    looks = [page.locator(f"{one}:visible").first.evaluate(LOOK) for one in (chosen, other)]
    return bool(looks[0] != looks[1])


def test_the_card_that_is_filled_in(make_visitor: MakeVisitor) -> None:
    visitor = make_visitor(PHONE)
    visitor.page.emulate_media(forced_colors="active")
    opened_tool(visitor, "/tools/cards/")

    choice = ".kb-cards__choice input"
    assert looks_different(
        visitor.page, f"{choice}:checked + span", f"{choice}:not(:checked) + span"
    )


def test_the_topic_that_hits_are_narrowed_to(make_visitor: MakeVisitor) -> None:
    visitor = make_visitor(PHONE)
    visitor.page.emulate_media(forced_colors="active")
    visitor.page.goto("/search/?q=退款")
    visitor.settle()

    chip = ".kb-results__filter .kb-chip"
    assert looks_different(visitor.page, f"{chip}[aria-current]", f"{chip}:not([aria-current])")


def test_the_opinion_and_its_reason(make_visitor: MakeVisitor) -> None:
    visitor = make_visitor(PHONE)
    visitor.page.emulate_media(forced_colors="active")
    visitor.page.goto(ARTICLE)
    visitor.page.get_by_role("button", name="没帮助").click()
    visitor.page.locator(".kb-feedback__reason input").first.check()

    chip = ".kb-feedback .kb-chip"
    assert looks_different(
        visitor.page, f"{chip}[aria-pressed=true]", f"{chip}[aria-pressed=false]"
    )
    reason = ".kb-feedback__reason input"
    assert looks_different(
        visitor.page, f"{reason}:checked + .kb-chip", f"{reason}:not(:checked) + .kb-chip"
    )


@pytest.mark.parametrize(("width", "link"), [(WIDE, ".kb-topics a"), (PHONE, ".kb-menu__panel a")])
def test_the_place_in_the_navigation(make_visitor: MakeVisitor, width: int, link: str) -> None:
    visitor = make_visitor(width)
    visitor.page.emulate_media(forced_colors="active")
    visitor.page.goto(ARTICLE)
    if width == PHONE:
        visitor.page.locator(".kb-menu__button").click()

    assert looks_different(visitor.page, f"{link}[aria-current]", f"{link}:not([aria-current])")


def test_large_text_that_is_switched_on(make_visitor: MakeVisitor) -> None:
    visitor = make_visitor(WIDE)
    visitor.page.emulate_media(forced_colors="active")
    visitor.page.goto(ARTICLE)
    visitor.page.locator("[data-large-text]:visible").click()
    visitor.page.mouse.move(0, 0)

    button = ".kb-appearance__button"
    assert looks_different(
        visitor.page, f"{button}[aria-pressed=true]", f"{button}:not([aria-pressed])"
    )
