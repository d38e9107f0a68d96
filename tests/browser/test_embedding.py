"""The help centre in pages of others: two origins, a real Chromium, the examples as they stand."""

from __future__ import annotations

import functools
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Frame, Page, Route, expect

from tests.browser.accessibility import violations
from tests.browser.server import running
from tests.builders import ROOT
from tests.conftest import RealBuild

WIDTHS = (320, 375, 414)
FIRST_VIEW_BYTES = 200_000


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        """Say nothing."""


def _hosted(folder: str) -> tuple[ThreadingHTTPServer, str]:
    handler = functools.partial(_Quiet, directory=folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """A page's origin that is allowed to hold the help centre."""
    server, address = _hosted(str(ROOT / "examples"))
    yield address
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def stranger() -> Iterator[str]:
    """A page's origin that is not."""
    server, address = _hosted(str(ROOT / "examples"))
    yield address
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def help_centre(real_build: RealBuild, host: str) -> Iterator[str]:
    settings = real_build.settings.model_copy(update={"embed_origins": (host,)})
    with running(settings, real_build.analyser) as address:
        yield f"{address}/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 720}, locale="zh-CN")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def frame_of(page: Page) -> Frame:
    handle = page.wait_for_selector("kb-help iframe")
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    return frame


def test_a_page_of_an_allowed_origin_shows_the_help_centre(
    page: Page, host: str, help_centre: str
) -> None:
    page.goto(f"{host}/h5/index.html?help={help_centre}&page=refunds/how-long/")

    expect(page.frame_locator("kb-help iframe").locator("h1")).to_have_text("退款多久到账")
    expect(page.locator("#last")).to_have_text("opened R-102")


def test_a_page_of_another_origin_does_not(page: Page, stranger: str, help_centre: str) -> None:
    page.goto(f"{stranger}/h5/index.html?help={help_centre}&page=refunds/how-long/")
    page.wait_for_selector("kb-help iframe")
    page.wait_for_timeout(500)

    assert page.frame_locator("kb-help iframe").locator(".kb-embed").count() == 0
    assert page.locator("#last").inner_text() == ""


def test_only_the_embedded_pages_may_be_held(page: Page, host: str, help_centre: str) -> None:
    for path in ("", "refunds/how-long/", "search/?q=退款", "agent/login"):
        policy = page.request.get(help_centre + path).headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
    policy = page.request.get(f"{help_centre}embed/").headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' {host}")
    assert page.request.get(f"{help_centre}embed/agent/login").status == 404


@pytest.mark.parametrize(
    "path", ["", "refunds/how-long/", "search/?q=退款多久到账", "tools/verify/", "no-such-page/"]
)
def test_embedded_pages_are_accessible_and_fit(page: Page, help_centre: str, path: str) -> None:
    page.goto(f"{help_centre}embed/{path}", wait_until="networkidle")

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 720})
        assert violations(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not page.locator(".kb-header").is_visible()
    assert page.locator(".kb-embed").is_visible()


def test_the_first_view_is_light(browser: Browser, help_centre: str) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 720})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(f"{help_centre}embed/refunds/how-long/?theme=dark", wait_until="networkidle")
    context.close()

    assert 0 < sum(received) <= FIRST_VIEW_BYTES


def test_looks_are_there_before_the_first_paint_and_stay_on_the_way(
    page: Page, help_centre: str
) -> None:
    page.goto(f"{help_centre}embed/refunds/how-long/?theme=dark&size=large")

    root = page.locator("html")
    assert root.get_attribute("data-scheme") == "dark"
    assert root.get_attribute("data-text") == "large"
    page.locator(".kb-related a").first.click()
    page.wait_for_url(lambda url: "/embed/" in url and "how-long" not in url)
    assert "theme=dark&size=large" in page.url
    assert page.locator("html").get_attribute("data-scheme") == "dark"
    page.go_back()
    page.wait_for_url("**/embed/refunds/how-long/?theme=dark&size=large")


def test_one_topic_alone_is_shown_and_searched(page: Page, help_centre: str) -> None:
    page.goto(f"{help_centre}embed/?topic=refunds")

    assert page.url == f"{help_centre}embed/refunds/?topic=refunds"
    page.fill(".kb-embed__input", "多久到账")
    page.press(".kb-embed__input", "Enter")
    page.wait_for_selector(".kb-hit")
    found = page.eval_on_selector_all(".kb-hit__link", "links => links.map(one => one.pathname)")
    assert found
    assert all(path.startswith("/embed/refunds/") for path in found)


