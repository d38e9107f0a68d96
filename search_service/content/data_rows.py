"""Which units are rows of the operator's data: they answer wherever the question leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from search_service.content.data.operator_data import OperatorData
from search_service.content.units import Unit


def _keys(data: OperatorData) -> Iterator[str]:
    """What the first cell of such a row says."""
    yield from data.error_codes
    for records in (data.channels, data.hotlines, data.refund_times, data.withdrawals):
        yield from (record.name for record in records.values())


def with_data_named(units: Iterable[Unit], data: OperatorData) -> tuple[Unit, ...]:
    """The units, those named that show a record of the data as a row of a table."""
    keys = frozenset(_keys(data))
    return tuple(
        replace(unit, source="data") if unit.kind == "row" and unit.label in keys else unit
        for unit in units
    )
