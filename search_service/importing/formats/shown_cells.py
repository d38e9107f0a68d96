"""What the cells of a workbook show where that is not what the file holds: 0.05 is shown as 5%.

Sheets are read by `python_calamine`, which gives bare numbers; how they are shown stands in the
styles of an .xlsx and beside the number in an .ods. Older formats keep it where it cannot be read
here, and that is said.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import InvalidOperation
from posixpath import basename

from search_service.importing.damage import DAMAGED_XML
from search_service.importing.formats.number_formats import EXCEL_DIGITS
from search_service.importing.formats.open_document_cells import open_document_cells
from search_service.importing.formats.workbook_cells import (
    Cell,
    Place,
    cell_name,
    workbook_cells,
)
from search_service.importing.losses import Loss

_UNREADABLE = (
    "文件有坏的部分：读不出格子的格式，数字照文件里存的写（5% 可能成了 0.05），"
    "图和链接也可能没有读到，请对照原表"
)
_OLD = "旧格式读不出数字是怎么显示的（百分数、货币、前面的 0），请另存为 .xlsx 再导入，或对照原表"
_LONG = f"表格只保得住 {EXCEL_DIGITS} 位数字，后面几位可能已经变成 0，请对照原来的号码"
_BROKEN = "公式算错了，这一格空着"


@dataclass
class ShownCells:
    """By the name of each sheet, what its cells show.

    Attributes:
        cells: By row and column, both from 0; the others show what the file holds.
        losses: What nobody can say any more.
        is_known: Whether the file says how it shows its numbers.
    """

    cells: dict[str, dict[Place, Cell]] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    is_known: bool = True


def shown_cells(raw: bytes, path: str) -> ShownCells:
    """What a workbook shows; what it does not say is a loss.

    Args:
        raw: The workbook.
        path: Its file, for losses.
    """
    if not raw.startswith(b"PK"):
        return ShownCells(is_known=False)
    found = ShownCells()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.bin" in names:
                return ShownCells(is_known=False)
            is_open = "content.xml" in names
            sheets = open_document_cells(archive) if is_open else workbook_cells(archive)
            for name, place, cell in sheets:
                found.cells.setdefault(name, {})[place] = cell
    except (*DAMAGED_XML, InvalidOperation):
        return ShownCells(losses=[Loss("格式", path, basename(path), _UNREADABLE)])
    for name, cells in found.cells.items():
        found.losses += _losses(f"{path}「{name}」", cells.items())
    return found


def old_format(where: str, rows: Iterable[Iterable[object]]) -> Loss | None:
    """The numbers of a sheet whose file does not say how it shows them; None when it has none."""
    numbers = sum(isinstance(one, float) and not one.is_integer() for row in rows for one in row)
    return Loss("格式", where, f"{numbers} 个带小数的数", _OLD) if numbers else None


def _losses(where: str, cells: Iterable[tuple[Place, Cell]]) -> Iterable[Loss]:
    for place, cell in cells:
        at = f"{where} {cell_name(place)}"
        if cell.error:
            yield Loss("格式", at, cell.error[:60], _BROKEN)
        elif cell.digits > EXCEL_DIGITS:
            yield Loss("格式", at, cell.text[:60], _LONG)
