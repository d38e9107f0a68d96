"""What hangs on the cells of sheets and is in no article, after their rows were read."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from posixpath import basename

from search_service.importing.damage import DAMAGED
from search_service.importing.formats.sheet_beside import Beside
from search_service.importing.formats.sheets import Sheet
from search_service.importing.formats.workbook_cells import cell_name
from search_service.importing.losses import Loss


def known_by_file(sheets: Iterable[Sheet]) -> dict[str, Beside]:
    """By file, what is known to hang on the cells of its sheets before they are read."""
    found: dict[str, Beside] = {}
    for sheet in sheets:
        one = found.setdefault(sheet.path, Beside())
        one.pictures.update(sheet.beside.pictures)
        one.links.update(
            {(len(one.links) + n, 0): link for n, link in enumerate(sheet.beside.links.values())}
        )
    return found


def not_carried(sheet: Sheet) -> Iterator[Loss]:
    """What still hangs on the cells of a sheet after its rows were read."""
    for place, addresses in sheet.beside.pictures.items():
        if addresses:
            why = "不在问答的行里，没有导入，请插到文章里"
            yield Loss("图片", f"{sheet.where} {cell_name(place)}", f"{len(addresses)} 张图", why)
    for place, link in sheet.beside.links.items():
        why = "不在问答的行里，只导入了文字，请补上链接"
        yield Loss("链接", f"{sheet.where} {cell_name(place)}", link[:60], why)
    for place in sheet.beside.unknown:
        why = "公式没有存结果，这一格空着；请用 Excel 或 WPS 打开、保存一次再导入"
        yield Loss("公式", f"{sheet.where} {cell_name(place)}", "公式", why)
    for part in sheet.beside.damaged:
        why = "文件的这一部分坏了，图、链接和隐藏的行可能没有读到；请用 Excel 或 WPS 另存一次再导入"
        yield Loss("文件", sheet.where, part, why)
    for place, words in sheet.beside.words.items():
        why = "浮在格子上，没有导入，请写进答案"
        for one in words:
            yield Loss("格式", f"{sheet.where} {cell_name(place)}", one[:60], why)


def not_in_cells(raw: bytes, path: str, known: Beside) -> Iterator[Loss]:
    """Pictures, notes and links that hang on cells nobody knows of.

    Args:
        raw: The workbook.
        path: Its file.
        known: What is known to hang on cells, of all its sheets.
    """
    if not raw.startswith(b"PK"):
        return
    try:
        archive = zipfile.ZipFile(BytesIO(raw))
        names = archive.namelist()
        pictures = [n for n in names if "/media/" in n]
        if pictures and not known.pictures:
            why = "表格里浮在格子上的图不能导入，请插到文章里"
            yield Loss("图片", path, f"{len(pictures)} 张图", why)
        if notes := [n for n in names if re.search(r"/(?:threadedC|c)omments?\d*\.xml$", n)]:
            yield Loss("批注", path, f"{len(notes)} 张表的批注", "没有导入；读者要看的，请写进答案")
        links = sum(
            archive.read(n).count(b"<hyperlink ") for n in names if re.search(r"/sheet\d+\.xml$", n)
        ) - len(known.links)
        if links > 0:
            yield Loss("链接", path, f"{links} 个格子上的超链接", "只导入了文字，请补上链接")
    except DAMAGED:
        why = "文件有坏的部分，图、批注和链接可能没有读到；请另存一次再导入"
        yield Loss("文件", path, basename(path), why)
