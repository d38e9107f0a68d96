"""How long refunds take to arrive, from `data/refund_times.yml`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from search_service.content.article import Text
from search_service.content.data.record import (
    UNVERIFIED,
    Estimate,
    Record,
    Status,
    require_no_two_alike,
)


class RefundTime(Estimate):
    """How long a refund takes to arrive, in working days after the merchant has agreed."""

    name: Text
    earliest_working_days: Annotated[int, Field(ge=0, strict=True)]
    latest_working_days: Annotated[int, Field(ge=0, le=365, strict=True)]
    note: Text | None
    source: Text | None
    checked_on: date | None
    valid_until: date | None
    status: Status

    @classmethod
    def stand_in(cls) -> RefundTime:
        """What texts are judged with while the file is broken; never published."""
        return cls.model_construct(
            name="…",
            earliest_working_days=0,
            latest_working_days=0,
            note=None,
            source=None,
            checked_on=None,
            valid_until=None,
            status=UNVERIFIED,
        )


class RefundTimesFile(Record):
    """`refund_times.yml`."""

    refund_times: dict[str, RefundTime]

    @model_validator(mode="after")
    def _no_two_alike(self) -> Self:
        require_no_two_alike(self.refund_times.items(), "refund_times", ("name",))
        return self
