"""What the counts say, read back: one object with all of a period, nothing judged yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from search_service.records import visit_schema as schema
from search_service.records.visit_store import VisitStore


class AskedRow(NamedTuple):
    """Visits of one day that asked a text and were shown one first answer."""

    day: str
    text_id: int
    side: str
    answer: str
    level: str
    visits: int
    failed: int
    early: int
    early_failed: int


class LandedRow(NamedTuple):
    """Visits that opened an article from a text."""

    text_id: int
    article: str
    rank: int
    stayed: bool
    visits: int
    helpful: int
    unhelpful: int
    early: int


class MovedRow(NamedTuple):
    """Visits that went on from a text to another, and read `article` in the end."""

    from_id: int
    to_id: int
    article: str
    visits: int


@dataclass(frozen=True)
class VisitCounts:
    """All counts since a day; texts by their number."""

    texts: dict[int, str]
    readings: dict[int, str]
    asked: Sequence[AskedRow]
    landed: Sequence[LandedRow]
    moved: Sequence[MovedRow]


EMPTY = VisitCounts({}, {}, (), (), ())


def read_counts(store: VisitStore, since: date) -> VisitCounts:
    """The counts since a day; of landings and moves the sums over all days.

    Raises:
        QueryLogUnavailable: The database cannot be read.
    """
    if not store.exists():
        return EMPTY
    first = since.isoformat()
    with store.reading() as connection:
        named = connection.execute(sa.select(schema.texts)).all()
        asked = sa.select(*(schema.asked.c[name] for name in AskedRow._fields))
        asked = asked.where(schema.asked.c.day >= first)
        return VisitCounts(
            texts={row.id: row.text for row in named},
            readings={row.id: row.reading for row in named},
            asked=[AskedRow(*row) for row in connection.execute(asked)],
            landed=[
                LandedRow._make(row)
                for row in connection.execute(_sums(schema.landed, LandedRow._fields, first))
            ],
            moved=[
                MovedRow._make(row)
                for row in connection.execute(_sums(schema.moved, MovedRow._fields, first))
            ],
        )


_SUMS = frozenset({"visits", "helpful", "unhelpful", "early"})


def _sums(table: sa.Table, names: Sequence[str], first: str) -> sa.Select[Any]:
    keys = [table.c[name] for name in names if name not in _SUMS]
    sums = [sa.func.sum(table.c[name]) for name in names if name in _SUMS]
    return sa.select(*keys, *sums).where(table.c.day >= first).group_by(*keys)
