"""Input methods, paste and fast fingers: which texts are asked of the service."""

from __future__ import annotations

from contextlib import suppress

import pytest
from playwright.sync_api import CDPSession, Error, Route, expect

from tests.browser.visitor import Visitor


@pytest.fixture
def ime(visitor: Visitor) -> CDPSession:
    """The browser's own input-method interface, on the open dialog."""
    visitor.open_dialog()
    return visitor.page.context.new_cdp_session(visitor.page)


def compose(ime: CDPSession, text: str) -> None:
    caret = len(text)
    ime.send(
        "Input.imeSetComposition", {"text": text, "selectionStart": caret, "selectionEnd": caret}
    )


def commit(ime: CDPSession, text: str) -> None:
    ime.send("Input.insertText", {"text": text})


def test_nothing_is_asked_while_composing_and_once_when_committed(
    visitor: Visitor, ime: CDPSession
) -> None:
    for letters in ("t", "tu", "tui", "tui k", "tui kuan"):
        compose(ime, letters)
        visitor.page.wait_for_timeout(100)
    assert visitor.asked == []

    commit(ime, "退款")
    expect(visitor.hits.first).to_be_visible()
    visitor.expect_asked("退款")


def test_each_committed_text_is_asked_for_exactly_once(visitor: Visitor, ime: CDPSession) -> None:
    asked: list[str] = []
    for letters, text in (("tuikuan", "退款"), ("duojiu", "多久"), ("daozhang", "到账")):
        compose(ime, letters)
        visitor.page.wait_for_timeout(100)
        commit(ime, text)
        asked.append("".join([*asked[-1:], text]))
        visitor.expect_asked(*asked)


def test_a_composition_that_is_given_up_asks_for_nothing(visitor: Visitor, ime: CDPSession) -> None:
    compose(ime, "tuikuan")
    compose(ime, "")
    visitor.pause()

    assert visitor.asked == []


def test_pasted_text_is_asked_for_once(visitor: Visitor) -> None:
    visitor.open_dialog()
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.page.evaluate("navigator.clipboard.writeText('验证码收不到')")

    visitor.page.keyboard.press("Control+v")
    expect(visitor.hits.first).to_be_visible()
    visitor.expect_asked("验证码收不到")


def test_fast_typing_is_one_question(visitor: Visitor) -> None:
    visitor.open_dialog()

    # Seven inputs in one task: however busy the machine is, they are faster than the pause.
    visitor.field.evaluate(
        """field => {
            for (const letter of "tuikuan") {
                field.value += letter;
                field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            }
        }"""
    )
    visitor.expect_asked("tuikuan")


def test_typing_the_same_text_again_asks_nothing_new(visitor: Visitor) -> None:
    visitor.open_dialog()
    visitor.search("退款")

    visitor.field.fill("退款")
    visitor.expect_asked("退款")


def test_the_answer_to_the_newest_text_is_shown(visitor: Visitor) -> None:
    visitor.open_dialog()
    slow_answers: list[Route] = []

    def hold(route: Route) -> None:
        slow_answers.append(route)

    visitor.page.route("**/api/v1/search?q=%E9%80%80*", hold)
    with visitor.page.expect_request("**/api/v1/search?q=%E9%80%80*"):
        visitor.field.fill("退款")

    visitor.search("验证码")
    shown = visitor.hits.first.inner_text()
    for answer in slow_answers:
        with suppress(Error):  # the page may have given this one up already
            answer.continue_()
    visitor.pause()

    assert slow_answers
    assert visitor.hits.first.inner_text() == shown
    assert "验证码" in visitor.dialog.inner_text()


def test_enter_in_the_field_leads_to_the_results_page(visitor: Visitor) -> None:
    visitor.open_dialog()
    visitor.search("退款")

    visitor.page.keyboard.press("Enter")

    visitor.page.wait_for_url("**/search/?q=%E9%80%80%E6%AC%BE")
