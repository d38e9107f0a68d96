"""The desk of the invented shop, and an agent who has signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from search_service.settings import Settings
from tests.browser.desk import AgentAtWork, running_desk

MakeAgent = Callable[..., AgentAtWork]


@pytest.fixture(scope="session")
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
            context.set_default_timeout(15_000)
            agent = AgentAtWork(context.new_page())
            agent.page.on("pageerror", lambda error: pytest.fail(str(error)))
            return agent

        yield make


@pytest.fixture
def agent(make_agent: MakeAgent) -> AgentAtWork:
    made = make_agent()
    made.sign_in()
    return made
