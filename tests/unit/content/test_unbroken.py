"""A number stays on one line with its range and unit; the words of the page stay the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown
from selectolax.lexbor import LexborHTMLParser

from search_service.content.fragments import fragments_of
from search_service.content.sections import sections_of
from search_service.content.unbroken import CLASS
from tests.builders import SHOP

PAGE = "lamps/change-bulb.md"
_WORDS = st.text(alphabet="17.,% –~-至到个天元甲。/:#@*_`[]()\n|", max_size=60)


def _kept(html: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(html).css(f".{CLASS}")]


def _of(text: str) -> str:
    return fragments_of(SHOP / "content" / "pages").of(PAGE, text).html


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("要 1–7 个工作日", ["1–7 个"]),
        ("要1–7个工作日", ["1–7个"]),
        ("要 3-5 天，或 1 ~ 2 周", ["3-5 天", "1 ~ 2 周"]),
        ("收 0.1% 的费，最多 1,000 元", ["0.1% 的", "1,000 元"]),
        ("2026 年 3 月 1 日", ["2026 年", "3 月", "1 日"]),
        ("**1–7** 个工作日", ["1–7"]),
        ("看[最晚 7 天](change-bulb.md)到账", ["7 天"]),
        ("2026-03-01 起，E1001 和 v2 不算，版本 3.2", ["2026-03-01"]),
        ("`1–7 个`", []),
        ("打 400-123-4567。", ["400-123-4567"]),
        ("R-102-3-4，1-2-3-四，http://a.cn/2026-03-01", []),
    ],
)
def test_a_quantity_is_not_torn(written: str, kept: list[str]) -> None:
    assert _kept(_of(written)) == kept


def test_every_block_keeps_its_quantities() -> None:
    text = (
        '## 3 个工作日\n\n| 几 天 |\n| --- |\n| 1–7 天 |\n\n- 2 天\n\n!!! note "4 天"\n    5 天\n'
    )

    assert _kept(_of(text)) == ["3 个", "1–7 天", "2 天", "4 天", "5 天"]


def test_what_is_searched_is_what_was_written() -> None:
    (section,) = sections_of(_of("## 要 3 个工作日\n\n一般 1–7 个工作日，`2 天`不算。"))

    assert section.heading == "要 3 个工作日"
    assert section.anchor == "要-3-个工作日"
    assert section.text == "一般 1–7 个工作日，2 天不算。"


@given(_WORDS)
def test_the_words_of_a_page_stay_the_same(text: str) -> None:
    plain = LexborHTMLParser(markdown(text)).text()
    kept = markdown(text, extensions=["search_service.content.unbroken"])

    assert LexborHTMLParser(kept).text() == plain
    assert markdown(text) == kept.replace(f'<span class="{CLASS}">', "").replace("</span>", "")
