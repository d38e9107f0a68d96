from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from search_service.content.macros.markdown_parts import plain, table

EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "tables",
    "toc",
    "sane_lists",
    "pymdownx.betterem",
    "pymdownx.superfences",
]
LINE_BREAK = re.compile(r"\s*\n\s*")
_SIGNS = st.text(alphabet="\\`*_{}[]()<>#+-.!|&:~=^\"' \n\t1灯a/", min_size=1, max_size=20)


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^<>]*>", "", html)).split())


def words(value: str) -> str:
    return " ".join(value.split())


@given(_SIGNS.filter(str.strip))
def test_a_value_is_read_as_it_stands_in_the_data(value: str) -> None:
    html = Markdown(extensions=EXTENSIONS).convert(f"灯：{plain(value)}。")

    assert words(text_of(html)) == words(f"灯：{LINE_BREAK.sub(' ', value)}。")
    assert set(re.findall(r"<(\w+)", html)) == {"p"}


@given(_SIGNS.filter(str.strip), _SIGNS.filter(str.strip))
def test_a_value_stays_in_its_cell(one: str, other: str) -> None:
    rows = table(("甲", "乙"), [(plain(one), plain(other))])

    html = Markdown(extensions=EXTENSIONS).convert(rows)

    cells = [words(text_of(cell)) for cell in re.findall(r"<td>(.*?)</td>", html, re.DOTALL)]
    assert cells == [words(one), words(other)]


@pytest.mark.parametrize(
    "value", ["- 灯", "1. 灯", "## 灯", "> 灯", "!!! note", "+ 灯", "```", "灯\n\n- 灯", "| 灯 |"]
)
def test_a_value_at_the_start_of_a_line_begins_no_block(value: str) -> None:
    html = Markdown(extensions=EXTENSIONS).convert(plain(value))

    assert set(re.findall(r"<(\w+)", html)) == {"p"}
