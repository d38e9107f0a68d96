"""Who has answered for the single facts that an article shows; agents are told, readers are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pydantic import BaseModel, ConfigDict

from search_service.content.data.operator_data import OperatorData
from search_service.content.fact_sources import confirmed_records, keys_named


class ApprovedFact(BaseModel):
    """An approval of one fact.

    Attributes:
        name: What the fact is called, its key where it has no name.
        by: The group.
        day: When.
        outdated: Whether the fact was confirmed anew since.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    by: str
    day: date
    outdated: bool


def approvals_of(
    data: OperatorData, read: Iterable[str], named: Iterable[str]
) -> tuple[ApprovedFact, ...]:
    """The approvals of facts that an article reads, and of those that it names as its sources.

    Args:
        data: All facts.
        read: Keys such as `channels.hotline`.
        named: What its sources call facts.
    """
    records = confirmed_records(data)
    keys = {*read, *(key for fact in named for key in keys_named(fact, records))}

    def found() -> Iterator[ApprovedFact]:
        for key in sorted(keys & records.keys()):
            record = records[key]
            if record.approved is None:
                continue
            day = record.confirmed_on
            yield ApprovedFact(
                name=str(getattr(record, "name", "") or key),
                by=record.approved.by,
                day=record.approved.day,
                outdated=day is not None and record.approved.day < day,
            )

    return tuple(found())
