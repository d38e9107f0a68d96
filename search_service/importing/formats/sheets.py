"""Sheets of Excel and CSV files as rows of text; merged cells hold their value in each cell."""

from __future__ import annotations

import csv
import io
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import PurePosixPath

import python_calamine

from search_service.errors import ImportRefused
from search_service.importing import limits
from search_service.importing.decoding import decoded
from search_service.importing.formats.percent_cells import percent_cells
from search_service.importing.losses import Loss
from search_service.importing.sources import SourceTree

_BOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et")
_TEXTS = (".csv", ".tsv")
_DELIMITERS = ",\t;|"
_SAMPLE = 200
_LARGEST_CELL = 1_000_000


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        path: Its file.
        name: Its name; empty in a CSV.
        rows: Cells as text, white space around them taken off; the first row is row 1.
        joined: Rows (from 0) that a merged cell connects with the row above.
    """

    path: str
    name: str
    rows: tuple[tuple[str, ...], ...]
    joined: frozenset[int] = frozenset()

    @property
    def where(self) -> str:
        """Its place, for people."""
        return f"{self.path}「{self.name}」" if self.name else self.path


def sheets_of(tree: SourceTree) -> Iterator[Sheet]:
    """Every sheet that can be read; the others are losses."""
    for path in tree.with_suffix(*_BOOKS, *_TEXTS):
        if posixpath.basename(path).startswith("~$"):
            continue
        if path.lower().endswith(_TEXTS):
            yield _from_text(tree, path)
            continue
        try:
            _require_harmless(tree.read(path), path)
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(tree.read(path)))
        except python_calamine.PasswordError:
            why = "加了密码，没有读；请去掉密码再导入"
            tree.losses.append(Loss("文件", path, posixpath.basename(path), why))
            continue
        except python_calamine.CalamineError as error:
            why = f"打不开（{type(error).__name__}），请另存为 .xlsx 再试"
            tree.losses.append(Loss("文件", path, posixpath.basename(path), why))
            continue
        percent = percent_cells(tree.read(path))
        for meta in book.sheets_metadata:
            yield from _from_book(tree, book, path, meta, percent.get(meta.name, set()))


def _require_harmless(raw: bytes, path: str) -> None:
    """Refuse a workbook that grows beyond all measure when it is unpacked.

    Raises:
        ImportRefused: It is a bomb.
    """
    import zipfile  # noqa: PLC0415 - old formats are no zip files

    if not raw.startswith(b"PK"):
        return
    try:
        entries = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except zipfile.BadZipFile:
        return
    size = sum(one.file_size for one in entries)
    if size > limits.FILE_SIZE * 5 or (
        size > limits.RATIO_FROM * 10 and size / max(len(raw), 1) > limits.RATIO
    ):
        raise ImportRefused(f"{path} 解开以后太大，像是压缩炸弹，没有导入。请分成几个文件。")


def _from_book(
    tree: SourceTree,
    book: python_calamine.CalamineWorkbook,
    path: str,
    meta: python_calamine.SheetMetadata,
    percent: set[tuple[int, int]],
) -> Iterator[Sheet]:
    where = f"{path}「{meta.name}」"
    if meta.visible != python_calamine.SheetVisibleEnum.Visible:
        tree.losses.append(Loss("文件", where, meta.name, "是隐藏的工作表，没有读"))
        return
    if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
        tree.losses.append(Loss("文件", where, meta.name, "是图表，不是表格"))
        return
    sheet = book.get_sheet_by_name(meta.name)
    if sheet.total_height > limits.ROWS or sheet.total_width > limits.COLUMNS * 100:
        why = f"超过 {limits.ROWS} 行，没有读；请删掉空行或分成几个文件"
        tree.losses.append(Loss("文件", where, meta.name, why))
        return
    values = sheet.to_python(skip_empty_area=False)
    rows = [
        [_text(value, percent=(y, x) in percent) for x, value in enumerate(row[: limits.COLUMNS])]
        for y, row in enumerate(values)
    ]
    joined: set[int] = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                rows[row][column] = rows[top][left]
            if row > top and rows[top][left]:
                joined.add(row)
    yield Sheet(path, meta.name, tuple(map(tuple, rows)), frozenset(joined))


def _text(value: object, *, percent: bool) -> str:
    """A cell as people see it: whole numbers without a point, days without a time."""
    if percent and isinstance(value, int | float) and not isinstance(value, bool):
        return f"{round(value * 100, 6):g}%"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()


def _from_text(tree: SourceTree, path: str) -> Sheet:
    text, whole = decoded(tree.read(path))
    if not whole:
        why = "有读不出的字节，读不出的字显示成 �，请对照原文"
        tree.losses.append(Loss("格式", path, posixpath.basename(path), why))
    csv.field_size_limit(_LARGEST_CELL)
    tab = path.lower().endswith(".tsv")
    delimiter = "\t" if tab else _delimiter(text)
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            if len(rows) >= limits.ROWS:
                why = f"超过 {limits.ROWS} 行，后面的没有读；请分成几个文件"
                tree.losses.append(Loss("文件", path, PurePosixPath(path).name, why))
                break
            rows.append(tuple(cell.strip() for cell in row[: limits.COLUMNS]))
    except csv.Error:
        why = f"第 {len(rows) + 1} 行往后读不懂，没有读；请检查引号"
        tree.losses.append(Loss("文件", path, PurePosixPath(path).name, why))
    return Sheet(path, "", tuple(rows))


def _delimiter(text: str) -> str:
    """The sign between cells: the one with which most rows have the same number of cells."""

    def agreement(delimiter: str) -> tuple[int, int]:
        sample = io.StringIO("\n".join(text.split("\n")[:_SAMPLE]))
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        except csv.Error:
            return 0, 0
        wide = [width for width in widths if width > 1]
        common = max(set(wide), key=wide.count, default=0)
        return wide.count(common), -_DELIMITERS.index(delimiter)

    return max(_DELIMITERS, key=agreement)


def is_empty(row: Sequence[str]) -> bool:
    """Whether no cell of a row says anything."""
    return not any(row)
