"""Sheets of Excel and CSV files as rows of text; merged cells hold their value in each cell."""

from __future__ import annotations

import csv
import io
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import PurePosixPath

import python_calamine

from search_service.errors import ImportRefused
from search_service.importing import limits
from search_service.importing.decoding import decoded
from search_service.importing.formats.delimited_text import records_of_text
from search_service.importing.formats.notion_names import NOTION_ID
from search_service.importing.formats.number_formats import plain, shown_text
from search_service.importing.formats.sheet_beside import (
    Beside,
    beside_cells,
    picture_named_in,
    pictures_in_cells,
)
from search_service.importing.formats.shown_cells import old_format, shown_cells
from search_service.importing.formats.workbook_cells import Cell, Place
from search_service.importing.losses import Loss
from search_service.importing.sources import SourceTree

_BOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et")
_TEXTS = (".csv", ".tsv")
_DELIMITERS = ",\t;|"
_SAMPLE = 200
_KEPT_TEXT = re.compile(r'="([^"]*)"')
_SHORTENED = re.compile(r"-?\d(?:\.\d+)?E\+\d{1,3}", re.IGNORECASE)
_LARGEST_CELL = 1_000_000


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        path: Its file.
        name: Its name; empty in a CSV.
        rows: Cells as text, white space around them taken off; the first row is row 1.
        joined: Rows (from 0) that a merged cell connects with the row above.
        beside: Pictures and links that hang on its cells.
    """

    path: str
    name: str
    rows: tuple[tuple[str, ...], ...]
    joined: frozenset[int] = frozenset()
    beside: Beside = field(default_factory=Beside)

    @property
    def where(self) -> str:
        """Its place, for people."""
        return f"{self.path}「{self.name}」" if self.name else self.path


def sheets_of(tree: SourceTree) -> Iterator[Sheet]:
    """Every sheet that can be read; the others are losses."""
    for path in tree.with_suffix(*_BOOKS, *_TEXTS):
        if posixpath.basename(path).startswith("~$") or _is_part_of_another(tree, path):
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
        shown = shown_cells(tree.read(path), path)
        tree.losses += shown.losses
        beside, inside = beside_cells(tree.read(path)), pictures_in_cells(tree.read(path))
        for meta in book.sheets_metadata:
            cells = shown.cells.get(meta.name, {})
            for sheet in _from_book(tree, book, path, meta, cells, is_known=shown.is_known):
                yield _with_pictures(sheet, beside.get(meta.name, Beside()), inside)


def _with_pictures(sheet: Sheet, beside: Beside, inside: Mapping[str, str]) -> Sheet:
    """A sheet with what hangs on its cells; pictures within cells hang on them as well."""
    rows = [list(row) for row in sheet.rows]
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if name := picture_named_in(cell):
                row[x] = ""
                if address := inside.get(name):
                    beside.pictures.setdefault((y, x), []).append(address)
                else:
                    beside.words.setdefault((y, x), []).append("格子里的图")
    # What hangs below the last row belongs to the table as well.
    lowest = max((row for row, _ in beside.pictures), default=-1)
    rows += [[] for _ in range(len(rows), min(lowest + 1, limits.ROWS))]
    return replace(sheet, rows=tuple(map(tuple, rows)), beside=beside)


def _is_part_of_another(tree: SourceTree, path: str) -> bool:
    """Whether it is one view of a Notion database whose other file, `…_all.csv`, has every row."""
    stem = path.removesuffix(".csv")
    return bool(NOTION_ID.search(path)) and stem != path and f"{stem}_all.csv" in tree


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


def _from_book(  # noqa: PLR0913 - one sheet of one workbook
    tree: SourceTree,
    book: python_calamine.CalamineWorkbook,
    path: str,
    meta: python_calamine.SheetMetadata,
    shown: Mapping[Place, Cell],
    *,
    is_known: bool,
) -> Iterator[Sheet]:
    where = f"{path}「{meta.name}」"
    if meta.visible != python_calamine.SheetVisibleEnum.Visible:
        tree.losses.append(Loss("文件", where, meta.name, "是隐藏的工作表，没有读"))
        return
    if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
        tree.losses.append(Loss("文件", where, meta.name, "是图表，不是表格"))
        return
    try:
        sheet = book.get_sheet_by_name(meta.name)
    except python_calamine.CalamineError:
        why = "这张表坏了，没有读；请用 Excel 或 WPS 打开、另存一次再导入"
        tree.losses.append(Loss("文件", where, meta.name, why))
        return
    if sheet.total_height > limits.ROWS or sheet.total_width > limits.COLUMNS * 100:
        most = f"{limits.ROWS} 行或 {limits.COLUMNS * 100} 列"
        why = f"超过 {most}，没有读；请删掉空行空列或分成几个文件"
        tree.losses.append(Loss("文件", where, meta.name, why))
        return
    values = sheet.to_python(skip_empty_area=False)
    if not is_known and (loss := old_format(where, values)):
        tree.losses.append(loss)
    rows = [
        [_text(value, shown.get((y, x))) for x, value in enumerate(row[: limits.COLUMNS])]
        for y, row in enumerate(values)
    ]
    _list_what_is_beyond(tree, where, values)
    joined: set[int] = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                rows[row][column] = rows[top][left]
            if row > top and left < len(rows[top]) and rows[top][left]:
                joined.add(row)
    yield Sheet(path, meta.name, tuple(map(tuple, rows)), frozenset(joined))


def _list_what_is_beyond(tree: SourceTree, where: str, rows: Iterable[Sequence[object]]) -> None:
    """Cells further to the right than is read."""
    beyond = sum(value not in ("", None) for row in rows for value in row[limits.COLUMNS :])
    if beyond:
        why = f"在第 {limits.COLUMNS} 列右边，没有读；请删掉空列或分成几张表"
        tree.losses.append(Loss("格式", where, f"{beyond} 格", why))


def _text(value: object, shown: Cell | None) -> str:
    """A cell as people see it; where the file does not say how, numbers with all their digits."""
    if shown is not None and shown.format:
        value = shown_text(str(value), shown.format)
    elif shown is not None and not isinstance(value, bool):
        return shown.text
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return plain(Decimal(repr(value)))
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
        for row, is_open in records_of_text(text, delimiter):
            if is_open:
                why = "引号没有收尾，这一行按写的样子读了，请核对"
                tree.losses.append(Loss("格式", f"{path} 第 {len(rows) + 1} 行", row[0][:60], why))
            if len(rows) >= limits.ROWS:
                why = f"超过 {limits.ROWS} 行，后面的没有读；请分成几个文件"
                tree.losses.append(Loss("文件", path, PurePosixPath(path).name, why))
                break
            rows.append(tuple(_csv_cell(cell) for cell in row))
    except csv.Error:
        why = f"第 {len(rows) + 1} 行往后读不懂，没有读；请检查引号"
        tree.losses.append(Loss("文件", path, PurePosixPath(path).name, why))
    _list_what_is_beyond(tree, path, rows)
    if cut := [cell for row in rows for cell in row if _SHORTENED.fullmatch(cell)]:
        why = "保存成 CSV 时号码已经变成科学记数，后面几位没有了；请从原表另存为 .xlsx 再导入"
        tree.losses.append(Loss("格式", path, f"{len(cut)} 格，如 {cut[0]}", why))
    return Sheet(path, "", tuple(row[: limits.COLUMNS] for row in rows))


def _csv_cell(cell: str) -> str:
    """A cell without what only keeps a spreadsheet from taking it for a number: `="007"`."""
    cell = cell.strip()
    kept = _KEPT_TEXT.fullmatch(cell)
    return kept[1] if kept else cell


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
