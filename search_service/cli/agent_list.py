"""A list of agents as a spreadsheet saves it: CSV in UTF-8, the names in the first column."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from search_service.errors import AccountRefused

_HEADINGS = frozenset({"名字", "姓名", "坐席", "name"})


def names_in(file: Path) -> tuple[str, ...]:
    """The names, in their order; a heading and empty lines are left out.

    Raises:
        AccountRefused: The file is no such list; a name stands in it twice, or none does.
    """
    try:
        rows = [*csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline=""))]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AccountRefused(
            f"{file.name} 读不出来。请在表格软件里另存为 UTF-8 的 CSV。"
        ) from error
    found: dict[str, int] = {}
    for line, row in enumerate(rows, 1):
        name = row[0].strip() if row else ""
        if not name or (line == 1 and name.casefold() in _HEADINGS):
            continue
        if name in found:
            raise AccountRefused(
                f"{file.name} 第 {line} 行：{name} 在第 {found[name]} 行已经有了，请删掉一行。"
            )
        found[name] = line
    if not found:
        raise AccountRefused(f"{file.name} 里没有名字。请把名字写在第一列，一行一个。")
    return tuple(found)
