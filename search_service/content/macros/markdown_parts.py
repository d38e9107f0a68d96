"""The Markdown that macros are made of: tables, badges, and what is said where data are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from search_service.content.data.operator_data import UNVERIFIED

NO_DATA = "暂无官方数据"
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


def badged(value: str, status: str) -> str:
    """The value, marked while nobody has confirmed it."""
    return f"{value} {_BADGE}" if status == UNVERIFIED else value


def without_badges(text: str) -> str:
    """Rendered text as it will read once the operator has confirmed the data."""
    return text.replace(f" {_BADGE}", "")


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
