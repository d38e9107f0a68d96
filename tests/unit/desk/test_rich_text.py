from __future__ import annotations

from search_service.content.fragments import fragments_of
from search_service.desk.nodes import Element, Nodes
from search_service.desk.rich_text import Target, rich_text
from tests.builders import SHOP


def tree(markdown: str) -> Nodes:
    fragment = fragments_of(SHOP / "content" / "pages").of("lamps/change-bulb.md", markdown)
    return rich_text(fragment, resolved)


def resolved(href: str) -> Target | None:
    return ("L-101", "灯丝") if href == "/lamps/does-not-light.md#灯丝" else None


def test_a_link_to_a_page_is_a_link_to_its_article() -> None:
    (paragraph,) = tree("看[这里](does-not-light.md#灯丝)。")

    assert isinstance(paragraph, Element)
    assert paragraph.children[1] == Element(
        tag="a", children=("这里",), article="L-101", anchor="灯丝"
    )


def test_a_fact_that_is_not_confirmed_is_a_badge_right_behind_it() -> None:
    (paragraph,) = tree("打 12345 *示例，待核实*{ .kb-unverified }，别急。")

    assert isinstance(paragraph, Element)
    badge = Element(tag="badge", children=("示例，待核实",))
    assert paragraph.children == ("打 12345", badge, "，别急。")


def test_lists_boxes_tables_and_code_keep_their_form() -> None:
    nodes = tree(
        '- 甲\n    - 乙\n\n!!! note "提醒"\n    拔。\n\n'
        "| 灯 | 瓦 |\n| --- | --- |\n| 萤 | 3 |\n\n```\n码\n```\n"
    )

    assert nodes == (
        _("ul", _("li", "甲", _("ul", _("li", "乙")))),
        _("aside", _("strong", "提醒"), _("p", "拔。")),
        _(
            "table",
            _("thead", _("tr", _("th", "灯"), _("th", "瓦"))),
            _("tbody", _("tr", _("td", "萤"), _("td", "3"))),
        ),
        _("pre", "码"),
    )


def _(tag: str, *children: Element | str) -> Element:
    return Element(tag=tag, children=children)
