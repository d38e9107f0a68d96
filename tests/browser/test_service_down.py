"""When the service fails in whatever way, the browser's own index answers."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Route, expect

from tests.browser.visitor import Visitor, expect_every_topic, send_results_page_without_hits

SEARCH = "**/api/v1/search*"
# The promise to the visitor: results within two seconds of an outage.
SOON_MILLISECONDS = 5_000


def hang(route: Route) -> None:
    """Never answers."""


FAILURES: dict[str, Callable[[Route], object]] = {
    "connection refused": lambda route: route.abort("connectionrefused"),
    "offline": lambda route: route.abort("internetdisconnected"),
    "overloaded": lambda route: route.fulfill(status=503, body="busy"),
    "server error": lambda route: route.fulfill(status=500, json={"detail": "x"}),
    "not found": lambda route: route.fulfill(status=404, body="nothing here"),
    "hanging": hang,
    "a page instead of JSON": lambda route: route.fulfill(
        status=200, content_type="text/html", body="<!doctype html><p>login</p>"
    ),
    "truncated JSON": lambda route: route.fulfill(
        status=200, content_type="application/json", body='{"query": {"text": "退'
    ),
    "JSON of another kind": lambda route: route.fulfill(status=200, json=["退款"]),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_results_come_from_the_browser_index_however_the_service_fails(
    visitor: Visitor, failure: Callable[[Route], object]
) -> None:
    visitor.page.route(SEARCH, failure)
    visitor.open_dialog()

    visitor.field.fill("退款多久到")

    expect(visitor.hits.first).to_be_visible(timeout=SOON_MILLISECONDS)
    expect(visitor.dialog).to_have_attribute("data-source", "browser")
    expect(visitor.hits.first).to_contain_text("退款")
    expect(visitor.dialog.get_by_text("搜索服务暂时连不上")).to_be_visible()
    # Chromium itself reports a failed request; the pages must add nothing to that.
    assert [error for error in visitor.errors if "Failed to load resource" not in error] == []


def test_the_service_rests_after_a_failure(visitor: Visitor) -> None:
    visitor.page.route(SEARCH, FAILURES["overloaded"])
    visitor.open_dialog()
    visitor.search("退款")

    visitor.search("验证码")
    visitor.expect_asked("退款")
    expect(visitor.hits.first).to_contain_text("验证码")


def test_the_results_page_falls_back_too(visitor: Visitor) -> None:
    visitor.page.route(SEARCH, FAILURES["connection refused"])
    send_results_page_without_hits(visitor.page)

    visitor.page.goto("/search/?q=退款多久到")

    results = visitor.page.locator("#kb-results")
    expect(results.locator(".kb-hit a").first).to_be_visible(timeout=SOON_MILLISECONDS)
    expect(results).to_have_attribute("data-source", "browser")


@pytest.mark.parametrize("query", ["推款多久", "tuikuan duojiu", "退款幾天到賬", "R102", "tkdz"])
def test_the_browser_index_understands_what_the_service_does(visitor: Visitor, query: str) -> None:
    visitor.page.route(SEARCH, FAILURES["connection refused"])
    visitor.open_dialog()

    visitor.search(query)

    expect(visitor.dialog).to_have_attribute("data-source", "browser")
    links = [link.get_attribute("href") or "" for link in visitor.hits.all()[:3]]
    assert any("/refunds/how-long/" in link for link in links), links


def test_without_any_index_topics_and_official_channels_remain(visitor: Visitor) -> None:
    visitor.page.route(SEARCH, FAILURES["connection refused"])
    visitor.page.route("**/browser-index-4.json", FAILURES["connection refused"])
    visitor.open_dialog()

    visitor.field.fill("退款")

    expect(visitor.status).to_contain_text("搜索暂时用不了")
    expect_every_topic(visitor.dialog)
    expect(visitor.dialog.get_by_role("link", name="查看官方联系渠道")).to_be_visible()
    assert [error for error in visitor.errors if "Failed to load resource" not in error] == []


def test_the_browser_index_is_not_loaded_while_the_service_answers(visitor: Visitor) -> None:
    loaded: list[str] = []
    visitor.page.on("request", lambda request: loaded.append(request.url))
    visitor.open_dialog()

    visitor.search("退款")
    visitor.pause()

    assert [url for url in loaded if "browser-index" in url] == []


def lose_the_search(visitor: Visitor) -> None:
    """As where the network dies between a page and what it loads when it is first used."""
    visitor.page.route(
        lambda url: any(
            name in url
            for name in ("/javascripts/search/main.js", "/javascripts/search/search_page")
        ),
        FAILURES["offline"],
    )


@pytest.mark.parametrize("path", ["/", "/404.html", "/search/"])
def test_without_its_modules_a_form_is_sent_as_without_scripts(visitor: Visitor, path: str) -> None:
    lose_the_search(visitor)
    visitor.page.goto(path)
    if path == "/":
        visitor.page.keyboard.press("/")
        expect(visitor.status).to_contain_text("没能载入")
        expect_every_topic(visitor.dialog)
        visitor.page.keyboard.type("退款多久到账")
        visitor.page.keyboard.press("Enter")
    else:
        visitor.page.locator("main .kb-field input").fill("退款多久到账")
        visitor.page.keyboard.press("Enter")
        if path != "/search/":
            visitor.page.keyboard.press("Enter")

    visitor.page.wait_for_url(lambda url: "退款多久到账" in unquote(url))
    expect(visitor.page.locator("#kb-results .kb-hit a").first).to_contain_text("退款")


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("13800138000退款没到", "退款没到"),
        ("退款 138 0013 8000", "退款"),
        ("我的密码是月亮姐姐", "我的"),
        ("登不上 密码abc123", "登不上"),
        ("wang@qq.com 注销账户", "注销账户"),
        ("E1003", "E1003"),
    ],
)
def test_what_may_be_private_is_not_sent_without_the_module_that_knows(
    visitor: Visitor, typed: str, sent: str
) -> None:
    lose_the_search(visitor)
    visitor.page.goto("/")
    visitor.page.keyboard.press("/")
    expect(visitor.status).to_contain_text("没能载入")
    visitor.page.keyboard.insert_text(typed)
    visitor.page.keyboard.press("Enter")

    visitor.page.wait_for_url("**/search/?q=*")
    assert parse_qs(urlsplit(visitor.page.url).query)["q"] == [sent]


def test_a_search_that_comes_late_takes_what_was_typed(visitor: Visitor) -> None:
    lose_the_search(visitor)
    visitor.page.goto("/")
    visitor.page.keyboard.press("/")
    expect(visitor.status).to_contain_text("没能载入")
    visitor.page.unroute_all()

    visitor.page.keyboard.type("退款多久")

    expect(visitor.hits.first).to_contain_text("退款")


def test_where_the_site_is_away_though_there_is_a_network_no_hit_leads_nowhere(
    visitor: Visitor,
) -> None:
    visitor.open_dialog()
    visitor.page.route("**/api/**", FAILURES["connection refused"])
    visitor.page.route(
        lambda url: urlsplit(url).path.endswith("/") and len(urlsplit(url).path) > 1,
        FAILURES["connection refused"],
    )
    visitor.field.fill("怎么开发票")

    expect(visitor.dialog.locator(".kb-hit--unreachable").first).to_contain_text("怎么开发票")
    expect(visitor.hits).to_have_count(0)