def test_addresses_are_ascii_and_no_cookie_or_storage_is_needed(
    browser: Browser, help_centre: str
) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 720})
    context.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get() { throw new Error('blocked'); } });"
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{help_centre}embed/search/?q=%E9%80%80%E6%AC%BE&theme=dark")
    page.locator(".kb-hit__link").first.click()
    page.wait_for_url("**theme=dark*")

    assert page.url.isascii()
    assert context.cookies() == []
    assert faults == []
    context.close()


def test_a_crm_passes_the_question_by_message_and_gets_an_article_into_the_reply(
    page: Page, host: str, help_centre: str
) -> None:
    page.set_viewport_size({"width": 1000, "height": 800})
    page.goto(f"{host}/ticket-panel/index.html?help={help_centre}")

    inside = page.frame_locator("kb-help iframe")
    inside.locator(".kb-hit__link").first.click()
    page.locator("#insert:enabled").click()
    assert (
        page.input_value("#reply") == f"退款多久到账（编号 R-102）：{help_centre}refunds/how-long/"
    )


def test_what_is_private_in_a_question_reaches_no_address(
    page: Page, host: str, help_centre: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{host}/ticket-panel/index.html?help={help_centre}")
    frame_of(page).wait_for_selector(".kb-hit")
    with page.expect_event("framenavigated"):
        page.eval_on_selector("kb-help", "view => view.ask('手机13812345678退款没到')")
    frame_of(page).wait_for_selector(".kb-hit")

    assert not [url for url in asked if "13812345678" in url]


def test_a_question_put_while_a_page_is_still_loading_is_asked(
    page: Page, host: str, help_centre: str
) -> None:
    def late(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    page.route("**/javascripts/**", late)
    page.goto(f"{host}/ticket-panel/index.html?help={help_centre}", wait_until="commit")
    page.wait_for_function("Boolean(document.querySelector('kb-help')?.ask)")
    page.eval_on_selector("kb-help", "view => view.ask('被骗了怎么办')")

    page.frame_locator("kb-help iframe").locator(".kb-answer").wait_for()
    assert "被骗了怎么办" in frame_of(page).evaluate("decodeURIComponent(location.search)")


def test_who_types_in_the_bar_is_not_interrupted_by_the_page(
    page: Page, host: str, help_centre: str
) -> None:
    def late(route: Route) -> None:
        time.sleep(0.05)
        route.continue_()

    page.route("**/javascripts/**", late)
    page.goto(f"{host}/h5/index.html?help={help_centre}&page=search/")
    inside = page.frame_locator("kb-help iframe")
    inside.locator(".kb-embed__input").press_sequentially("信用卡退款几天", delay=150)
    inside.locator(".kb-embed__input:focus").press("Enter")
    inside.locator(".kb-answer").wait_for()


def test_events_say_what_happened_and_never_what_was_typed(
    page: Page, host: str, help_centre: str
) -> None:
    page.goto(f"{host}/h5/index.html?help={help_centre}&page=search/")
    page.evaluate(
        "window.heard = []; window.addEventListener('message', e => window.heard.push(e.data))"
    )
    inside = page.frame_locator("kb-help iframe")
    inside.locator(".kb-embed__input").fill("信用卡退款几天")
    inside.locator(".kb-embed__input").press("Enter")
    inside.locator(".kb-answer").wait_for()
    inside.locator(".kb-embed__human").click()
    page.wait_for_function("window.heard.some(one => one.type === 'kb:contact')")

    heard = page.evaluate("window.heard")
    assert {"kb:ready", "kb:opened", "kb:resize", "kb:answer_shown", "kb:contact"} <= {
        one["type"] for one in heard
    }
    assert "信用卡退款几天" not in str(heard)
    assert all("q=" not in str(one) for one in heard)


def test_a_click_is_told_however_late_the_module_that_tells_it_comes(
    page: Page, host: str, help_centre: str
) -> None:
    module = re.compile(r"/javascripts/embed\b")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(module, hold)
    with page.expect_request(module):
        page.goto(f"{host}/h5/index.html?help={help_centre}&page=search/")
    page.evaluate(
        "window.heard = []; window.addEventListener('message', e => window.heard.push(e.data))"
    )
    page.frame_locator("kb-help iframe").locator(".kb-embed__human").click()
    for request in held:
        request.continue_()
    page.wait_for_function("window.heard.some(one => one.type === 'kb:contact')")


def test_the_bot_answers_and_always_names_a_person(help_centre: str) -> None:
    for text, said in (
        ("信用卡退款几天", "工作日"),
        ("今天天气怎么样", "没有这方面的文章"),
        ("我被骗转了五千", "报警电话 110"),
        ("【u钱包】您的账户异常，请点击 https://a.example 认证", "验真"),
    ):
        command = [sys.executable, "examples/bot/bot.py", "--help-centre", help_centre, text]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        assert said in done.stdout
        assert "人工" in done.stdout
