from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_service.content.article_parser import split_front_matter
from search_service.content.data.operator_data import load_operator_data
from search_service.content.fragments import fragments_of
from search_service.content.line_marks import lines_in, marked, unmarked
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.source_files import pages_of
from tests.builders import ROOT, SHOP

_LINES = st.sampled_from(
    ["灯不亮。", "- 灯", "    - 泡", "## 标题", "| 灯 | 瓦 |", "| --- | --- |", "1. 第一",
     "**粗**的", '!!! note "框"', "    框里", "```", "", "[链](b.md)接", "`码`灯", "> 引",
     "灯 {#id}", "abc"]
)  # fmt: skip


@pytest.mark.parametrize("folder", [ROOT / "content", SHOP / "content"], ids=["own", "shop"])
def test_without_its_marks_a_page_is_the_published_one(folder: Path) -> None:
    data, _ = load_operator_data(folder)
    renderer = ContentRenderer(folder, data)
    for path in pages_of(folder / "pages"):
        text = (folder / "pages" / path).read_text(encoding="utf-8")
        _, body, first = split_front_matter(text)
        html = renderer.fragment(path, marked(body, first)).html
        assert unmarked(html) == renderer.fragment(path, body).html, path


@given(st.lists(_LINES, max_size=20).map("\n".join))
@settings(max_examples=60, deadline=None)
def test_marks_come_out_of_whatever_is_written(body: str) -> None:
    assert unmarked(marked(body, 7)) == body
    fragments = fragments_of(SHOP / "content" / "pages")
    html = fragments.of("lamps/change-bulb.md", marked(body, 7)).html

    numbers = lines_in(html)
    assert all(7 <= number <= 7 + body.count("\n") for number in numbers)


def test_a_mark_is_the_line_of_its_words() -> None:
    text = marked("灯。\n\nabc\n- 泡 `码`\n```\n码\n```\n线", 10)

    assert lines_in(text) == [10, 13, 17]
