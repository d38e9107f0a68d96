"""The service worker: what a reader has without a network, and what it must leave alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import MakeVisitor
from tests.browser.visitor import WORKER_READY, Visitor
from tests.conftest import RealBuild

ARTICLE = "/refunds/how-long/"
NOT_VISITED = "/payments/invoice/"
ASKED_OFTEN = "/withdrawals/how-long/"
EMERGENCY = "/safety/family-got-a-call/"
KEPT = """async () => {
  const names = await caches.keys();
  const caches_ = await Promise.all(names.map((name) => caches.open(name)));
  const requests = await Promise.all(caches_.map((cache) => cache.keys()));
  return requests.flat().map(({ url }) => url);
}"""


def visit(page: Page, path: str = "/") -> None:
    """Open a page and wait until the worker has kept what it keeps."""
    page.goto(path)
    page.evaluate(WORKER_READY)


@pytest.fixture
def visitor(make_visitor: MakeVisitor) -> Visitor:
    return make_visitor(service_worker=True)


@pytest.fixture
def offline(visitor: Visitor) -> Visitor:
    """Someone who has read one article, and then lost the network."""
    visit(visitor.page)
    visitor.page.goto(ARTICLE)
    visitor.settle()
    visitor.page.context.set_offline(True)
    return visitor


def test_a_visited_article_stays_readable(offline: Visitor) -> None:
    offline.page.reload()

    expect(offline.page.get_by_role("heading", level=1)).to_have_text("退款多久到账")
    styled = "getComputedStyle(document.querySelector('.kb-header')).position"
    assert offline.page.evaluate(styled) == "sticky"


def test_the_dialog_searches_in_the_browser_and_says_why(offline: Visitor) -> None:
    offline.page.reload()
    offline.page.keyboard.press("/")
    offline.search("推款多久")

    expect(offline.dialog).to_have_attribute("data-source", "browser")
    expect(offline.dialog.get_by_text("现在没有网络")).to_be_visible()
    expect(offline.hits.first).to_contain_text("退款多久到账")


def test_the_results_page_works(offline: Visitor) -> None:
    offline.page.goto("/search/?q=退款多久到账")

    results = offline.page.locator("#kb-results")
    expect(results.locator(".kb-hit a").first).to_contain_text("退款多久到账")
    expect(results).to_have_attribute("data-source", "browser")


def test_a_page_that_was_not_kept_is_explained(offline: Visitor) -> None:
    offline.page.goto(NOT_VISITED)

    expect(offline.page.get_by_role("heading", level=1)).to_contain_text("没有网络")
    styled = "getComputedStyle(document.querySelector('.kb-header')).position"
    assert offline.page.evaluate(styled) == "sticky"
    read = offline.page.locator(f".kb-directory a[href='{ARTICLE}']")
    read.click()
    expect(offline.page.get_by_role("heading", level=1)).to_have_text("退款多久到账")
    offline.page.goto(NOT_VISITED)
    offline.page.context.set_offline(False)
    offline.page.reload()
    expect(offline.page.get_by_role("heading", level=1)).not_to_contain_text("没有网络")


@pytest.mark.parametrize("path", [ASKED_OFTEN, EMERGENCY, "/tools/verify/"])
def test_what_is_asked_most_or_urgent_can_be_read_though_it_was_never_opened(
    offline: Visitor, path: str
) -> None:
    offline.page.goto(path)

    expect(offline.page.get_by_role("heading", level=1)).not_to_contain_text("没有网络")


def test_what_answers_is_read_from_the_kept_page(offline: Visitor) -> None:
    offline.page.reload()
    offline.page.keyboard.press("/")
    offline.search("信用卡退款几天")

    card = offline.dialog.locator(".kb-answer")
    expect(card).to_contain_text("可能的答案")
    expect(card).to_contain_text("1–7 个工作日")
    expect(card.locator(".kb-badge")).to_have_text("待核实")


def test_an_overdue_review_is_said_without_a_network_too(offline: Visitor) -> None:
    offline.page.clock.set_fixed_time("2099-01-01T04:00:00Z")
    offline.page.reload()
    offline.page.keyboard.press("/")
    offline.search("信用卡退款几天")

    badges = offline.dialog.locator(".kb-answer .kb-badge")
    expect(badges.last).to_have_text(re.compile(r"^\d{4}-\d\d-\d\d 起未复核$"))


def test_no_hit_leads_to_a_page_that_was_not_kept(offline: Visitor) -> None:
    offline.page.goto("/search/?q=怎么开发票")
    results = offline.page.locator("#kb-results")
    expect(results).to_have_attribute("data-source", "browser")
    away = results.locator(".kb-hit--unreachable")

    expect(away.first).to_contain_text("怎么开发票")
    expect(away.first).to_contain_text("没有网络")
    expect(away.locator("a")).to_have_count(0)
    links = results.locator(".kb-hit a").evaluate_all("all => all.map(({ href }) => href)")
    for url in links:
        assert offline.page.evaluate(f"caches.match('{url.split('#')[0]}').then(Boolean)"), url


def test_neither_the_api_nor_anybodys_question_is_kept(visitor: Visitor) -> None:
    visit(visitor.page)
    visitor.page.goto("/search/?q=退款密语")
    visitor.settle()
    visitor.page.goto("/healthz")

    kept = visitor.page.evaluate(KEPT)

    assert any(url.endswith("/assets/browser-index-4.json") for url in kept)
    assert any(url.endswith("/search/") for url in kept)
    assert [url for url in kept if "/api/" in url or "?" in url or "/preview/" in url] == []
    page = visitor.page.evaluate("caches.match('/search/').then((kept) => kept.text())")
    assert "kb-answer" in page
    assert "密语" not in page


def test_a_newer_worker_removes_what_older_ones_kept(visitor: Visitor) -> None:
    visitor.page.goto("/404.html")
    visitor.page.evaluate(
        "caches.open('kb-20200101T000000').then((cache) => cache.put('/old/', new Response('old')))"
    )
    visitor.page.evaluate("caches.open('someone-elses').then(() => null)")
    visit(visitor.page)

    names = visitor.page.evaluate("caches.keys()")

    assert "kb-20200101T000000" not in names
    assert "someone-elses" in names
    assert len(names) == 2


def test_a_page_changed_on_the_server_is_never_served_from_the_cache(
    visitor: Visitor, real_build: RealBuild
) -> None:
    visit(visitor.page, ARTICLE)
    page = real_build.site / "refunds" / "how-long" / "index.html"
    original = page.read_text(encoding="utf-8")
    try:
        page.write_text(original.replace("退款多久到账", "改过的标题"), encoding="utf-8")
        visitor.page.reload()
        expect(visitor.page.get_by_role("heading", level=1)).to_have_text("改过的标题")
    finally:
        page.write_text(original, encoding="utf-8")


def test_a_preview_registers_no_worker_and_removes_one(visitor: Visitor) -> None:
    visit(visitor.page)

    def as_preview(route: Route) -> None:
        html = route.fetch().text().replace('name="kb-service-worker"', 'name="preview"')
        route.fulfill(body=html, content_type="text/html")

    visitor.page.context.route(f"**{ARTICLE}", as_preview)
    visitor.page.goto(ARTICLE)
    visitor.pause()

    count = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    assert visitor.page.evaluate(count) == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_offline_page(make_visitor: MakeVisitor, width: int) -> None:
    visitor = make_visitor(width)
    visitor.page.goto("/offline.html")

    assert violations(visitor.page) == []


def test_two_questions_and_a_whole_message_are_answered_without_a_network(
    offline: Visitor,
) -> None:
    offline.page.reload()
    offline.page.keyboard.press("/")
    offline.search("退款几天到账，还有提现多久到账")
    codes = offline.dialog.locator(".kb-hit__place").all_inner_texts()[:2]
    assert {code.split(" · ")[-1] for code in codes} == {"R-102", "W-101"}

    offline.field.fill("你好，我上个礼拜在网上买的东西退了。" * 5 + "退款多久到账？提现多久到账？")
    expect(offline.dialog.locator(".kb-hit").first).to_be_visible()
    expect(offline.dialog.get_by_role("alert")).to_have_count(0)


def test_the_official_channels_can_be_read_though_they_were_never_opened(offline: Visitor) -> None:
    offline.page.goto("/")
    offline.page.keyboard.press("/")
    offline.dialog.get_by_role("link", name="查看官方联系渠道").click()

    expect(offline.page.get_by_role("heading", level=1)).to_contain_text("官方渠道")
