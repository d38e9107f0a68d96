"""关怀版, or a phone with letters twice as large: whatever is written can be read."""

from __future__ import annotations

import pytest

from tests.browser.conftest import MakeVisitor
from tests.browser.test_pages import PAGES
from tests.browser.visitor import Visitor

KINDS = {
    **PAGES,
    "answer": "/search/?q=退款几天",
    "emergency": "/account/account-stolen/",
    "drawing": "/account/phone-lost/",
    "addresses": "/safety/official-channels/",
    "unknown hours": "/contact/hours-and-peaks/",
    "wide table": "/payments/over-the-limit/",
    "letter": "/account/claim-for-theft/",
    "offline": "/offline.html",
    "tools": "/tools/",
    "verify": "/tools/verify/",
    "guide": "/tools/guide/",
    "step": "/tools/guide/?tree=payment-failed",
    "refund date": "/tools/refund-date/",
    "cards": "/tools/cards/",
    "error code": "/tools/error-code/",
    "hours": "/tools/hours/",
}
PHONES = (390, 320)
# Every line of text that lies outside the window, or outside a frame that hides what sticks out.
# Left out: what is there for screen readers alone, excerpts, which end in an ellipsis, and what
# scrolling down shows.
CUT = """(width) => {
  const aside = ".kb-hidden, .kb-skip, .kb-hit__snippet, thead, script, style, noscript, option";
  const hides = (value) => value === "hidden" || value === "clip";
  const cut = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const holder = text.parentElement;
    const seen = holder.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!text.textContent.trim() || !seen || holder.closest(aside)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = [...range.getClientRects()].filter((line) => line.width >= 1);
    const outside = (line) => {
      if (line.left < -0.5 || line.right > width + 0.5) return true;
      let scrolls = false;
      for (let frame = holder; frame !== document.body; frame = frame.parentElement) {
        const style = getComputedStyle(frame);
        const box = frame.getBoundingClientRect();
        const x = line.left < box.left - 0.5 || line.right > box.right + 0.5;
        const y = !scrolls && (line.top < box.top - 2 || line.bottom > box.bottom + 2);
        if ((hides(style.overflowX) && x) || (hides(style.overflowY) && y)) return true;
        scrolls ||= style.overflowY === "auto";
      }
      return false;
    };
    if (lines.some(outside)) cut.push(text.textContent.trim().slice(0, 40));
  }
  return cut;
}"""


def enlarged(make_visitor: MakeVisitor, width: int) -> Visitor:
    """A phone on which 关怀版 was chosen in the menu."""
    visitor = make_visitor(width)
    visitor.page.goto("/")
    visitor.page.locator(".kb-menu__button").click()
    visitor.page.locator("[data-large-text]:visible").click()
    return visitor


def test_no_text_is_cut_on_any_kind_of_page(make_visitor: MakeVisitor) -> None:
    visitor = enlarged(make_visitor, max(PHONES))

    found = {}
    for kind, path in KINDS.items():
        visitor.page.goto(path)
        visitor.settle()
        assert visitor.page.locator("html").get_attribute("data-text") == "large"
        for width in PHONES:
            visitor.page.set_viewport_size({"width": width, "height": 800})
            cut = visitor.page.evaluate(CUT, width)
            wide = visitor.page.evaluate("document.documentElement.scrollWidth") > width
            if cut or wide:
                found[kind, width] = (cut, wide)
    assert found == {}


@pytest.mark.parametrize("width", PHONES)
def test_no_text_is_cut_in_the_menu_and_in_the_search(
    make_visitor: MakeVisitor, width: int
) -> None:
    visitor = enlarged(make_visitor, width)
    assert visitor.page.evaluate(CUT, width) == []

    visitor.open_dialog()
    visitor.search("退款几天")
    assert visitor.page.evaluate(CUT, width) == []


def test_letters_twice_as_large_on_the_phone_itself_cut_nothing_off(
    make_visitor: MakeVisitor,
) -> None:
    visitor = make_visitor(max(PHONES))
    letters = {"fontSizes": {"standard": 32, "fixed": 26}}
    visitor.page.context.new_cdp_session(visitor.page).send("Page.setFontSizes", letters)

    found = {}
    for kind, path in {**KINDS, "trouble": "/search/?q=我被骗了5000块"}.items():
        visitor.page.goto(path)
        visitor.settle()
        assert visitor.page.evaluate("matchMedia('(max-width: 17em)').matches")
        wide = visitor.page.evaluate("document.documentElement.scrollWidth")
        if wide > max(PHONES):
            found[kind] = wide
    assert found == {}
