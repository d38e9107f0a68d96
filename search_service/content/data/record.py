"""What every record of the operator's data has in common: its form, its status, its dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from search_service.content.article import Approval
from search_service.content.mistake import mistake

UNVERIFIED: Final = "待核实"
VERIFIED: Final = "已核实"
Status = Literal["待核实", "已核实"]

# What only an example can hold: reserved names (RFC 2606), runs of zeros, the word itself.
_EXAMPLE = re.compile(
    r"example|(?<![a-z])(?:test|invalid|localhost)(?![a-z])|示例|样例|举例|某某|0{6}|000-0000"
    r"|x{4}|待定|待填",
    re.IGNORECASE,
)
# Macros and links are made on pages; a value would show the braces.
_REFERENCE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\{%|\]\([^)]*\)?")
_NO_MACRO = "请直接写成文字，号码、天数和链接写在页面里"


class Record(BaseModel):
    """A part of a data file; keys that it does not know are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="after")
    def _no_reference(self) -> Self:
        for field, value in self.__dict__.items():
            if isinstance(value, str) and (found := _REFERENCE.search(value)):
                raise mistake(f"写了「{found[0]}」，数据里不能用宏和链接", _NO_MACRO, field)
        return self


def require_no_two_alike(
    records: Iterable[tuple[str | int, Record]], entries: str, *alike: tuple[str, ...]
) -> None:
    """Refuse two records that say the same in the same fields: one was copied and not finished.

    Args:
        records: Each with its key, or its place in a list.
        entries: The key of the file under which they stand.
        alike: Fields which together tell two records apart.

    Raises:
        PydanticCustomError: At the second.
    """
    listed = tuple(records)
    for fields in alike:
        first: dict[tuple[object, ...], str | int] = {}
        for key, record in listed:
            values = tuple(getattr(record, field) for field in fields)
            earlier = first.setdefault(tuple(map(_compared, values)), key)
            if earlier != key:
                same = f"{fields[-1]} 都是「{values[-1]}」"
                message = f"「{_shown(earlier)}」和「{_shown(key)}」的 {same}"
                advice = "是不是抄了没有改？请改其中一个，或删掉多余的"
                raise mistake(message, advice, entries, key, fields[-1])


def _shown(key: str | int) -> str:
    """A key; of an entry of a list which one it is."""
    return key if isinstance(key, str) else f"第 {key + 1} 条"


def _compared(value: object) -> object:
    """The value; text without what is written so or so: spaces, hyphens, capitals."""
    return re.sub(r"[\s-]", "", value).lower() if isinstance(value, str) else value


class Confirmed(Record):
    """A record whose `status` says whether the operator stands for it.

    Its day is `verified_on` or `checked_on`, whichever the record has.

    Attributes:
        owner: Who has to find it out: a post or a group, no person. Readers are not told.
        source: Where the operator has said so.
        approved: Who has answered for what it says of law or money; readers are not told.
        valid_until: The day after which it has to be looked at again.
    """

    status: Status
    owner: Annotated[str | None, Field(exclude=True)] = None
    source: str | None = None
    approved: Annotated[
        Approval | None, Field(exclude=True, description="关于钱和法规的，哪个组在哪天批准的")
    ] = None
    valid_until: date | None = None

    @property
    def confirmed_on(self) -> date | None:
        """The day on which somebody last stood for it."""
        found: date | None = getattr(self, _day_of(type(self)))
        return found

    @model_validator(mode="after")
    def _confirmed_on_a_day_and_no_example(self) -> Self:
        if self.status != VERIFIED:
            return self
        name = _day_of(type(self))
        if getattr(self, name) is None:
            advice = f"请在 {name} 填上核实的日期，或改回待核实"
            raise mistake(f"写了已核实，却没有 {name}", advice, name)
        for field, value in self:
            if field != "owner" and isinstance(value, str) and _EXAMPLE.search(value):
                advice = "请填入真实的值，或把 status 改回待核实"
                raise mistake(f"写了已核实，{field} 却还是示例「{value}」", advice, field)
        return self


def _day_of(record: type[BaseModel]) -> str:
    return "verified_on" if "verified_on" in record.model_fields else "checked_on"


class Estimate(Confirmed):
    """A span of working days that somebody has to confirm, and until when it may be believed."""

    earliest_working_days: int
    latest_working_days: int
    source: str | None
    checked_on: date | None
    valid_until: date | None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.earliest_working_days > self.latest_working_days:
            raise mistake(
                "最早的天数大于最晚的天数",
                "请检查 earliest 和 latest 有没有写反",
                "earliest_working_days",
            )
        if self.checked_on and self.valid_until and self.valid_until < self.checked_on:
            raise mistake("valid_until 早于 checked_on", "请检查这两个日期", "valid_until")
        if self.status == VERIFIED and not self.source:
            raise mistake("写了已核实，却没有 source", "请写明依据，或改回待核实", "source")
        return self
