"""Tables with many columns carry what cards on a phone need; their words stay the same."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from search_service.content.fragments import fragments_of
from tests.builders import SHOP

PAGE = "lamps/change-bulb.md"


def _page(columns: int) -> LexborHTMLParser:
    names = [f"**列** {at}" for at in range(columns)]
    lines = [names, ["---"] * columns, ["要 1–7 个工作日"] * columns, ["少"]]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return LexborHTMLParser(fragments_of(SHOP / "content" / "pages").of(PAGE, text).html)


@pytest.mark.parametrize("columns", [4, 6])
def test_a_wide_table_names_the_column_of_each_cell(columns: int) -> None:
    page = _page(columns)

    assert page.css("table")[0].attributes["role"] == "table"
    assert {one.attributes["role"] for one in page.css("thead, tbody")} == {"rowgroup"}
    assert {one.attributes["role"] for one in page.css("th")} == {"columnheader"}
    for row in page.css("tbody tr"):
        named = [cell.attributes["data-column"] for cell in row.css("td")]
        assert named == [f"列 {at}" for at in range(columns)]
    assert page.css("td")[0].text() == "要 1–7 个工作日"


def test_a_narrow_table_stays_as_it_is() -> None:
    page = _page(3)

    assert "data-cards" not in page.css("table")[0].attributes
    assert page.css("[data-column], [role]") == []
