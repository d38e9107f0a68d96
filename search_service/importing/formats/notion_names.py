"""Names and properties in a Notion export: 32 hexadecimal digits behind every title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from search_service.importing.found import day_of

NOTION_ID = re.compile(r"(?<![0-9a-f])([0-9a-f]{32})(?![0-9a-f])")
_SUFFIX = re.compile(r"[ _-]*[0-9a-f]{32}(?:_all)?$")
_PROPERTIES = re.compile(r"\A\s*<p>((?:[^<\n:：]{1,30}[:：] ?[^\n]*\n?)+)</p>")
_PROPERTY = re.compile(r"^([^:：\n]{1,30})[:：] ?(.*)$", re.MULTILINE)
_TAGS = frozenset({"标签", "tags", "tag", "关键词", "multi-select"})
_DAYS = frozenset(
    {
        "更新时间",
        "最后编辑时间",
        "last edited time",
        "last edited",
        "updated",
        "更新日期",
        "日期",
        "最后编辑",
    }
)
_PEOPLE = frozenset(
    {"创建人", "创建时间", "created by", "created time", "created", "last edited by", "最后编辑者",
     "负责人", "状态", "status", "owner", "url", "id", "type", "类型", "分类"}
)  # fmt: skip


@dataclass(frozen=True)
class Properties:
    """What stands above a page of a database.

    Attributes:
        body: The page without it.
        left: What has no place in an article, as it was written.
    """

    body: str
    tags: tuple[str, ...] = ()
    updated: date | None = None
    left: tuple[str, ...] = ()


def plain_name(name: str) -> str:
    """A name without its digits."""
    return _SUFFIX.sub("", name) or name


def properties_of(body: str) -> Properties:
    """Take the properties off a page; a paragraph is some only when a known one is among them."""
    found = _PROPERTIES.match(body)
    if not found:
        return Properties(body)
    pairs = _PROPERTY.findall(found[1])
    names = {name.strip().lower() for name, _ in pairs}
    if not names & (_TAGS | _DAYS | _PEOPLE):
        return Properties(body)
    return sorted_out(pairs, body[found.end() :])


def sorted_out(pairs: Iterable[tuple[str, str]], body: str) -> Properties:
    """What has a place in an article and what has none, by the names of properties."""
    tags: list[str] = []
    updated: date | None = None
    left: list[str] = []
    for name, value in pairs:
        key = name.strip().lower()
        if key in _TAGS:
            tags += [one.strip() for one in re.split(r"[,，]", value) if one.strip()]
        elif key in _DAYS and (day := day_of(value)):
            updated = day
        elif value.strip():
            left.append(f"{name.strip()}：{value.strip()}")
    return Properties(body, tuple(tags), updated, tuple(left))
