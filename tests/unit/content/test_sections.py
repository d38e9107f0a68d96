from __future__ import annotations

import pytest

from search_service.content.article import Section
from search_service.content.fragments import fragments_of
from search_service.content.sections import sections_of
from tests.builders import SHOP


def sections_in(markdown: str) -> tuple[Section, ...]:
    fragments = fragments_of(SHOP / "content" / "pages")
    return sections_of(fragments.of("lamps/change-bulb.md", markdown).html)


def test_a_section_reaches_to_the_next_heading() -> None:
    sections = sections_in("开头。\n\n## 一\n\n甲。\n\n### 二\n\n乙。\n\n## 三\n")

    assert [(s.heading, s.text) for s in sections] == [
        (None, "开头。"),
        ("一", "甲。"),
        ("二", "乙。"),
        ("三", ""),
    ]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("再看灯泡", "再看灯泡"),
        ("还没解决？", "还没解决"),
        ("U灯卡 Pro 版", "u灯卡-pro-版"),
        ("选哪种 {#which}", "which"),
        ("**粗** 字", "粗-字"),
        ("`code` 和[链接](a.md)", "code-和链接"),
    ],
)
def test_an_anchor_is_the_heading_or_what_the_writer_chose(heading: str, anchor: str) -> None:
    (section,) = sections_in(f"## {heading}\n\n文。\n")

    assert section.anchor == anchor
    assert section.heading is not None
    assert "{" not in section.heading


def test_equal_headings_get_different_anchors() -> None:
    sections = sections_in("## 灯泡\n\n甲。\n\n## 灯泡\n\n乙。\n")

    assert [section.anchor for section in sections] == ["灯泡", "灯泡_1"]


def test_blocks_are_read_as_plain_text() -> None:
    (section,) = sections_in(
        "第一行\n第二行 **重** [字](a.md)。\n\n- 甲\n    - 乙\n\n"
        "| 灯 | 瓦 |\n| --- | --- |\n| 萤火灯 | 3 |\n\n"
        '!!! note "提醒"\n    拔插头。\n\n```\n代码\n```\n'
    )

    assert section.text.split("\n") == [
        "第一行第二行 重 字。", "甲", "乙", "灯 瓦", "萤火灯 3", "提醒", "拔插头。", "代码",
    ]  # fmt: skip
