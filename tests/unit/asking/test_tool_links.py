"""The same cases as the browser's rules are held to."""

from __future__ import annotations

import json
from datetime import date

import pytest

from search_service.asking.tool_links import ToolLink, link_to_section, tool_link
from tests.builders import ROOT

CASES = json.loads((ROOT / "tests/javascript/tool_links.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "tool", "query"), CASES["cases"])
def test_what_a_text_names_opens_the_tool_that_works_on_it(
    text: str, tool: str | None, query: str | None
) -> None:
    link = tool_link(text, date.fromisoformat(CASES["today"]))

    assert (link and link.tool, link and link.query) == (tool, query)


def test_a_day_without_a_year_is_the_one_that_somebody_may_wait_for() -> None:
    new_year = date(2027, 1, 2)

    assert tool_link("12月30号退款什么时候到", new_year) == ToolLink(
        "refund-date", (("date", "2026-12-30"),)
    )
    assert tool_link("2月29号退款什么时候到", date(2028, 3, 1)) == ToolLink(
        "refund-date", (("date", "2028-02-29"),)
    )


def test_a_tool_that_has_sections_opens_at_the_one_that_was_found() -> None:
    assert link_to_section("guide", "付款失败") == ToolLink("guide", (("tree", "付款失败"),))
    assert link_to_section("cards", "投诉材料") == ToolLink("cards", (("card", "投诉材料"),))
    assert link_to_section("guide", None) is None
    assert link_to_section("guide", "还没解决？") is None
    assert link_to_section("verify", "付款失败") is None
