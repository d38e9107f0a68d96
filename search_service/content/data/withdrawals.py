"""Ways of moving the balance to a bank card, from `data/withdrawals.yml`."""

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


class Withdrawal(Estimate):
    """A way of moving the balance to a bank card, in working days after the request was accepted.

    `fee` None means the operator has not said.
    """

    name: Text
    earliest_working_days: Annotated[int, Field(ge=0, strict=True)]
    latest_working_days: Annotated[int, Field(ge=0, le=365, strict=True)]
    fee: Text | None
    note: Text | None
    source: Text | None
    checked_on: date | None
    valid_until: date | None
    status: Status

    @classmethod
    def stand_in(cls) -> Withdrawal:
        """What texts are judged with while the file is broken; never published."""
        return cls.model_construct(
            name="…",
            earliest_working_days=0,
            latest_working_days=0,
            fee=None,
            note=None,
            source=None,
            checked_on=None,
            valid_until=None,
            status=UNVERIFIED,
        )


class WithdrawalsFile(Record):
    """`withdrawals.yml`."""

    withdrawals: dict[str, Withdrawal]

    @model_validator(mode="after")
    def _no_two_alike(self) -> Self:
        require_no_two_alike(self.withdrawals.items(), "withdrawals", ("name",))
        return self
