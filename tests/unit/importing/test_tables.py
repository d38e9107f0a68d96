"""Cells stay where a browser shows them: by examples, and for any table with spans."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from search_service.content.fragments import Fragments
from search_service.importing.html_blocks import read_html
from search_service.importing.markdown_writing import MarkdownWriter
from search_service.importing.tidying import tidied

FRAGMENTS = Fragments(Path("content/pages"), ())


def markdown_of(html: str) -> str:
    blocks, _ = read_html(html, "x")
    return MarkdownWriter(lambda target: target, lambda source: source).written(
        tidied(blocks, "题目")
    )


def rows_of(html: str) -> list[list[str]]:
    """The rows of the tables in the page that the site makes of the Markdown."""
    page = LexborHTMLParser(FRAGMENTS.of("x/y.md", markdown_of(html)).html)
    found = []
    for table in page.css("table"):
        rows = [
            [" ".join(cell.text().split()) for cell in row.css("td, th")] for row in table.css("tr")
        ]
        # Python-Markdown gives a table of one row an empty second one.
        found += rows[:1] if len(rows) == 2 and not any(rows[1]) else rows
    return found


def test_a_cell_over_two_rows_stands_in_both() -> None:
    html = """<table><tr><th>方式</th><th>卡</th><th>天数</th></tr>
    <tr><td rowspan="2">银行卡</td><td>借记卡</td><td>1–3 天</td></tr>
    <tr><td>信用卡</td><td>1–7 个工作日</td></tr></table>"""
    assert rows_of(html) == [
        ["方式", "卡", "天数"],
        ["银行卡", "借记卡", "1–3 天"],
        ["银行卡", "信用卡", "1–7 个工作日"],
    ]


def test_a_head_of_two_rows_keeps_its_columns() -> None:
    html = """<table><thead><tr><th rowspan=2>方式</th><th colspan=2>到账</th></tr>
    <tr><th>快</th><th>慢</th></tr></thead><tbody><tr><td>余额<td>1<td>2</tbody></table>"""
    assert rows_of(html) == [["方式", "到账", "到账"], ["方式", "快", "慢"], ["余额", "1", "2"]]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("a|b", "a|b"),
        ("<code>a|b</code>", "a|b"),
        ("一<br>二", "一 二"),
        ("<p>一</p><p>二</p>", "一 二"),
        ("<ul><li>一</li><li>二</li></ul>", "一；二"),
        ("*号_和`", "*号_和`"),
        ("&lt;b&gt;", "<b>"),
        ("", ""),
        ("<b></b>&nbsp;", ""),
        ('<a href="https://x.example/a|b">看</a>', "看"),
        ("{{ x }}", "{{ x }}"),
        ("\\|", "\\|"),
        ("<h3>小</h3><p>话</p>", "小 话"),
        ("<pre>a\n b</pre>", "a b"),
    ],
)
def test_what_stands_in_a_cell_is_shown(cell: str, shown: str) -> None:
    html = f"<table><tr><th>头</th><th>二</th></tr><tr><td>{cell}</td><td>右</td></tr></table>"
    assert rows_of(html) == [["头", "二"], [shown, "右"]]


def test_a_table_in_a_cell_follows_the_table() -> None:
    html = """<table><tr><td>外</td><td><table><tr><td>内一</td><td>内二</td></tr></table></td></tr>
    <tr><td>下</td><td>右</td></tr></table>"""
    assert rows_of(html) == [["外", "（见下表）"], ["下", "右"], ["内一", "内二"]]


def test_rows_of_different_length_are_filled_up() -> None:
    html = "<table><tr><td>a<td>b<td>c<tr><td>d<tr><td>e<td>f</table>"
    assert rows_of(html) == [["a", "b", "c"], ["d", "", ""], ["e", "f", ""]]


def test_an_enormous_span_is_no_enormous_table() -> None:
    row = '<tr><td colspan="1000">x</td><td colspan="1000">y</td></tr>'
    assert rows_of(f"<table>{row}{row}</table>") == [["x", "y"], ["x", "y"]]


def test_a_table_larger_than_anybody_reads_is_listed() -> None:
    cells = "".join(f'<td rowspan="65534">{n}</td>' for n in range(60))
    html = f"<p>前</p><table>{f'<tr>{cells}</tr>' * 1000}</table>"
    blocks, losses = read_html(html, "x")
    assert len(blocks) == 1
    assert [loss.why for loss in losses] == ["表格太大，没有导入，请手工搬"]


WORDS = st.text("退款abc 12|*_`<>&[]#-+.!{}~\\（）：", max_size=8).map(
    lambda s: " ".join(s.split())
)
SPAN = st.sampled_from(["", "1", "2", "3", "0", "x", " 2 "])


@st.composite
def tables(draw: st.DrawFn) -> str:
    """HTML of a table as people's editors write it."""

    def cell() -> str:
        name = draw(st.sampled_from(["td", "td", "th"]))
        spans = "".join(
            f' {one}="{draw(SPAN)}"' for one in ("rowspan", "colspan") if draw(st.booleans())
        )
        return f"<{name}{spans}>{escape(draw(WORDS))}</{name}>"

    def rows() -> str:
        return "".join(
            f"<tr>{''.join(cell() for _ in range(draw(st.integers(1, 4))))}</tr>"
            for _ in range(draw(st.integers(1, 3)))
        )

    groups = draw(
        st.lists(st.sampled_from(["", "thead", "tbody", "tfoot"]), min_size=1, max_size=3)
    )
    return "<table>" + "".join(f"<{g}>{rows()}</{g}>" if g else rows() for g in groups) + "</table>"


def browser_grid(html: str) -> list[list[str]]:
    """The table as WHATWG's algorithm forms it, written down a second time and plainly."""
    table = LexborHTMLParser(html).css_first("table")
    assert table is not None
    groups = [node for node in table.iter() if node.tag in {"thead", "tbody", "tfoot"}]
    groups = [g for g in groups if g.tag != "tfoot"] + [g for g in groups if g.tag == "tfoot"]
    grid: dict[tuple[int, int], str] = {}
    top = 0
    for group in groups:
        rows = [node for node in group.iter() if node.tag == "tr"]
        for y, row in enumerate(rows):
            x = 0
            for cell in row.iter():
                while (top + y, x) in grid:
                    x += 1
                wide, high = number(cell, "colspan") or 1, number(cell, "rowspan")
                high = len(rows) - y if high == 0 else min(high, len(rows) - y)
                for dy in range(high):
                    for dx in range(wide):
                        grid.setdefault((top + y + dy, x + dx), " ".join(cell.text().split()))
                x += wide
        top += len(rows)
    width = max(x for _, x in grid) + 1
    return [[grid.get((y, x), "") for x in range(width)] for y in range(top)]


def number(cell: object, name: str) -> int:
    value = (cell.attributes.get(name) or "").strip()  # type: ignore[attr-defined]
    return int(value) if value.isdigit() else 1


@given(tables())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_table_with_spans_has_the_cells_of_a_browser(html: str) -> None:
    expected = browser_grid(html)
    cells = LexborHTMLParser(html).css("td, th")
    if len(expected) == 2 and not any(expected[1]):
        expected.pop()
    while expected and not any(expected[-1]):
        expected.pop()
    while expected and not any(expected[0]):
        expected.pop(0)
    if len(cells) > 1:  # one cell alone is a frame around words
        assert rows_of(html) == expected
