"""Under a finger: what is pressed is 44 px high, but for links inside a sentence."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

# Height as it is pressed: what is drawn over an element belongs to it.
TOO_LOW = """(place) => [...document.querySelectorAll(`${place} :is(a, button, summary)`)]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => {
    const { width, height } = one.getBoundingClientRect();
    const over = getComputedStyle(one, "::after");
    const drawn = over.position === "absolute" ? Number.parseFloat(over.height) || 0 : 0;
    const isInline = getComputedStyle(one).display === "inline" && !one.closest("nav");
    return width > 1 && !isInline && Math.max(height, drawn) < 43.5;
  })
  .map((one) => `${one.className}: ${one.textContent.trim()}`)"""
TEXTS = ["", "退款多久", "我被骗了", "13800138000", "今天天气怎么样", "投诉"]


def test_in_every_state_of_the_dialog(phone: Visitor) -> None:
    phone.page.add_init_script("localStorage.setItem('kb-recent', '[\"退款\"]')")
    phone.open_dialog()
    for text in TEXTS:
        phone.field.fill(text)
        phone.settle()
        phone.pause()
        assert phone.page.evaluate(TOO_LOW, "#kb-search") == [], text


@pytest.mark.parametrize(
    "path", ["/", "/refunds/how-long/", "/search/", "/search/?q=退款", "/offline.html"]
)
def test_on_pages(phone: Visitor, path: str) -> None:
    phone.page.goto(path)
    phone.settle()
    phone.pause()
    places = ["header", ".kb-path", ".kb-results", ".kb-directory", ".kb-human", "footer"]
    for place in [".kb-hero", *places]:
        assert phone.page.evaluate(TOO_LOW, place) == [], place


def test_the_contact_below_no_answer_can_be_hit(phone: Visitor) -> None:
    phone.open_dialog()
    phone.field.fill("今天天气怎么样")
    link = phone.dialog.locator(".kb-help__contact a").first
    expect(link).to_be_visible()

    assert link.evaluate("(link) => link.getBoundingClientRect().height") >= 44
