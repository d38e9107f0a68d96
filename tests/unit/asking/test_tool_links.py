"""The same cases as the browser's rules are held to."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.word_lists import ToolWords
from search_service.asking.tool_links import ToolLink, link_to_section, tool_link
from search_service.content.article import STILL_STUCK
from search_service.content.data.operator_data import load_operator_data
from search_service.content.word_lists import load_word_lists
from search_service.errors import WordListInvalid
from tests.builders import ROOT
from tests.conftest import RealBuild

CASES = json.loads((ROOT / "tests/javascript/tool_links.json").read_text(encoding="utf-8"))


WORDS = ToolWords.model_validate(
    {key: value for key, value in CASES["words"].items() if key != "still_stuck"}
)


@pytest.mark.parametrize(("text", "tool", "query"), CASES["cases"])
def test_what_a_text_names_opens_the_tool_that_works_on_it(
    text: str, tool: str | None, query: str | None
) -> None:
    link = tool_link(text, date.fromisoformat(CASES["today"]), WORDS)

    assert (link and link.tool, link and link.query) == (tool, query)


def test_a_day_without_a_year_is_the_one_that_somebody_may_wait_for() -> None:
    new_year = date(2027, 1, 2)

    assert tool_link("12月30号退款什么时候到", new_year, WORDS) == ToolLink(
        "refund-date", (("date", "2026-12-30"),)
    )
    assert tool_link("2月29号退款什么时候到", date(2028, 3, 1), WORDS) == ToolLink(
        "refund-date", (("date", "2028-02-29"),)
    )


def test_a_card_is_opened_by_its_key_and_shown_by_its_name() -> None:
    link = tool_link("投诉材料卡", date(2027, 1, 2), WORDS)

    assert link
    assert (link.query, link.shown) == ("?card=complaint", "投诉材料卡")


def test_every_key_that_the_words_name_is_one_of_the_data(real_build: RealBuild) -> None:
    words = real_build.analyser.words.tools
    data, problems = load_operator_data(real_build.settings.content_folder)

    assert problems == []
    assert set(words.refund_methods.values()) <= set(data.refund_times)
    assert data.cards
    assert {one.open for one in words.names if one.open} <= set(data.cards.cards)


def test_the_shared_words_hold_the_still_stuck_heading_of_the_articles() -> None:
    assert CASES["words"]["still_stuck"] == STILL_STUCK


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("names: [{says: [灯], tool: lamp}]", "没有叫「lamp」的工具"),
        ("names: [{says: [卡], tool: cards, open: 投诉}]", "没有叫「投诉」的卡片"),
        ("names: 灯", "应当是列表"),
        ("titles: {lamp: 点灯}", "titles：没有叫「lamp」的工具"),
        ("titles: {verify: 验灯}", "titles 里没有写 refund-date、guide、cards"),
    ],
)
def test_words_of_no_tool_are_named(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "tools.yml").write_text(written, encoding="utf-8")

    with pytest.raises(WordListInvalid, match=said):
        load_word_lists(tmp_path)


def test_a_tool_that_has_sections_opens_at_the_one_that_was_found() -> None:
    assert link_to_section("guide", "付款失败") == ToolLink("guide", (("tree", "付款失败"),))
    assert link_to_section("cards", "投诉材料") == ToolLink("cards", (("card", "投诉材料"),))
    assert link_to_section("guide", None) is None
    assert link_to_section("guide", "还没解决？") is None
    assert link_to_section("verify", "付款失败") is None
