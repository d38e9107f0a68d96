"""Twelve calls on the real articles, acted with a slow line and the keys counted."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from search_service.answering.search import Search
from search_service.content.corpus import load_corpus
from search_service.desk.accounts import Accounts
from search_service.desk.internal_content import load_desk
from search_service.desk.release_part import desk_part
from search_service.releases.documents import documents_of
from search_service.releases.publish import publish_release
from tests.browser.desk import NAME, PASSWORD, AgentAtWork
from tests.browser.server import running
from tests.conftest import RealBuild

MOST_PRESSES = 12
DELAY_SECONDS = 0.3


@dataclass(frozen=True)
class Call:
    """What is typed, the article that must open, the keys that follow, and who takes over."""

    words: str
    code: str
    keys: str
    team: str | None = None


CALLS = (
    Call("退款多久到账", "R-102", "1 2 l"),
    Call("被骗转账了", "S-105", "1 2", "账户安全专员"),
    Call("手机丢了", "A-104", "1 2 s", "账户安全专员"),
    Call("R幺零二", "R-102", "3 c", "退款专员"),
    Call("shoubudao yanzhengma", "A-103", "1 2 l"),
    Call("被重复扣款", "F-104", "1 2", "支付专员"),
    Call("提现多久到账", "W-101", "1 l"),
    Call("要求跟主管通话", "P-102", "1 2", "值班主管"),
    Call("顾客在骂人", "N-110", "1 2", "值班主管"),
    Call("顾客正在给骗子转账", "N-111", "1 2 3", "账户安全专员"),
    Call("怎么投诉", "P-101", "1 l", "投诉专员"),
    Call("不认识的扣款", "F-105", "1 2 p", "账户安全专员"),
)


@pytest.fixture(scope="module")
def real_desk(real_build: RealBuild, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the desk of the real articles."""
    settings = real_build.settings
    corpus = load_corpus(settings.content_folder)
    content = load_desk(settings.content_folder, corpus)
    agents: Path = tmp_path_factory.mktemp("agents")
    served = settings.model_copy(update={"state_dir": agents, "agent_logins_per_minute": 1000})
    analyser = real_build.analyser

    def write_site(site: Path, _: Search) -> None:
        shutil.copytree(real_build.site, site)

    publish_release(
        served,
        documents_of(corpus),
        analyser,
        desk=desk_part(content),
        site=write_site,
    )
    Accounts(served.agents_file).add(NAME, PASSWORD)
    with running(served, analyser) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, real_desk: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=real_desk,
        viewport={"width": 1280, "height": 720},
        locale="zh-CN",
        permissions=["clipboard-read", "clipboard-write"],
    )
    made = context.new_page()
    AgentAtWork(made).sign_in()

    def wait(route: Route) -> None:
        time.sleep(DELAY_SECONDS)
        route.continue_()

    made.route("**/api/v1/agent/**", wait)
    yield made
    context.close()


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.code + call.words)
def test_a_call_is_answered_with_few_keys(page: Page, call: Call) -> None:
    agent = AgentAtWork(page)
    agent.type(call.words)
    agent.press("Enter")
    expect(agent.preview.locator(".kb-code").first).to_have_text(call.code)
    expect(agent.preview).to_have_attribute("aria-busy", "false")

    for key in call.keys.split():
        agent.press(key)
        expect(agent.toast).to_contain_text(call.code)
        if key.isdigit():
            expect(agent.toast).to_contain_text(f"已复制 {call.code} 话术 {key}")
            words = agent.preview.locator(f"[data-say='{key}'] .kb-say__text")
            assert agent.copied() == words.text_content()
    if call.team:
        agent.press("h")
        chosen = agent.panel.get_by_label("交给").locator("option:checked")
        expect(chosen).to_contain_text(call.team)
        agent.type("20261124001")
        agent.press("Control+Enter")
        expect(agent.toast).to_contain_text("已复制交接单")
        assert agent.copied().startswith(f"【转交】{call.team}")
    agent.press("x")
    expect(agent.query).to_be_focused()
    expect(agent.query).to_have_value("")
    assert agent.presses <= MOST_PRESSES
