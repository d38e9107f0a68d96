"""What hangs on the cells of a workbook, as programs write it."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.errors import ImportRefused
from search_service.importing.formats.options import Options
from search_service.importing.formats.question_tables import read
from search_service.importing.formats.sheet_beside import beside_cells
from search_service.importing.found import Export
from search_service.importing.sources import open_source
from tests.exports import workbook, zipped

COUNT = 6
ROWS = [["问题", "答案"], *([f"问{n}怎么办", f"答{n}"] for n in range(COUNT))]
SHEET = "xl/worksheets/sheet1.xml"
places = st.tuples(st.sampled_from("ABCD"), st.integers(2, COUNT + 6)).map(
    lambda place: f"{place[0]}{place[1]}"
)


def read_book(raw: bytes) -> Export:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "问答.xlsx"
        file.write_bytes(raw)
        export = read(open_source(file), Options(), date(2026, 3, 10))
    assert export is not None
    return export


def changed(raw: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook in which one part says something else."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    assert old in files[part].decode()
    files[part] = files[part].decode().replace(old, new).encode()
    return zipped(files.items())


@given(st.lists(places, max_size=6), st.lists(places, max_size=4, unique=True))
def test_every_picture_and_link_is_carried_with_the_nearest_row_above_it(
    pictures: list[str], linked: list[str]
) -> None:
    links = {place: f"https://lantern.example/{n}." for n, place in enumerate(linked)}
    raw = workbook({"灯": {"rows": ROWS, "pictures": pictures, "links": links}})

    export = read_book(raw)

    bodies = {one.title: one.body for one in export.articles}
    listed = [loss.what for loss in export.losses]
    for n in range(COUNT):
        body = bodies[f"问{n}怎么办"]
        below = [p for p in pictures if min(int(p[1:]) - 2, COUNT - 1) == n]
        assert body.count("<img") == len(below)
        for place, address in links.items():
            is_own = int(place[1:]) - 2 == n
            assert (address in body) is is_own or (address in body) is not (address in listed)
    for address in links.values():
        assert sum(address in body for body in bodies.values()) + listed.count(address) == 1


def test_the_strict_form_of_the_format_is_read_as_well() -> None:
    raw = workbook({"灯": {"rows": ROWS, "links": {"B2": "https://lantern.example/"}}})
    strict = changed(
        raw, SHEET, "schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/x"
    )

    assert beside_cells(strict)["灯"].links == {(1, 1): "https://lantern.example/"}


def test_a_link_that_a_formula_makes_is_carried() -> None:
    raw = workbook({"灯": {"rows": ROWS}})
    old = '<c r="B2" t="inlineStr"><is><t xml:space="preserve">答0</t></is></c>'
    formula = 'HYPERLINK("https://lantern.example/a","看这里")'.replace('"', "&quot;")
    made = changed(raw, SHEET, old, f'<c r="B2" t="str"><f>{formula}</f><v>看这里</v></c>')

    body = read_book(made).articles[0].body

    assert '<a href="https://lantern.example/a">看这里</a>' in body


def test_a_picture_that_no_page_can_show_is_listed_with_its_cell() -> None:
    raw = workbook({"灯": {"rows": ROWS, "pictures": ["B3"]}})
    drawn = changed(raw, "xl/drawings/_rels/drawing1.xml.rels", "image1.png", "image1.emf")

    losses = read_book(drawn).losses

    assert ("问答.xlsx「灯」 B3", "图（emf，网页不能显示）") in [
        (one.where, one.what) for one in losses
    ]


WHOLE = workbook(
    {"灯": {"rows": ROWS, "pictures": ["B3"], "links": {"B2": "https://lantern.example/"}}}
)


def parts() -> list[str]:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        return archive.namelist()


def cut_off(part: str) -> bytes:
    """The XML of a part ends in its middle."""
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    files[part] = files[part][: len(files[part]) // 2]
    return zipped(files.items())


def flipped(part: str) -> bytes:
    """One byte of what is packed of a part is another."""
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        info = archive.getinfo(part)
    raw = bytearray(WHOLE)
    names = sum(
        int.from_bytes(raw[info.header_offset + at : info.header_offset + at + 2], "little")
        for at in (26, 28)
    )
    raw[info.header_offset + 30 + names + info.compress_size // 2] ^= 0xFF
    return bytes(raw)


@pytest.mark.parametrize("damage", [cut_off, flipped])
@pytest.mark.parametrize("part", parts())
def test_what_a_damaged_part_costs_is_listed(
    part: str, damage: Callable[[str], bytes], tmp_path: Path
) -> None:
    file = tmp_path / "问答.xlsx"
    file.write_bytes(damage(part))
    tree = open_source(file)
    try:
        export = read(tree, Options(), date(2026, 3, 10)) or Export("")
    except ImportRefused:
        return

    body = "".join(one.body for one in export.articles)
    carried = body.count("<img") + body.count("https://lantern.example/")
    assert export.losses or tree.losses or (carried, len(export.articles)) == (2, COUNT)
