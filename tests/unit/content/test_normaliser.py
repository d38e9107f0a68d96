from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_service.content.data.operator_data import OperatorData
from search_service.content.fragments import fragments_of
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.normaliser import meant_shape, normalised, shape_of
from tests.builders import SHOP

PAGE = "lamps/change-bulb.md"
MEANT = {
    "a list right after a paragraph": "准备：\n- 甲\n- 乙\n",
    "a table right after a paragraph": "对照：\n| a | b |\n| --- | --- |\n| 1 | 2 |\n",
    "a fence with lines like a list": "说明\n\n```\n文字\n- 不是列表\n```\n",
    "a list in a box right after a paragraph": '!!! note "标题"\n    先看：\n    - 甲\n    - 乙\n',
    "three levels of two columns": "- 甲\n  - 乙\n    - 丙\n- 丁\n",
    "bullets of three columns below a number": "1. 甲\n   - 乙\n   - 丙\n2. 丁\n",
    "a fence in an entry": "- 甲\n\n  ```\n  代码\n  ```\n- 乙\n",
    "a table in an entry": "- 甲\n\n  | a | b |\n  | --- | --- |\n  | 1 | 2 |\n- 乙\n",
    "a second paragraph in an entry": "1. 甲\n\n   第二段\n2. 乙\n",
    "a number in running text": "我们共有\n3. 不是列表\n",
    "bullets and numbers without an empty line": "- 甲\n1. 乙\n",
    "a heading right after a list": "- 甲\n## 标题\n正文\n",
    "four columns already": "- 甲\n    - 乙\n        - 丙\n",
    "tabs": "- 甲\n\t- 乙\n\t\t- 丙\n",
    "two digits": "9. 九\n10. 十\n    - 子\n",
    "an indented list": " - 甲\n   - 乙\n",
}
_LINES = st.tuples(
    st.sampled_from(["", "  ", "    ", "\t", "> "]),
    st.sampled_from(["- 甲", "* 乙", "1. 丙", "10. 丁", "文字", "", "```", "| a | b |", "| - | - |",
                     "## 题", "戊\n:   己", '!!! note "庚"', "-", "    码"]),
).map("".join)  # fmt: skip


@pytest.fixture(scope="module")
def renderer() -> ContentRenderer:
    return ContentRenderer(SHOP / "content", OperatorData())


@pytest.mark.parametrize("sign", ["-", "1."])
@pytest.mark.parametrize(
    "defined",
    ["[a]: x.md", "[a]: x.md '名'", "[a]: x.md\n[b]: y.md", "[a]: x.md\n[a]: y.md", "   [a]: x.md"],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_a_name_of_a_link_stands_for_breaks_no_list(
    renderer: ContentRenderer, sign: str, defined: str, gap: str
) -> None:
    markdown = f"{sign} 看[甲][a]\n\n{defined}{gap}{sign} 乙\n"

    assert meant_shape(markdown).count("l(") == 1
    assert shape_of(renderer.fragment(PAGE, markdown).html) == meant_shape(markdown)


@pytest.mark.parametrize("markdown", MEANT.values(), ids=MEANT)
def test_a_page_is_what_its_writer_saw(renderer: ContentRenderer, markdown: str) -> None:
    html = fragments_of(SHOP / "content" / "pages").of(PAGE, normalised(markdown)).html

    assert shape_of(html) == meant_shape(markdown)
    assert shape_of(renderer.fragment(PAGE, markdown).html) == meant_shape(markdown)


@given(st.lists(_LINES, max_size=12).map("\n".join))
@settings(max_examples=150, deadline=None)
def test_only_white_space_changes_and_only_where_it_is_proved(markdown: str) -> None:
    renderer = ContentRenderer(SHOP / "content", OperatorData())
    mended = normalised(markdown)
    html = renderer.fragment(PAGE, markdown).html
    as_written = fragments_of(SHOP / "content" / "pages").of(PAGE, renderer.render(markdown)).html

    assert re.sub(r"\s", "", mended) == re.sub(r"\s", "", markdown)
    assert [line.strip() for line in mended.split("\n") if line.strip()] == [
        line.strip() for line in markdown.split("\n") if line.strip()
    ]
    assert html == as_written or shape_of(html) == meant_shape(renderer.render(markdown))


def test_the_site_is_given_what_the_search_has_read(renderer: ContentRenderer) -> None:
    markdown = '准备：\n- 甲\n- 乙\n\n{% include "shop_note.md" %}\n'
    renderer.components = {"shop_note.md": "灯铺提醒。"}

    assert renderer.page(PAGE, markdown).startswith("准备：\n\n- 甲\n- 乙\n\n灯铺提醒。")
