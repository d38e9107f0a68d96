"""The first screen is the answer, at a desk and in the side panel of another program."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import violations
from tests.browser.agent_desk.conftest import MakeAgent
from tests.browser.desk import LIGHT

SIZES = [(360, 640), (420, 800), (480, 720), (1280, 720), (1440, 900)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_title_status_answer_and_words_are_in_view_whatever_part_was_found(
    make_agent: MakeAgent, width: int, height: int
) -> None:
    agent = make_agent(width, height)
    agent.sign_in()
    agent.find("灯不亮 灯丝断了会发黑", LIGHT)  # found in a section further down

    for part in (".kb-preview__title", ".kb-status", ".kb-answer", ".kb-say"):
        expect(agent.preview.locator(part).first).to_be_in_viewport(ratio=1)
    assert agent.page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(agent.page) == []
    agent.press("Enter")
    expect(agent.preview).to_be_focused()
    assert violations(agent.page) == []
    agent.press("h")
    expect(agent.panel).to_be_visible()
    assert violations(agent.page) == []


@pytest.mark.parametrize("width", [360, 420, 480])
def test_in_a_side_panel_the_article_has_most_of_the_height(
    make_agent: MakeAgent, width: int
) -> None:
    agent = make_agent(width, 800)
    agent.sign_in()
    agent.find("灯不亮", LIGHT)
    typing = agent.preview.bounding_box()
    agent.press("Enter")
    expect(agent.preview).to_be_focused()
    reading = agent.preview.bounding_box()

    assert typing is not None
    assert reading is not None
    assert typing["height"] > 400
    assert reading["height"] > 600


@pytest.mark.parametrize("said", ["L幺零幺", "L 幺零幺", "l一零一", "L-101", "l101"])
def test_a_code_as_it_is_spoken_opens_its_article(make_agent: MakeAgent, said: str) -> None:
    agent = make_agent()
    agent.sign_in()
    agent.find(said, LIGHT)
    agent.press("Enter")
    agent.press("1")
    expect(agent.toast).to_contain_text("已复制 L-101 话术 1")
