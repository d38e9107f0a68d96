"""What a visitor does on the site, in the visitor's words."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import ConsoleMessage, Dialog, Locator, Page, Request, Route, expect

from tests.builders import ROOT

DIALOG = "#kb-search"
# Every folder of pages with an index is a topic.
TOPIC_COUNT = len([*(ROOT / "content" / "pages").glob("*/index.md")])
# The worker has kept its shell and answers for the page.
WORKER_READY = """() => navigator.serviceWorker.controller ? null : new Promise((resolve) =>
  navigator.serviceWorker.addEventListener("controllerchange", () => resolve(null)))"""
# What every open page asks for again and again, the same for everybody.
ANNOUNCEMENT = ("/javascripts/incident.js", "/api/v1/incident")
# So long nothing is asked for: a page that loads asks for the next part at once.
SETTLED_SECONDS = 0.1
LONGEST_SECONDS = 10
# Longer than the pause after which typed text is searched for, by a good margin.
QUIET_MILLISECONDS = 500


class Visitor:
    """One window; notes what was asked of the search service and what went wrong."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.alerts: list[str] = []
        self._under_way: set[Request] = set()
        self._last_answer = time.monotonic()
        page.on("request", self._note_request)
        page.on("requestfinished", self._note_answer)
        page.on("requestfailed", self._note_answer)
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", self._note_alert)

    def _note_request(self, request: Request) -> None:
        if request.is_navigation_request():
            self._under_way.clear()  # whatever the page before was waiting for
        self._under_way.add(request)
        url = urlsplit(request.url)
        if url.path == "/api/v1/search":
            self.asked += parse_qs(url.query)["q"]

    def _note_answer(self, request: Request) -> None:
        self._under_way.discard(request)
        self._last_answer = time.monotonic()

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _note_alert(self, dialog: Dialog) -> None:
        self.alerts.append(dialog.message)
        dialog.dismiss()

    @property
    def dialog(self) -> Locator:
        return self.page.locator(DIALOG)

    @property
    def field(self) -> Locator:
        """The field of the open dialog."""
        return self.dialog.locator("input")

    @property
    def hits(self) -> Locator:
        """The links to the articles found, in the dialog."""
        return self.dialog.locator(".kb-hit a")

    @property
    def suggestions(self) -> Locator:
        """The links to completions above the hits, in the dialog."""
        return self.dialog.locator(".kb-suggestion a")

    @property
    def status(self) -> Locator:
        return self.dialog.get_by_role("status")

    def open_dialog(self, path: str = "/") -> None:
        self.page.goto(path)
        self.page.keyboard.press("/")
        expect(self.field).to_be_focused()

    def search(self, text: str) -> None:
        """Type into the open dialog and wait for the hits."""
        self.field.fill(text)
        expect(self.hits.first).to_be_visible()

    def requests_from_now_on(self) -> list[Request]:
        """Filled as requests are made; without announcements and scripts, plainly asked for."""
        made: list[Request] = []

        def note(request: Request) -> None:
            plain = request.method == "GET" and not urlsplit(request.url).query
            path = urlsplit(request.url).path
            if not (plain and (path in ANNOUNCEMENT or path.endswith(".js"))):
                made.append(request)

        self.page.on("request", note)
        return made

    def settle(self) -> None:
        """The page is loaded and everything that it asked for is there."""
        self.page.wait_for_load_state("load")
        self.page.wait_for_timeout(1000 * SETTLED_SECONDS)
        deadline = time.monotonic() + LONGEST_SECONDS
        while self._under_way or time.monotonic() - self._last_answer < SETTLED_SECONDS:
            assert time.monotonic() < deadline, [one.url for one in self._under_way]
            self.page.wait_for_timeout(20)

    def expect_asked(self, *texts: str) -> None:
        """These were asked of the service, soon or late on a busy machine, and nothing else."""
        deadline = time.monotonic() + LONGEST_SECONDS
        while len(self.asked) < len(texts) and time.monotonic() < deadline:
            self.page.wait_for_timeout(20)
        self.pause()
        assert self.asked == list(texts)

    def pause(self) -> None:
        """Long enough for anything that is going to happen to have happened."""
        self.page.wait_for_timeout(QUIET_MILLISECONDS)


def opened_tool(visitor: Visitor, path: str) -> Locator:
    """The tool of a page, once it works."""
    visitor.page.goto(path)
    tool = visitor.page.locator("[data-tool]")
    expect(tool).to_have_attribute("data-ready", "")
    return tool


def held_back(visitor: Visitor, pattern: str) -> list[Route]:
    """Requests that get no answer until the test goes on with them."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    visitor.page.route(pattern, hold)
    return held


def send_results_page_without_hits(page: Page) -> None:
    """As from a web server whose service is away: the page as it was built, whatever is asked."""
    page.route(
        lambda url: urlsplit(url).path == "/search/" and bool(urlsplit(url).query),
        lambda route: route.continue_(url=route.request.url.split("?")[0]),
    )


def expect_every_topic(place: Locator) -> None:
    """The topics that the footer names are offered in `place` too."""
    topics = place.page.locator(".kb-footer__links").first.locator("a").all_inner_texts()
    offered = place.locator(".kb-help__topics")
    assert topics
    for topic in topics:
        expect(offered.get_by_role("link", name=topic, exact=True)).to_be_visible()
