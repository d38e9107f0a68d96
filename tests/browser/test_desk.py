"""The agent desk in a real Chromium, mostly without a mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Route, expect

from search_service.desk.accounts import Accounts
from search_service.feedback import FeedbackStore
from search_service.incident import IncidentFile
from search_service.settings import Settings
from tests.browser.desk import NAME, PASSWORD, AgentAtWork, running_desk
from tests.browser.visitor import Visitor

MOST_PRESSES = 12
LIGHT = "灯不亮怎么办"

MakeAgent = Callable[..., AgentAtWork]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Settings]]:
    with running_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture
def make_agent(browser: Browser, desk: tuple[str, Settings]) -> Iterator[MakeAgent]:
    """Opens a fresh window; at the end nothing may have gone wrong in it."""
    with ExitStack() as stack:

        def make(width: int = 1024, height: int = 600, scheme: str = "light") -> AgentAtWork:
            context = browser.new_context(
                base_url=desk[0],
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
                locale="zh-CN",
                reduced_motion="reduce",
                permissions=["clipboard-read", "clipboard-write"],
            )
            stack.callback(context.close)
            context.set_default_timeout(5_000)
            agent = AgentAtWork(context.new_page())
            agent.page.on("pageerror", lambda error: pytest.fail(str(error)))
            return agent

        yield make


@pytest.fixture
def agent(make_agent: MakeAgent) -> AgentAtWork:
    made = make_agent()
    made.sign_in()
    return made


def test_a_whole_call_takes_the_keyboard_alone_and_few_keys(agent: AgentAtWork) -> None:
    agent.find("deng buliang", LIGHT)  # pinyin, as it stands in the box before an IME commits
    agent.press("Enter")
    expect(agent.preview).to_be_focused()

    agent.press("2")
    expect(agent.toast).to_contain_text("已复制话术 2")
    assert agent.copied() == "请先拔掉插头，等灯泡凉了再拧。"

    agent.press("l")
    expect(agent.toast).to_contain_text("已复制链接")
    assert agent.copied() == "https://help.example.com/lamps/does-not-light/"

    agent.press("p")
    expect(agent.page.locator(".kb-pin")).to_have_count(1)

    agent.press("h")
    expect(agent.panel).to_be_visible()
    agent.type("L 七号灯")
    agent.press("Enter")
    agent.type("换了灯泡还不亮")
    agent.press("Control+Enter")
    expect(agent.toast).to_have_text("已复制交接单")
    assert agent.copied().splitlines() == [
        "【转交】修灯组（示例，待核实）",
        "灯号：L 七号灯",
        "情况：换了灯泡还不亮",
        "回复：（未填）",
        f"参考：L-101 {LIGHT}",
    ]

    agent.press("x")
    expect(agent.query).to_be_focused()
    expect(agent.query).to_have_value("")
    expect(agent.page.locator(".kb-pin")).to_have_count(0)
    expect(agent.title).to_have_count(0)

    assert agent.presses <= MOST_PRESSES
    agent.page.keyboard.type("deng buliang")  # nothing of the call before is in the next one
    expect(agent.title).to_have_text(LIGHT)
    agent.press("Enter")
    agent.press("h")
    expect(agent.panel.locator("input").first).to_have_value("")


def test_no_letter_and_no_digit_of_a_query_is_taken_for_a_command(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    agent.page.evaluate("navigator.clipboard.writeText('untouched')")

    agent.type("L101 lschpytwx 1234567890")

    expect(agent.query).to_have_value("灯不亮L101 lschpytwx 1234567890")
    assert agent.copied() == "untouched"
    expect(agent.panel).to_be_hidden()


def test_while_typing_a_command_takes_alt(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)

    agent.press("Alt+1")
    expect(agent.toast).to_contain_text("已复制话术 1")
    assert agent.copied() == "我先帮您看看灯。"
    agent.press("Alt+c")
    expect(agent.toast).to_contain_text("已复制口令")
    assert agent.copied() == "L 幺零幺"
    agent.press("Alt+s")
    expect(agent.toast).to_contain_text("已复制短信")
    assert "https://help.example.com/lamps/does-not-light/" in agent.copied()
    assert len(agent.copied()) <= 70
    expect(agent.query).to_be_focused()
    expect(agent.query).to_have_value("灯不亮")


def test_words_with_an_unconfirmed_fact_are_copied_with_a_warning(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+3")

    expect(agent.toast).to_contain_text("待核实的数据")
    assert agent.copied() == "退款要1–3 个工作日（示例，待核实）。"


def test_arrows_choose_and_escape_goes_back_to_the_query(agent: AgentAtWork) -> None:
    agent.find("灯", "修灯怎么转交")
    first = agent.hits.first
    expect(first).to_have_attribute("aria-selected", "true")

    agent.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "false")
    expect(agent.hits.nth(1)).to_have_attribute("aria-selected", "true")
    expect(agent.title).not_to_have_text("修灯怎么转交")

    agent.press("Enter")
    expect(agent.preview).to_be_focused()
    agent.press("Escape")
    expect(agent.query).to_be_focused()
    agent.type("遥控器")  # what was typed before is selected, and so replaced
    expect(agent.query).to_have_value("遥控器")


def test_what_arrives_after_the_call_is_over_is_not_shown(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    agent.page.route("**/api/v1/agent/articles/*", hold)
    with agent.page.expect_request("**/api/v1/agent/articles/*"):
        agent.press("ArrowDown")
    agent.press("Alt+x")
    for route in held:
        route.continue_()
    agent.page.wait_for_timeout(300)

    expect(agent.title).to_have_count(0)


def test_internal_articles_are_marked_and_give_customers_nothing(agent: AgentAtWork) -> None:
    agent.find("N101", "修灯怎么转交")
    expect(agent.hits.first.locator(".kb-audience")).to_have_text("内部")
    expect(agent.preview).to_contain_text("草稿：还没有人复核")
    agent.page.evaluate("navigator.clipboard.writeText('untouched')")

    for key in ("l", "s", "c"):
        agent.press(f"Alt+{key}")
        expect(agent.toast).to_have_text("内部文章，不能发给顾客")
    assert agent.copied() == "untouched"


def test_a_stale_article_says_so_before_it_is_read_out(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)

    expect(agent.preview.locator(".kb-status")).to_have_text("过期")
    expect(agent.preview.locator(".kb-warning")).to_contain_text("先核对有没有变")


def test_the_overlay_lists_every_key(agent: AgentAtWork) -> None:
    agent.press("?")
    expect(agent.panel).to_be_visible()
    for text in ("1–9", "L", "短信", "Esc", "清空"):
        expect(agent.panel).to_contain_text(text)
    agent.press("Escape")
    expect(agent.panel).to_be_hidden()
    expect(agent.query).to_be_focused()


def test_what_an_article_rests_on_is_one_key_away(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    agent.press("Enter")
    agent.press("y")

    expect(agent.page.locator("#kb-basis")).to_be_focused()
    expect(agent.page.locator("#kb-basis")).to_contain_text("依据")


def test_a_flag_takes_one_line_and_lands_in_the_feedback(
    agent: AgentAtWork, desk: tuple[str, Settings]
) -> None:
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+w")
    agent.type("插座那步过时了")
    agent.press("Enter")
    expect(agent.toast).to_contain_text("已标记")

    [stored] = FeedbackStore(desk[1].feedback_file).read()
    assert (stored.article_id, stored.source, stored.comment) == (
        "L-101",
        "agent",
        "插座那步过时了",
    )


def test_a_day_without_a_version_is_said_plainly(agent: AgentAtWork) -> None:
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+t")
    agent.panel.locator("input").fill("2026-03-05")
    agent.press("Enter")

    expect(agent.panel.get_by_role("alert")).to_contain_text("没有 git 历史")


def test_a_card_number_is_neither_searched_for_nor_handed_over(agent: AgentAtWork) -> None:
    asked: list[str] = []
    agent.page.on("request", lambda request: asked.append(request.url))
    agent.query.fill("6222021234567890128 灯")
    expect(agent.page.locator("#kb-desk-status")).to_contain_text("没有搜索")
    assert not any("622202" in url for url in asked)

    agent.query.fill("")
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+h")
    agent.type("6222021234567890128")
    agent.press("Control+Enter")
    expect(agent.panel).to_contain_text("请删掉再复制")


def test_who_is_signed_out_signs_in_in_place_and_loses_nothing_of_the_call(
    agent: AgentAtWork, desk: tuple[str, Settings]
) -> None:
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+p")
    expect(agent.page.locator(".kb-pin")).to_have_count(1)

    Accounts(desk[1].agents_file).reset(NAME, PASSWORD)  # every session ends
    agent.type("怎")
    expect(agent.panel).to_contain_text("登录已过期")
    expect(agent.preview).to_be_hidden()
    agent.press("Escape")
    expect(agent.panel).to_be_visible()
    agent.type(PASSWORD)
    agent.press("Enter")

    expect(agent.panel).to_be_hidden()
    expect(agent.preview).to_be_visible()
    expect(agent.page.locator(".kb-pin")).to_have_count(1)


def test_the_login_page_works_without_javascript(
    browser: Browser, desk: tuple[str, Settings]
) -> None:
    context = browser.new_context(base_url=desk[0], java_script_enabled=False)
    page = context.new_page()
    page.goto("/agent/")
    page.keyboard.type(NAME)  # the field has the focus
    page.keyboard.press("Tab")
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("名字或密码不对。")
    page.keyboard.type(PASSWORD)  # the name is still there
    page.keyboard.press("Enter")
    page.wait_for_url("**/agent/")
    context.close()


def test_an_incident_is_on_both_sites_within_five_seconds_and_goes_again(
    agent: AgentAtWork, desk: tuple[str, Settings]
) -> None:
    public = agent.page.context.new_page()
    visitor = Visitor(public)
    public.goto("/")
    public.wait_for_load_state("networkidle")
    file = IncidentFile(desk[1].incident_file)
    now = datetime.now(UTC)
    file.set("部分灯不亮，正在修", now + timedelta(hours=1), now)
    try:
        for page in (agent.page, public):
            page.bring_to_front()
            banner = page.locator(".kb-incident")
            expect(banner).to_have_text("部分灯不亮，正在修", timeout=5_000)
    finally:
        file.clear()
    expect(public.locator(".kb-incident")).to_have_text("", timeout=5_000)
    assert visitor.errors == []


def test_the_service_worker_of_the_site_keeps_nothing_of_the_desk(agent: AgentAtWork) -> None:
    page = agent.page
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready")
    page.goto("/agent/")
    agent.find("N101", "修灯怎么转交")

    kept = page.evaluate(
        """async () => {
          const kept = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
          return kept;
        }"""
    )

    assert any(url.endswith("/stylesheets/site.css") for url in kept)
    assert [url for url in kept if "agent" in url] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1024, 600), (1280, 800)])
def test_axe_finds_nothing_on_the_login_page_and_the_desk(
    make_agent: MakeAgent, width: int, height: int, scheme: str
) -> None:
    agent = make_agent(width, height, scheme)
    agent.page.goto("/agent/login")
    assert violations(agent) == []
    agent.sign_in()
    assert violations(agent) == []
    agent.find("灯不亮", LIGHT)
    agent.press("Alt+p")
    assert violations(agent) == []
    assert agent.page.evaluate("document.documentElement.scrollWidth") <= width
    assert agent.page.evaluate("document.documentElement.scrollHeight") <= height
    for key in ("Alt+h", "Alt+w", "Alt+Slash"):
        agent.query.focus()
        agent.press(key)
        expect(agent.panel).to_be_visible()
        assert violations(agent) == [], key
        agent.press("Escape")
        expect(agent.panel).to_be_hidden()
    agent.find("", LIGHT)
    agent.query.fill("N101")
    expect(agent.title).to_have_text("修灯怎么转交")
    assert violations(agent) == []


def violations(agent: AgentAtWork) -> list[str]:
    """What axe finds, with the elements concerned."""
    found = Axe().run(agent.page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]
