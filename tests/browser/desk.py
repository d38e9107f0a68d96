"""The agent desk of the invented shop, with words to say, and an agent who works at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from search_service.content.corpus import load_corpus
from search_service.desk.accounts import Accounts
from search_service.desk.internal_content import load_desk
from search_service.desk.release_part import desk_part
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser, publish_release
from search_service.settings import Settings
from search_service.site.build import build_site
from tests.browser.server import running
from tests.builders import TEAMS, copied_shop, internal_file, write_agents

NAME = "小灯"
LIGHT = "灯不亮怎么办"
PASSWORD = "灯下黑，夜里亮，旧灯照新路"  # noqa: S105 - an example
SCRIPTS = """say:
  - when: 开场
    text: 我先帮您看看灯。
  - when: 灯泡坏了
    text: 请先拔掉插头，等灯泡凉了再拧。
  - when: 退贝壳币
    text: 退款要{{ refund_time("shell_money") }}。
ask: [是哪一盏灯]
verify: [买灯那天的日期]
never_say: ["不说「马上就亮」：要先看灯泡"]
escalate: [{when: 换了灯泡还不亮, to: repair}]
handover: N-101
"""
APPROVED = "approved: {by: 灯铺法务组, day: 2026-02-27}\n"
FORM = {
    "to": "repair",
    "fields": [{"name": "灯号"}, {"name": "情况"}, {"name": "回复", "choices": ["电话", "短信"]}],
}
SALES = {"to": "sales", "fields": [{"name": "想要什么"}]}
QUESTIONS = ["顾客想再买一盏", "买同款", "mai tongkuan"]


@contextmanager
def running_desk(folder: Path) -> Iterator[tuple[str, Settings]]:
    """The address of a shop with a desk, built into a folder, and its settings."""
    project = copied_shop(folder / "shop")
    article = internal_file(title="修灯怎么转交", form=FORM, scripts={"say": [SAY]}, draft=True)
    sales = internal_file(article_id="N-102", title="卖灯怎么转交", questions=QUESTIONS, form=SALES)
    files = {
        "articles/repair.md": article,
        "articles/sales.md": sales,
        "scripts/L-101.yml": SCRIPTS,
        "teams.yml": TEAMS
        + TEAMS.partition("\n")[2].replace("repair", "sales").replace("修", "卖"),
    }
    write_agents(project / "content", files)
    page = project / "content" / "pages" / "lamps" / "does-not-light.md"
    head = page.read_text(encoding="utf-8").replace("\nsources:", f"\n{APPROVED}sources:", 1)
    page.write_text(head, encoding="utf-8")
    settings = Settings(
        project_dir=project,
        site_url="https://help.example.com/",
        agent_logins_per_minute=1000,
    )
    analyser = load_analyser(settings)
    corpus = load_corpus(settings.content_folder)
    content = load_desk(settings.content_folder, corpus)
    assert content.problems == ()
    publish_release(
        settings,
        documents_of(corpus),
        analyser,
        desk=desk_part(content),
        site=lambda site, search: build_site(settings, site, search, analyser, strict=True),
    )
    Accounts(settings.agents_file).add(NAME, PASSWORD)
    with running(settings, analyser) as address:
        yield address, settings


SAY = {"when": "转交", "text": "我请修灯的同事来看。"}


class AgentAtWork:
    """One window of the desk; counts the keys that are pressed besides typed text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def sign_in(self, name: str = NAME) -> None:
        """As the form does, without loading its page."""
        form: dict[str, str | float | bool] = {"name": name, "password": PASSWORD}
        self.page.request.post("/agent/login", form=form, max_redirects=0)
        self.page.goto("/agent/")
        expect(self.query).to_be_focused()
        expect(self.hits.first).to_be_visible()

    def sign_in_by_hand(self, name: str = NAME) -> None:
        """With the form, at which who is not signed in arrives."""
        self.page.goto("/agent/")
        self.page.locator("#name").fill(name)
        self.page.locator("#password").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.query).to_be_focused()
        expect(self.hits.first).to_be_visible()

    @property
    def query(self) -> Locator:
        return self.page.locator("#kb-desk-query")

    @property
    def hits(self) -> Locator:
        return self.page.locator("#kb-desk-hits > li")

    @property
    def preview(self) -> Locator:
        return self.page.locator("#kb-desk-preview")

    @property
    def title(self) -> Locator:
        """Title of the article beside the list."""
        return self.preview.locator(".kb-preview__title")

    @property
    def panel(self) -> Locator:
        return self.page.locator("#kb-panel")

    @property
    def door(self) -> Locator:
        """What stands before the desk when the session is over."""
        return self.page.locator("#kb-door")

    @property
    def toast(self) -> Locator:
        return self.page.locator("#kb-desk-toast")

    def sign_in_again(self) -> None:
        """Wait until the hands rest, as the door does, and give the password."""
        expect(self.door.get_by_role("button", name="填密码")).to_be_enabled()
        self.page.keyboard.press("Enter")
        self.type(PASSWORD)
        self.page.keyboard.press("Enter")

    def press(self, key: str) -> None:
        self.presses += 1
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def find(self, text: str, title: str) -> None:
        """Type, and wait for the article that is found first."""
        self.type(text)
        expect(self.title).to_have_text(title)

    def copied(self) -> str:
        return str(self.page.evaluate("navigator.clipboard.readText()"))
