"""A real Chromium on the real site, served by a real server on a free port."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.browser import chromium
from tests.browser.server import running
from tests.browser.visitor import Visitor
from tests.conftest import RealBuild

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# As long as a busy machine may take; what is there sooner is seen sooner.
PATIENCE_MILLISECONDS = 15_000
expect.set_options(timeout=PATIENCE_MILLISECONDS)
WIDE = 1280
PHONE = 390

MakeVisitor = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        if chromium.in_continuous_integration():
            pytest.fail(chromium.MISSING)
        pytest.skip(chromium.MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(real_build: RealBuild) -> Iterator[str]:
    """Where the service answers, with the real site and index."""
    with running(real_build.settings, real_build.analyser) as running_at:
        yield running_at


@pytest.fixture
def make_visitor(browser: Browser, address: str) -> Iterator[MakeVisitor]:
    """Opens a fresh window; at the end nothing may have been asked of another host."""
    with ExitStack() as stack:

        def make(
            width: int = WIDE,
            scheme: str = "light",
            *,
            javascript: bool = True,
            service_worker: bool = False,
        ) -> Visitor:
            context = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": 800},
                color_scheme="dark" if scheme == "dark" else "light",
                locale="zh-CN",
                java_script_enabled=javascript,
                reduced_motion="reduce",
                # What a worker answers, a test cannot make fail.
                service_workers="allow" if service_worker else "block",
            )
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE_MILLISECONDS)
            foreign: list[str] = []
            stack.callback(lambda: pytest.fail(f"other hosts: {foreign}") if foreign else None)
            page: Page = context.new_page()

            def note(request: Request) -> None:
                if not request.url.startswith((address, "data:", "blob:")):
                    foreign.append(request.url)

            page.on("request", note)
            return Visitor(page)

        yield make


@pytest.fixture
def visitor(make_visitor: MakeVisitor) -> Visitor:
    return make_visitor()


@pytest.fixture
def phone(make_visitor: MakeVisitor) -> Visitor:
    return make_visitor(PHONE)
