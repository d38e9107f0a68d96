"""Visits from a file: one JSON object a line, so that a month of another hand can be tried.

docs/learning.md describes the format; nothing in it is trusted more than what readers type.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from search_service.errors import DatasetInvalid
from search_service.records.visits import Asked, Opened, Side, Visit


class _Opened(BaseModel):
    model_config = ConfigDict(extra="forbid")

    article: str
    rank: int = 1
    stayed: bool
    helpful: bool | None = None


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str
    reading: str = ""
    answer: str = ""
    level: Literal["sure", "possible", "articles", "none"] = "articles"
    opened: list[_Opened] = []
    contact: bool = False


class _Visit(BaseModel):
    model_config = ConfigDict(extra="forbid")

    day: date
    side: Side = "site"
    network: str
    asked: list[_Asked]


def read_visits(file: Path) -> Iterator[Visit]:
    """The visits of a file.

    Raises:
        DatasetInvalid: A line is no visit; the message says which and why.
    """
    with file.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield _visit(file, number, line)


def _visit(file: Path, number: int, line: bytes) -> Visit:
    try:
        said = _Visit.model_validate_json(line)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        what = f"{where} 不对" if where else "这一行不是一个 JSON 对象"
        raise DatasetInvalid(
            f"{file}:{number}：{what}。请对照 docs/learning.md 里的格式。"
        ) from error
    asked = tuple(
        Asked(
            one.text,
            one.reading or one.text,
            one.answer,
            one.level,
            tuple(Opened(**vars(opened)) for opened in one.opened),
            one.contact,
        )
        for one in said.asked
    )
    return Visit(said.day, said.side, said.network, asked)
