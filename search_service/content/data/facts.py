"""What only the operator can know and no other file holds, from `data/facts.yml`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from search_service.content.article import Text
from search_service.content.data.fact_kinds import FACT_CHECKS, FactKind
from search_service.content.data.record import UNVERIFIED, VERIFIED, Confirmed, Record
from search_service.content.mistake import mistake

FactKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,40}$")]


class Fact(Confirmed):
    """One fact.

    Attributes:
        name: What is asked, for the operator.
        kind: What a value must look like.
        value: Words that stand in a sentence; None: not said. Confirmed and None together mean that
            the operator does not publish it, which is what readers are told anyway.
        checked_on: When the operator last stood for it.
    """

    name: Annotated[Text, Field(max_length=30)]
    kind: FactKind
    value: Text | None
    checked_on: date | None

    @model_validator(mode="after")
    def _of_its_kind_and_sourced(self) -> Self:
        if self.value is not None:
            try:
                FACT_CHECKS[self.kind](self.value)
            except PydanticCustomError as error:
                found = error.context or {}
                raise mistake(found["message"], found["advice"], "value") from None
        if self.status == VERIFIED and not self.source:
            raise mistake("写了已核实，却没有 source", "请写明依据，或改回待核实", "source")
        if self.checked_on and self.valid_until and self.valid_until < self.checked_on:
            raise mistake("valid_until 早于 checked_on", "请检查这两个日期", "valid_until")
        return self

    @classmethod
    def stand_in(cls) -> Fact:
        """What texts are judged with while the file is broken; never published."""
        return cls.model_construct(
            name="…", kind="text", value=None, status=UNVERIFIED, checked_on=None
        )


class FactsFile(Record):
    """`facts.yml`."""

    facts: dict[FactKey, Fact]
