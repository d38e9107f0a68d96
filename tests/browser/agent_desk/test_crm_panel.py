"""The desk in a frame of another site, with the example of a CRM that stands in `examples/`."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from search_service.releases.publish import load_analyser
from search_service.settings import Settings
from tests.browser.desk import LIGHT, NAME, PASSWORD
from tests.browser.server import running
from tests.builders import ROOT

LETTER = "您好，我是你们的老顾客，买过好几盏。" * 6 + "灯不亮怎么办？谢谢！"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        del format, args


@pytest.fixture(scope="module")
def crm() -> Iterator[str]:
    """The origin of the example, another site than the desk's for every browser."""
    handler = partial(_Quiet, directory=str(ROOT / "examples" / "crm-panel"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_address[1]}"
        server.shutdown()
        thread.join(timeout=10)


@pytest.fixture(scope="module")
def framed(desk: tuple[str, Settings], crm: str) -> Iterator[str]:
    """The address of the shop's desk, which lets the example hold it."""
    settings = desk[1].model_copy(update={"agent_frame_hosts": (crm,)})
    with running(settings, load_analyser(settings)) as address:
        yield f"{address}/agent/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="zh-CN", reduced_motion="reduce"
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    yield page
    context.close()


def signed_in(page: Page, crm: str, framed: str) -> FrameLocator:
    page.goto(f"{crm}/?desk={framed}")
    frame = page.frame_locator("#desk")
    frame.locator("#name").fill(NAME)
    frame.locator("#password").fill(PASSWORD)
    frame.locator("#password").press("Enter")
    expect(page.get_by_role("status")).to_have_text("坐席台准备好了。")
    return frame


def send_case(page: Page, framed: str, case_id: str, text: str) -> None:
    page.evaluate(
        """([origin, id, text]) => document.getElementById("desk").contentWindow
             .postMessage({to: "kb-desk", type: "case", id, text}, origin)""",
        [framed.removesuffix("/agent/"), case_id, text],
    )


def test_a_case_opens_its_article_and_what_is_copied_and_pinned_arrives(
    page: Page, crm: str, framed: str
) -> None:
    frame = signed_in(page, crm, framed)
    page.get_by_role("button", name="8812").click()
    send_case(page, framed, "8812", LETTER)  # of the shop, whose lamps the example knows nothing of
    expect(frame.locator(".kb-preview__title")).to_have_text(LIGHT)
    expect(frame.locator(".kb-desk__pins h2")).to_have_text("案件 8812")
    expect(frame.locator(".kb-desk__pins h2")).to_be_visible()

    frame.locator("#kb-desk-query").press("Enter")
    page.keyboard.press("2")
    expect(page.get_by_label("回复顾客")).to_have_value("请先拔掉插头，等灯泡凉了再拧。")
    page.keyboard.press("p")
    expect(page.locator("#linked")).to_have_text(f"L-101 {LIGHT}")
    expect(frame.locator("#kb-desk-toast")).to_contain_text("记到案件 8812")
    page.keyboard.press("p")
    expect(page.locator("#linked li")).to_have_count(0)

    page.get_by_role("button", name="8813").click()  # another customer: nothing stays
    expect(frame.locator(".kb-desk__pins h2")).to_have_text("案件 8813")
    expect(frame.locator(".kb-pin")).to_have_count(0)
    expect(page.get_by_label("回复顾客")).to_have_value("")


def test_the_agent_stays_signed_in_when_the_crm_is_loaded_again(
    page: Page, crm: str, framed: str
) -> None:
    signed_in(page, crm, framed)
    page.reload()
    expect(page.get_by_role("status")).to_have_text("坐席台准备好了。")


def test_a_card_number_in_a_case_never_leaves_the_frame(page: Page, crm: str, framed: str) -> None:
    frame = signed_in(page, crm, framed)
    sent: list[str] = []
    page.on("request", lambda one: sent.append(f"{one.url} {one.post_data}"))
    send_case(page, framed, "1", "卡号 6222021234567890128，灯不亮")
    expect(frame.locator(".kb-preview__title")).to_have_text(LIGHT)

    assert not any("622202" in one for one in sent)


def test_a_host_that_is_not_listed_sees_nothing_and_is_told_nothing(
    page: Page, desk: tuple[str, Settings], crm: str, framed: str
) -> None:
    # The same page under another name is another origin.
    other = crm.replace("localhost", "127.0.0.1")
    for address in (framed, f"{desk[0]}/agent/"):
        page.goto(f"{other}/?desk={address}")
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("status")).to_have_text("坐席台还没有准备好。")
        inside = [one for one in page.frames if one.parent_frame is not None]
        assert all(one.locator("#name").count() == 0 for one in inside)
