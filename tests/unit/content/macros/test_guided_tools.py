"""What the guided tools say without JavaScript, and what their scripts are handed."""

from __future__ import annotations

import pytest

from search_service.content.data.operator_data import OperatorData, load_operator_data
from search_service.content.fragments import fragments_of
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.sections import sections_of
from search_service.content.tools import ToolName
from search_service.site.tool_files import TOOL_DATA
from tests.builders import SHOP

CONTENT = SHOP / "content"


@pytest.fixture(scope="module")
def data() -> OperatorData:
    data, problems = load_operator_data(CONTENT)
    assert problems == []
    return data


def rendered(data: OperatorData, macro: str) -> str:
    return ContentRenderer(CONTENT, data).render(f"{{{{ {macro} }}}}")


def test_a_tree_is_a_nested_list_with_what_to_do_at_its_ends(data: OperatorData) -> None:
    shop = "**拿去铺子**。把灯带来，让师傅看。看 [L-101](/lamps/does-not-light.md)。"
    badge = "*示例，待核实*{ .kb-unverified }"
    assert rendered(data, "guide_trees()").split("\n") == [
        "## 灯不亮",
        "",
        "按了开关没反应。先想：**插头插好了吗？**",
        "",
        "- 没有 → **插上**。插紧，再按一次开关。看 [L-101](/lamps/does-not-light.md)。",
        "- 插好了 → 灯丝断了吗？",
        "    - 断了 → **换灯泡**。关掉开关，等灯凉了再换。看 [L-102](/lamps/change-bulb.md)。",
        f"    - 没断 → {shop}柜台：000-000-0000 {badge}。点灯人热线：00000。",
    ]


def test_a_tree_is_a_section_of_its_own_for_the_search(data: OperatorData) -> None:
    fragments = fragments_of(CONTENT / "pages")
    fragment = fragments.of("lamps/change-bulb.md", rendered(data, "guide_trees()"))
    (section,) = sections_of(fragment.html)

    assert (section.heading, section.anchor) == ("灯不亮", "灯不亮")
    assert "断了 → 换灯泡。关掉开关，等灯凉了再换。" in section.text


def test_holidays_and_worked_weekends_are_written_as_spans_of_days(data: OperatorData) -> None:
    assert rendered(data, "holidays_table()").split("\n")[2:] == [
        "| 灯节 | 3 月 3 日–3 月 4 日 |",
        "| 调休上班的周末 | 3 月 7 日 |",
    ]


def test_worked_examples_and_rules_carry_what_is_unconfirmed(data: OperatorData) -> None:
    (row,) = rendered(data, "refund_cases_table()").split("\n")[2:]
    assert row == "| 2026-03-02 | 1–3 个工作日 | 2026-03-05 | 2026-03-07 | 灯节两天不算 |"
    assert rendered(data, "counting_rule()").endswith("*示例，待核实*{ .kb-unverified }")
    assert rendered(data, "calendar_source()") == "巷子口的告示（2026 年，取自 灯铺的老黄历 1）"


def test_a_card_is_a_form_to_print(data: OperatorData) -> None:
    lines = rendered(data, "blank_cards()").split("\n")

    assert lines[0] == "## 坏灯卡"
    assert [line.split(" | ")[0] for line in lines[6:]] == [
        "| 灯的名字",
        "| 买灯的时间",
        "| 哪里不亮",
    ]


@pytest.mark.parametrize(
    "macro", ["holidays_table()", "calendar_source()", "counting_rule()", "blank_cards()"]
)
def test_broken_data_are_no_data_for_the_page(macro: str) -> None:
    assert rendered(OperatorData(), macro) == "暂无官方数据"


@pytest.mark.parametrize(
    ("tool", "top"),
    [
        ("refund-date", {"methods", "rule", "calendar"}),
        ("guide", {"trees"}),
        ("cards", {"cards"}),
    ],
)
def test_scripts_get_what_they_read(data: OperatorData, tool: ToolName, top: set[str]) -> None:
    assert set(TOOL_DATA[tool](data)) == top


def test_an_outcome_comes_with_the_channel_and_the_tool_it_names(data: OperatorData) -> None:
    (tree,) = TOOL_DATA["guide"](data)["trees"]

    assert tree["outcomes"]["ask-shop"] == {
        "title": "拿去铺子",
        "do": "把灯带来，让师傅看。",
        "article": "L-101",
        "tool": {"name": "cards", "say": "填坏灯卡", "with": {"card": "fault"}},
        "channel": {
            "name": "柜台",
            "kind": "phone",
            "value": "000-000-0000",
            "status": "待核实",
        },
        "hotline": {"name": "点灯人热线", "value": "00000"},
    }
    assert set(tree["outcomes"]["plug-in"]) == {"title", "do", "article"}
