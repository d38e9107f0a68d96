"""Answers of help systems' APIs, saved as JSON in whatever files: every record in them."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from search_service.importing.decoding import decoded
from search_service.importing.losses import Loss
from search_service.importing.sources import SourceTree

_DEEPEST = 12


@dataclass(frozen=True)
class Record:
    """A JSON object.

    Attributes:
        where: Its file.
        group: The key of the list it stands in, such as `articles`; the file's name at the top.
        values: The object.
    """

    where: str
    group: str
    values: Mapping[str, Any]

    def text(self, *names: str) -> str:
        """The first of these that is text or a number; empty without one."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, str) and value.strip():
                return value.strip()
            if isinstance(value, int) and not isinstance(value, bool):
                return str(value)
        return ""

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts, or text with commas."""
        value = self.values.get(name)
        if isinstance(value, str):
            value = value.replace("，", ",").split(",")
        if not isinstance(value, list):
            return ()
        named = [one.get("name") if isinstance(one, dict) else one for one in value]
        return tuple(one.strip() for one in named if isinstance(one, str) and one.strip())

    @property
    def id(self) -> str:
        """Its id as text."""
        return self.text("id", "_id")

    @property
    def at(self) -> str:
        """Its place, for people."""
        return f"{self.where}#{self.id}" if self.id else self.where


def records_of(tree: SourceTree) -> tuple[list[Record], list[str]]:
    """Every object of the tree's JSON files, and the files; unreadable files are losses."""
    records: list[Record] = []
    files: list[str] = []
    for path in tree.with_suffix(".json", ".jsonl", ".ndjson"):
        try:
            values = _values(path, decoded(tree.read(path))[0])
            found = [one for value in values for one in _walk(value, path, _stem(path), 0)]
        except (ValueError, RecursionError):
            why = "不是完整的 JSON，没有读；请重新导出"
            tree.losses.append(Loss("文件", path, posixpath.basename(path), why))
            continue
        why = "不是一条记录，没有读"
        tree.losses += [
            Loss("行", path, str(value)[:60], why)
            for value in values
            if not isinstance(value, dict | list) and len(values) > 1
        ]
        records += found
        files.append(path)
    return records, files


def _stem(path: str) -> str:
    return posixpath.basename(path).split(".")[0]


def _values(path: str, text: str) -> list[Any]:
    if path.lower().endswith(".json"):
        try:
            return [json.loads(text)]
        except json.JSONDecodeError:
            if "\n" not in text.strip():
                raise
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _walk(value: Any, where: str, group: str, depth: int) -> Iterator[Record]:  # noqa: ANN401 - JSON
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield Record(where, group, value)
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                name = group if key in {"items", "data", "results", "records"} else str(key)
                yield from _walk(inner, where, name, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, where, group, depth + 1)


def by_id(records: Iterable[Record]) -> dict[str, Record]:
    """Records by their id; of two the one that says more."""
    found: dict[str, Record] = {}
    for one in records:
        other = found.get(one.id)
        if one.id and (other is None or len(one.values) > len(other.values)):
            found[one.id] = one
    return found


def ancestry(first: str, groups: Mapping[str, Record], *parents: str) -> tuple[str, ...]:
    """Names from the outermost group to the one with this id; a circle ends."""
    names: list[str] = []
    seen: set[str] = set()
    current = first
    while current in groups and current not in seen:
        seen.add(current)
        record = groups[current]
        names.append(record.text("name", "title"))
        current = record.text(*parents)
    return tuple(name for name in reversed(names) if name)
