"""`python -m tests.browser.screenshots`: pictures of the real site for docs/screenshots/.

Every view at two widths and in both colours. JPEG: Chromium writes it without further tools.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.server import running_real_site
from tests.browser.visitor import WORKER_READY
from tests.builders import ROOT

FOLDER = ROOT / "docs" / "screenshots"
QUALITY = 70
MOST_BYTES = 2_500_000
SIZES = {1280: 800, 390: 844}
ARTICLE = "/refunds/how-long/"


def home(page: Page) -> None:
    """The home page."""
    page.goto("/")


def article(page: Page) -> None:
    """An article."""
    page.goto(ARTICLE)


def results(page: Page) -> None:
    """The results page."""
    page.goto("/search/?q=推款多久")
    expect(page.locator("#kb-results .kb-hit").first).to_be_visible()


def zero_results(page: Page) -> None:
    """The results page without a hit."""
    page.goto("/search/?q=ψωξ")
    expect(page.locator(".kb-results__help")).to_contain_text("换个说法")


def dialog(page: Page) -> None:
    """The search dialog with hits."""
    page.goto(ARTICLE)
    page.keyboard.press("/")
    page.locator("#kb-search-input").fill("退款多久")
    expect(page.locator("#kb-search .kb-hit").first).to_be_visible()


def offline(page: Page) -> None:
    """The search dialog without a network."""
    page.goto("/")
    page.evaluate(WORKER_READY)
    page.goto(ARTICLE)
    page.context.set_offline(True)
    page.reload()
    page.keyboard.press("/")
    page.locator("#kb-search-input").fill("退款多久")
    expect(page.locator("#kb-search .kb-hit").first).to_be_visible()


VIEWS: dict[str, Callable[[Page], None]] = {
    "home": home,
    "article": article,
    "results": results,
    "zero-results": zero_results,
    "dialog": dialog,
    "offline": offline,
}


def photograph(browser: Browser, address: str, width: int, scheme: str) -> None:
    """All views at one width in one colour."""
    for name, show in VIEWS.items():
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": SIZES[width]},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="zh-CN",
            reduced_motion="reduce",
        )
        page = context.new_page()
        show(page)
        file = FOLDER / f"{name}-{width}-{scheme}.jpg"
        page.screenshot(path=file, type="jpeg", quality=QUALITY)
        context.close()


def main() -> int:
    """Exit code: 0 when all pictures are there and small enough together."""
    path = chromium.find()
    if path is None:
        print(chromium.MISSING, file=sys.stderr)  # noqa: T201
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_real_site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for width in SIZES:
            for scheme in ("light", "dark"):
                photograph(browser, address, width, scheme)
        browser.close()
    total = sum(file.stat().st_size for file in FOLDER.glob("*.jpg"))
    print(f"docs/screenshots：{total / 1e6:.2f} MB")  # noqa: T201
    return 0 if total <= MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
