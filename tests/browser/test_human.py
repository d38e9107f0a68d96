"""A person is one tap away in every state, with the question as text to copy."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import violations
from tests.browser.conftest import MakeVisitor
from tests.browser.visitor import Visitor

ARTICLE = "/refunds/how-long/"
PATHS = ["/", ARTICLE, "/search/?q=退款", "/no-such-page/", "/offline.html", "/tools/verify/"]


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("path", PATHS)
def test_one_tap_leads_to_the_channels(
    make_visitor: MakeVisitor, path: str, *, javascript: bool
) -> None:
    page = make_visitor(390, javascript=javascript).page
    page.goto(path)

    page.locator(".kb-header__human").click()

    section = page.locator("#kb-human")
    expect(section).to_be_in_viewport()
    assert section.locator(".kb-human__channels li").count() > 0
    assert section.locator("[data-human-text]").inner_text()


def test_an_article_is_named_to_the_agent_without_script(make_visitor: MakeVisitor) -> None:
    page = make_visitor(javascript=False).page
    page.goto(ARTICLE)

    said = page.locator("[data-human-text]").inner_text()
    assert said == "看过「退款多久到账」（编号 R-102），还没解决。"


def test_a_question_without_an_answer_is_carried_along(visitor: Visitor) -> None:
    visitor.page.goto("/search/?q=今天天气怎么样")

    said = visitor.page.locator("[data-human-text]")
    expect(said).to_have_text("我想问：今天天气怎么样\n在帮助中心没有找到答案。")


def test_a_question_is_carried_from_the_results_to_the_article(visitor: Visitor) -> None:
    visitor.page.goto("/search/?q=信用卡退款几天")
    visitor.page.locator(".kb-hit__link").first.click()

    said = visitor.page.locator("[data-human-text]")
    expect(said).to_contain_text("我想问：信用卡退款几天")
    expect(said).to_contain_text("编号 R-102")


def test_what_is_private_is_not_carried_along(visitor: Visitor) -> None:
    visitor.page.goto("/search/")
    visitor.page.fill("#kb-field-input", "手机13812345678退款没到")
    visitor.page.press("#kb-field-input", "Enter")
    visitor.page.wait_for_selector(".kb-hit")
    visitor.page.locator(".kb-header__human").click()

    said = visitor.page.locator("[data-human-text]")
    expect(said).to_contain_text("退款没到")
    expect(said).not_to_contain_text("13812345678")


def test_the_dialog_gives_way_to_the_channels(visitor: Visitor) -> None:
    visitor.page.goto(ARTICLE)
    visitor.page.keyboard.press("/")
    visitor.page.fill("#kb-search-input", "今天天气怎么样")
    visitor.page.locator(".kb-search a[href='#kb-human']").first.click()

    expect(visitor.page.locator("#kb-search")).not_to_be_visible()
    expect(visitor.page.locator("#kb-human")).to_be_in_viewport()
    expect(visitor.page.locator("[data-human-text]")).to_contain_text("我想问：今天天气怎么样")


def test_the_text_is_copied_by_one_click(visitor: Visitor) -> None:
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.page.goto("/search/?q=今天天气怎么样")
    visitor.page.locator("[data-human-copy]").click()

    expect(visitor.page.locator("[data-human-copy]")).to_have_text("已复制")
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert copied == "我想问：今天天气怎么样\n在帮助中心没有找到答案。"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_channels_are_accessible(make_visitor: MakeVisitor, scheme: str) -> None:
    page = make_visitor(320, scheme).page
    page.goto(f"{ARTICLE}#kb-human", wait_until="networkidle")

    assert violations(page) == []
