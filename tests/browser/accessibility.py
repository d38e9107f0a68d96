"""What axe finds on a page."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

# Wide enough for the button of large text.
WIDE = 1280
# Two frames later the page has taken notice and is painted anew.
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Only what is wrong is sent across.
_RUN = """(options) => axe.run({resultTypes: ["violations"], ...options})
  .then((found) => found.violations.map(({id, nodes}) =>
    [id, nodes.map((node) => [String(node.target), node.failureSummary])]))"""
# Axe's default rules; in the other scheme colours alone are others.
_RULES: dict[str, dict[str, object]] = {
    "dark": {},
    "light": {"runOnly": ["color-contrast", "link-in-text-block"]},
}


def violations_in_each_look(
    visitor: Visitor, widths: Sequence[int], large: Sequence[int]
) -> dict[str, list[str]]:
    """What is found of a page that is loaded once, by look.

    Args:
        visitor: Whose window shows it.
        widths: Of the window, while text is as it is.
        large: Of the window, while text is large.
    """
    page = visitor.page
    found = {}

    def look(width: int, name: str) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        found[name] = violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[name].append("wider than the window")

    for width in widths:
        look(width, f"{width}")
    page.set_viewport_size({"width": WIDE, "height": 800})
    button = page.locator("[data-large-text]:visible")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    for width in large:
        look(width, f"{width}, large text")
    return {name: some for name, some in found.items() if some}


def violations(page: Page) -> list[str]:
    """Rule, element and advice of everything found, in dark and light; axe's default rules."""
    if not page.evaluate("Boolean(globalThis.axe)"):
        page.evaluate(AXE_SCRIPT)
    found = []
    for scheme, rules in _RULES.items():
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.evaluate(PAINTED)
        assert page.locator("html").get_attribute("data-scheme") == scheme
        found += [
            f"{scheme}: {rule}: {target} {advice}"
            for rule, nodes in page.evaluate(_RUN, rules)
            for target, advice in nodes
        ]
    return found
