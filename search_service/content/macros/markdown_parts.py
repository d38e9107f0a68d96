"""The Markdown that macros are made of: tables, badges, and what is said where data are missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from search_service.content.data.operator_data import UNVERIFIED

NO_DATA = "暂无官方数据"
_LINE_BREAK = re.compile(r"\s*[\r\n]+\s*")
_SIGNS = re.compile(r"[\\`*_{}\[\]|]")
# What begins a list, heading, quotation or box when it stands at the start of a line.
_BLOCK_START = re.compile(r"\A(?P<before>\s*|\s*\d+(?=[.)]))(?P<sign>[-+#>!.)])")
_BUTTON = "{ .kb-call }"
_NOT_DIALLED = re.compile(r"[^\d+]")
_BADGE = "*示例，待核实*{ .kb-unverified }"


class UnknownReference(Exception):
    """An article refers to a fact that the data files do not hold."""


def look_up(records: Mapping[str, Any], key: str, file: str) -> Any:  # noqa: ANN401 - any record
    """A record by its key.

    Raises:
        UnknownReference: The file has none; the message names those it has.
    """
    if key not in records:
        known = "、".join(records) or "（空）"
        raise UnknownReference(f"content/data/{file} 里没有「{key}」，现有：{known}")
    return records[key]


def plain(value: object) -> str:
    """A value as Markdown that says exactly the value, in a sentence, a cell or a link's text.

    What comes from a data file or an argument is words, whatever signs it holds.
    """
    words = _LINE_BREAK.sub(" ", str(value))
    escaped = _SIGNS.sub(r"\\\g<0>", words.replace("&", "&amp;").replace("<", "&lt;"))
    return _BLOCK_START.sub(r"\g<before>\\\g<sign>", escaped)


def badged(value: str, status: str) -> str:
    """The value (Markdown), marked while nobody has confirmed it."""
    return f"{value} {_BADGE}" if status == UNVERIFIED else value


def telephone(number: str, name: str = "") -> str:
    """A number that is rung by a tap, a button with its name: here alone one is made a link."""
    link = f"({'tel:' + _NOT_DIALLED.sub('', number)})"
    return f"[{plain(number)} {plain(name)}]{link}{_BUTTON}" if name else f"[{plain(number)}]{link}"


def without_badges(text: str) -> str:
    """Rendered text as it will read once the operator has confirmed the data."""
    return text.replace(f" {_BADGE}", "")


def with_spoken_badges(text: str) -> str:
    """Rendered text that says in words what is not confirmed."""
    return text.replace(f" {_BADGE}", "（示例，待核实）")


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
