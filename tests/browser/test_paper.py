"""On paper: black on white whatever the screen shows, and nothing that only a screen can do."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDE, MakeVisitor
from tests.browser.visitor import Visitor, opened_tool

# Cells that hold a date which stands on more than one line.
BROKEN_DATES = """() => [...document.querySelectorAll("td")].filter((cell) => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top)));
  return /^\\d{4}-\\d\\d-\\d\\d$/.test(cell.textContent.trim()) && lines.size > 1;
}).map((cell) => cell.textContent)"""

# What of the words of a page is not darker than what lies behind it by far.
PALE = """() => {
  const light = (colour) => Math.max(...colour.match(/[\\d.]+/g).slice(0, 3).map(Number));
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const { backgroundColor } = getComputedStyle(one);
      if (!/, 0\\)$|transparent/.test(backgroundColor)) return light(backgroundColor);
    }
    return 255;
  };
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && [...one.childNodes].some((node) => node.data?.trim()))
    .filter((one) => behind(one) - light(getComputedStyle(one).color) < 150)
    .map((one) => `${one.className}: ${one.textContent.trim().slice(0, 20)}`);
}"""


@pytest.fixture
def dark(make_visitor: MakeVisitor) -> Visitor:
    """Someone who prints from a dark screen."""
    return make_visitor(WIDE, "dark")


def test_numbers_to_ring_are_black_and_drawings_are_light(dark: Visitor) -> None:
    dark.page.goto("/account/phone-lost/")
    dark.page.emulate_media(media="print", color_scheme="dark")

    call = dark.page.locator(".kb-call").first
    assert call.evaluate("(link) => getComputedStyle(link).color") == "rgb(0, 0, 0)"
    picture = dark.page.locator(".kb-article__body img").first
    assert picture.evaluate("(image) => getComputedStyle(image).colorScheme") == "light"


def test_what_a_tool_would_open_is_left_out(dark: Visitor) -> None:
    dark.page.goto("/complaints/how-to-complain/")
    link = dark.page.locator(".kb-tool-link")
    expect(link).to_be_visible()

    dark.page.emulate_media(media="print")
    expect(link).to_be_hidden()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_dates_in_tables_stay_whole(make_visitor: MakeVisitor, media: str) -> None:
    visitor = make_visitor(WIDE if media == "screen" else 690)  # A4 inside its margins
    opened_tool(visitor, "/tools/refund-date/")
    visitor.page.locator(".kb-tool-text > summary").click()
    visitor.page.emulate_media(media="print" if media == "print" else "screen")

    assert visitor.page.locator("td", has_text="2026-").count() > 5
    assert visitor.page.evaluate(BROKEN_DATES) == []


@pytest.mark.parametrize(
    "path",
    [
        "/search/?q=退款多久到账",
        "/account/account-stolen/",
        "/tools/guide/",
        "/tools/verify/?text=95312",
    ],
)
def test_every_word_is_dark_on_light_even_with_backgrounds(dark: Visitor, path: str) -> None:
    dark.page.goto(path)
    dark.settle()
    dark.page.emulate_media(media="print", color_scheme="dark")

    assert dark.page.evaluate(PALE) == []
