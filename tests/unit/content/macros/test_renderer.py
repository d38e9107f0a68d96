from __future__ import annotations

from datetime import date
from pathlib import Path

from search_service.content.data.operator_data import ErrorCode, OperatorData
from search_service.content.macros.renderer import ContentRenderer
from tests.builders import article_file, page_file, write_content

UNVERIFIED_CODE = ErrorCode(
    meaning="灯座没有电", what_to_do="换插座", article="L-101", status="待核实", checked_on=None
)
VERIFIED_CODE = ErrorCode(
    meaning="灯泡松了",
    what_to_do="拧紧",
    article=None,
    status="已核实",
    checked_on=date(2026, 3, 1),
)


def table(tmp_path: Path, **codes: ErrorCode) -> list[str]:
    """The rows of the table below its head, in a shop whose article L-101 is lamps/a.md."""
    folder = write_content(
        tmp_path / "content",
        {"lamps/a.md": article_file(), "lamps/notes.md": page_file() + "id: L-102\n"},
    )
    renderer = ContentRenderer(folder, OperatorData(error_codes=codes))
    head, _, *rows = renderer.render("{{ error_codes_table() }}").split("\n")
    assert head == "| 错误码 | 意思 | 先做什么 | 看哪篇 |"
    return rows


def test_an_unconfirmed_error_code_carries_the_badge_and_links_its_article(tmp_path: Path) -> None:
    (row,) = table(tmp_path, L1001=UNVERIFIED_CODE)

    assert row.split(" | ") == [
        "| **L1001** *示例，待核实*{ .kb-unverified }",
        "灯座没有电",
        "换插座",
        "[L-101](/lamps/a.md) |",
    ]


def test_a_confirmed_error_code_without_an_article_has_neither(tmp_path: Path) -> None:
    assert table(tmp_path, L1002=VERIFIED_CODE) == ["| **L1002** | 灯泡松了 | 拧紧 |  |"]


def test_codes_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    rows = table(tmp_path, L2001=VERIFIED_CODE, L1001=UNVERIFIED_CODE)

    assert [row[4:9] for row in rows] == ["L2001", "L1001"]


def test_an_id_outside_the_head_is_no_article(tmp_path: Path) -> None:
    lost = UNVERIFIED_CODE.model_copy(update={"article": "L-102"})

    assert table(tmp_path, L1001=lost)[0].endswith("| L-102 |")
