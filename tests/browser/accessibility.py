"""What axe finds on a page."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

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


def violations(page: Page) -> list[str]:
    """Rule, element and advice of everything found, in dark and light; axe's default rules."""
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
