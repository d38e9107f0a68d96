"""Numbers of a sheet come as people see them, and what nobody can say is in the account."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.importing.formats.number_formats import shown_number
from search_service.importing.formats.sheets import sheets_of
from search_service.importing.formats.shown_cells import shown_cells
from search_service.importing.sources import SourceTree, open_source
from tests.exports import workbook, zipped

NUMBER = '<c r="{}"><v>{}</v></c>'


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("0.05", "0%", "5%"),
        ("0.0525", "0.00%", "5.25%"),
        ("0.07", "0%", "7%"),
        ("-0.5", "0%", "-50%"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234567.891", "#,##0", "1,234,568"),
        ("1234567", "#,##0,", "1,235"),
        ("1234.5", "[$¥-804]#,##0.00;[红色]-[$¥-804]#,##0.00", "¥1,234.50"),
        ("-1234.5", "[$¥-804]#,##0.00;[Red]\\-[$¥-804]#,##0.00", "-¥1,234.50"),
        ("0", '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "¥-"),
        ("12.5", '0.00"元"', "12.50元"),
        ("5", 'General"元"', "5元"),
        ("5", "G/通用格式天", "5天"),
        ("123", "00000", "00123"),
        ("13800000000", "000 0000 0000", "138 0000 0000"),
        ("13800000000", "###-####-####", "138-0000-0000"),
        ("1234.56", "0-0.0-0", "123-4.5-6"),
        ("2026112400012345", "0", "2026112400012345"),
        ("2.026112400012E+15", "General", "2026112400012000"),
        ("1.23e17", "0.00E+00", "123000000000000000"),
        ("59.969999999999999", "General", "59.97"),
        ("0.0000001", "General", "0.0000001"),
        ("1.10", "General", "1.1"),
        ("46350", "yyyy/m/d", "2026/11/24"),
        ("46350", "yyyy-mm-dd;@", "2026-11-24"),
        ("46350", "[$-804]yyyy年m月d日 aaaa", "2026年11月24日 星期二"),
        ("46350.75", "yyyy/m/d h:mm", "2026/11/24 18:00"),
        ("46350.75", "[$-804]AM/PM h:mm;@", "下午 6:00"),
        ("46350.75", "h:mm AM/PM", "6:00 PM"),
        ("46350.5", "上午/下午h时mm分", "下午12时00分"),
        ("46350.999994", "h:mm:ss", "23:59:59"),
        ("46350", "mmm-yy", "Nov-26"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.0104166667", "mm:ss", "15:00"),
        ("-1", "yyyy-mm-dd", "-1"),
        ("0.5", "# ?/?", "1/2"),
        ("2.25", "# ??/??", "2 1/4"),
        ("2", "# ?/?", "2"),
        ("0.125", "?/8", "1/8"),
        ("3", '0"天";;"无"', "3天"),
        ("0", '0"天";;"无"', "无"),
        ("200", '[>=100]"满"0;0', "满200"),
        ("20", '[>=100]"满"0;0', "20"),
        ("7", "@", "7"),
        ("7", "0" * 300, "7"),
    ],
)
def test_a_number_is_shown_as_its_format_says(number: str, code: str, shown: str) -> None:
    assert shown_number(Decimal(number), code) == shown


def test_days_of_an_old_mac_are_counted_from_1904() -> None:
    assert shown_number(Decimal(44888), "yyyy-mm-dd", since_1904=True) == "2026-11-24"


@given(st.integers(-(10**30), 10**30), st.sampled_from(["General", "0", "#", "0.00E+00", "@"]))
def test_of_a_whole_number_every_digit_is_there(number: int, code: str) -> None:
    shown = shown_number(Decimal(number), code)
    assert shown == (str(number) if number or code != "#" else "")


@given(
    st.decimals(-(10**12), 10**12, places=6),
    st.sampled_from(["0.00", "#,##0.00", "0.0", "0", "000.000", '0.00"元"', "[$¥-804]0.00"]),
)
def test_a_number_in_places_is_that_number_rounded(number: Decimal, code: str) -> None:
    shown = re.sub(r"[^\d.-]", "", shown_number(number, code))
    places = len(code.partition(".")[2].rstrip('"元'))
    assert abs(Decimal(shown) - number) <= Decimal(1).scaleb(-places) / 2


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**300), max_value=10**300),
       st.text('0#?.,;%E+-/@[]$"\\_*ymdhsaG通 ¥年', max_size=14))  # fmt: skip
def test_any_code_gives_words(number: Decimal, code: str) -> None:
    shown_number(number, code)


def tree_of(folder: Path, name: str, raw: bytes) -> SourceTree:
    (folder / name).write_bytes(raw)
    return open_source(folder / name)


def test_a_workbook_whose_styles_cannot_be_read_is_in_the_account() -> None:
    whole = workbook(
        {"表": {"rows": [["问题", "答案"], ["费率", {"number": "0.05", "format": "0%"}]]}}
    )
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    for broken in (b"", b"<styleSheet", b'<a xmlns="x"><cellXfs><xf numFmtId="x"/></cellXfs></a>'):
        raw = zipped((n, broken if n == "xl/styles.xml" else data) for n, data in parts)
        found = shown_cells(raw, "a.xlsx")
        assert [loss.kind for loss in found.losses] == ["格式"]
        assert "对照原表" in found.losses[0].why


def test_names_of_elements_and_places_of_cells_may_be_written_in_any_way(tmp_path: Path) -> None:
    whole = workbook({"表": {"rows": [["问题", {"number": "0.05", "format": "0%"}]]}})
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        parts = [(name, archive.read(name).decode()) for name in archive.namelist()]
    other = re.sub(r"<(/?)(\w)", r"<\1x:\2", dict(parts)["xl/worksheets/sheet1.xml"])
    other = re.sub(r' r="[A-Z]*\d+"', "", other.replace("xmlns=", "xmlns:x="))
    raw = zipped((n, other if n.endswith("sheet1.xml") else data) for n, data in parts)
    (sheet,) = sheets_of(tree_of(tmp_path, "a.xlsx", raw))
    assert sheet.rows == (("问题", "5%"),)


def test_a_formula_that_failed_is_an_empty_cell_and_in_the_account(tmp_path: Path) -> None:
    whole = workbook({"表": {"rows": [["问题", 1]]}})
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        parts = [(name, archive.read(name).decode()) for name in archive.namelist()]
    raw = zipped(
        (n, d.replace(NUMBER.format("B1", 1), '<c r="B1" t="e"><v>#N/A</v></c>')) for n, d in parts
    )
    tree = tree_of(tmp_path, "a.xlsx", raw)
    (sheet,) = sheets_of(tree)
    assert sheet.rows[0][0] == "问题"
    assert not any(sheet.rows[0][1:])
    assert [(loss.what, loss.where) for loss in tree.losses] == [("#N/A", "a.xlsx「表」 B1")]


def test_cells_right_of_what_is_read_are_in_the_account(tmp_path: Path) -> None:
    row = ",".join(["x"] * 203)
    tree = tree_of(tmp_path, "a.csv", f"{row}\n{row}\n".encode())
    list(sheets_of(tree))
    assert [loss.what for loss in tree.losses] == ["6 格"]


def test_a_csv_keeps_zeros_and_says_which_numbers_it_has_lost(tmp_path: Path) -> None:
    tree = tree_of(tmp_path, "a.csv", '问题,答案\n柜号,"=""007"""\n单号,2.02611E+16\n'.encode())
    (sheet,) = sheets_of(tree)
    assert sheet.rows[1] == ("柜号", "007")
    assert [loss.what for loss in tree.losses] == ["1 格，如 2.02611E+16"]


def test_an_open_document_says_itself_how_its_numbers_are_shown(tmp_path: Path) -> None:
    names = ["office", "table", "text"]
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)

    def cell(kind: str, value: str, shown: str) -> str:
        named = {"date": "date-value"}.get(kind, "value")
        return (
            f'<table:table-cell office:value-type="{kind}" office:{named}="{value}">'
            f"<text:p>{shown}</text:p></table:table-cell>"
        )

    row = cell("percentage", "0.05", "5%") + cell("currency", "12.5", "¥12.50")
    row += cell("date", "2026-11-24", "2026年11月24日") + cell("float", "7", "007")
    content = (
        f'<office:document-content {spaces} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="表"><table:table-row>{row}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    raw = zipped(
        [("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", content)]
    )
    (sheet,) = sheets_of(tree_of(tmp_path, "a.ods", raw))
    assert sheet.rows == (("5%", "¥12.50", "2026年11月24日", "007"),)
