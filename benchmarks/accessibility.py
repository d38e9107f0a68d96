"""`python -m benchmarks.accessibility`: what axe finds on every page of the site.

Every page of the sitemap, and those that it does not list, at two widths in both colours, in the
Chromium of the browser tests. Writes docs/benchmarks/axe.md; fails when anything is found.
"""

from __future__ import annotations

import re
import sys
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from benchmarks import machine
from tests.browser import chromium
from tests.browser.conftest import FLAGS
from tests.browser.server import running_real_site

TABLE = machine.ROOT / "docs" / "benchmarks" / "axe.md"
UNLISTED = ("/404.html", "/offline.html", "/search/?q=退款多久到账", "/search/?q=ψωξ")
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
LOCATION = re.compile("<loc>(.+?)</loc>")
# Colours that are still fading are measured wrong.
SETTLED_MILLISECONDS = 150
HEAD = """# axe

Made by `make axe` at commit {commit}: axe-core {version} with its default rules on {pages} pages,
at {widths} px, in {schemes}; {rules} rules had something to look at.
The dialog, open forms, marked words, every tool and the agent desk are held by `tests/browser`.

Violations: **{count}**

"""


def _paths(page: Page) -> list[str]:
    sitemap = page.request.get("/sitemap.xml").text()
    return [*sorted(urlsplit(one).path for one in LOCATION.findall(sitemap)), *UNLISTED]


def _looks(page: Page, path: str) -> list[tuple[str, dict[str, Any]]]:
    """What axe says of a page in each of its looks, and the name of the look."""
    page.goto(path)
    page.wait_for_load_state("networkidle")
    looks = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.wait_for_timeout(SETTLED_MILLISECONDS)
            looks.append((f"{path} {width} {scheme}", Axe().run(page).response))
    return looks


def main() -> int:
    """Exit code: 0 when axe finds nothing."""
    path = chromium.find()
    if path is None:
        print(chromium.MISSING, file=sys.stderr)
        return 2
    found: list[str] = []
    passed: set[str] = set()
    version = ""
    with running_real_site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(base_url=address, locale="zh-CN", reduced_motion="reduce")
        paths = _paths(page)
        for number, one in enumerate(paths, start=1):
            print(f"\r{number}/{len(paths)}", end="", file=sys.stderr, flush=True)
            for look, said in _looks(page, one):
                version = said["testEngine"]["version"]
                passed |= {rule["id"] for rule in said["passes"]}
                found += [f"- {look}: {rule['id']}, {rule['help']}" for rule in said["violations"]]
        browser.close()
    head = HEAD.format(
        version=version,
        pages=len(paths),
        widths=" and ".join(map(str, WIDTHS)),
        schemes=" and ".join(SCHEMES),
        rules=len(passed),
        commit=machine.description()["commit"],
        count=len(found),
    )
    TABLE.write_text(head + "".join(f"{line}\n" for line in found), encoding="utf-8")
    print(f"\n{TABLE.relative_to(machine.ROOT)}: {len(found)}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
