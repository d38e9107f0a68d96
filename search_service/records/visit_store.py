"""The counts of visits in a database: SQLite by default, PostgreSQL by its URL.

A batch is one transaction, under a lock that all writers share. Whoever reads waits for nobody.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from search_service.errors import QueryLogUnavailable
from search_service.records import visit_schema as schema
from search_service.records.fair_counting import MonthKey
from search_service.records.private_files import private_file
from search_service.records.sqlite_file import alone, sqlite_engine
from search_service.records.visit_batch import Rows, rows_of
from search_service.records.visits import Visit

# Texts that a day may add; beyond them a flood of different texts fills no disk.
NEW_TEXTS_A_DAY = 10_000
# As many values as every SQLite takes in one statement.
_CHUNK = 500
# How long a server may take to be reached: whoever reads a report is told then.
_PATIENCE = {"connect_timeout": 10}
_Value = TypeVar("_Value")
_LOCK = 7_402_817  # any number that no other program of this database locks with


class VisitStore:
    """Where visits are counted; the database is made when the first is written.

    Args:
        file: The SQLite file, and beside it the key of the month (`.key`).
        url: Of a PostgreSQL database, which then takes the place of the file.
    """

    def __init__(self, file: Path, url: str | None = None) -> None:
        self._file = file
        self._url = url
        self._key = MonthKey(file.with_suffix(".key"))
        if url:
            self._engine = sa.create_engine(
                url.replace("postgresql://", "postgresql+psycopg://"),
                hide_parameters=True,
                poolclass=sa.NullPool,
                connect_args=_PATIENCE,
            )
        else:
            self._engine = sqlite_engine(file, "synchronous = NORMAL", poolclass=sa.NullPool)
        dialect = self._engine.dialect.name
        self._insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
        self._is_ready = False

    @property
    def place(self) -> str:
        """Where it lies, for messages: without the password."""
        return (
            self._engine.url.render_as_string(hide_password=True) if self._url else str(self._file)
        )

    def exists(self) -> bool:
        """Whether there is anything to read."""
        return self._url is not None or self._file.exists()

    def add(self, visits: Sequence[Visit]) -> int:
        """Count whole visits; the number of texts left out: the day or their network had enough.

        Raises:
            QueryLogUnavailable: The database cannot be written; nothing of the batch is counted.
        """
        with self._failing(f"查询记录写不进 {self.place}，请检查它还在不在、磁盘满没满。"):
            if not self._url:
                private_file(self._file)
            self._prepare()
            with self._engine.begin() as connection:
                # The first statement writes: whoever holds this row is the only writer.
                connection.execute(
                    sa.update(schema.version).values(version=schema.version.c.version)
                )
                rows = rows_of(
                    visits,
                    self._key,
                    lambda tags: _times(connection, tags),
                    lambda texts: _numbered(connection, texts),
                )
                return rows.left_out + self._write(connection, rows)

    def purge(self, oldest: date) -> None:
        """Forget what was counted before a day, and tags of other months than this one's.

        Raises:
            QueryLogUnavailable: The database cannot be written.
        """
        if not self.exists():
            return
        with self._failing(f"查询记录里过期的部分删不掉，请检查 {self.place}。"):
            self._prepare()
            with self._engine.begin() as connection:
                for table in schema.COUNTS:
                    connection.execute(sa.delete(table).where(table.c.day < oldest.isoformat()))
                used = sa.union_all(
                    sa.select(schema.asked.c.text_id),
                    sa.select(schema.moved.c.to_id),
                    sa.select(schema.moved.c.from_id),
                )
                connection.execute(sa.delete(schema.texts).where(schema.texts.c.id.not_in(used)))

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection to read the tables with.

        Raises:
            QueryLogUnavailable: The database cannot be read.
        """
        what = (
            "请检查数据库开没开、地址和密码对不对"
            if self._url
            else "请检查它的权限；文件坏了就把它移开，或用 kb restore 恢复备份"
        )
        with self._failing(f"读不出查询记录 {self.place}：{what}。"):
            self._prepare()
            with self._engine.connect() as connection:
                yield connection

    def _prepare(self) -> None:
        if self._is_ready:
            return
        if self._url:
            with self._engine.begin() as connection:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
                schema.migrate(connection)
        else:
            # Connecting takes this lock as well, so it comes first.
            # Nobody else may read the schema before this one's is committed.
            with self._engine.connect() as connection, alone(self._file), connection.begin():
                schema.migrate(connection)
        self._is_ready = True

    def _write(self, connection: sa.Connection, rows: Rows) -> int:
        numbers, full = self._numbers(connection, rows)
        for table, counts in ((schema.asked, rows.asked), (schema.landed, rows.landed)):
            self._add_up(
                connection,
                table,
                [
                    {**key._asdict(), "text_id": numbers[key.text], **sums}
                    for key, sums in counts.items()
                    if key.text in numbers
                ],
            )
        self._add_up(
            connection,
            schema.moved,
            [
                {
                    **key._asdict(),
                    "from_id": numbers[key.text],
                    "to_id": numbers[key.to],
                    **sums,
                }
                for key, sums in rows.moved.items()
                if key.text in numbers and key.to in numbers
            ],
        )
        self._add_up(
            connection,
            schema.counted,
            [
                {"month": month, "tag": tag, "times": times}
                for (month, tag), times in rows.tags.items()
            ],
        )
        newest = max((month for month, _ in rows.tags), default="")
        if newest:
            connection.execute(sa.delete(schema.counted).where(schema.counted.c.month < newest))
        return full

    def _numbers(self, connection: sa.Connection, rows: Rows) -> tuple[dict[str, int], int]:
        """The number of each text, those of new ones given now, and how many found no room."""
        texts = schema.texts
        numbers = _numbered(connection, rows.readings)
        new = [text for text in rows.readings if text not in numbers]
        room = NEW_TEXTS_A_DAY - self._new_today(connection, rows.day) if new else 0
        last = connection.execute(sa.select(sa.func.max(texts.c.id))).scalar() or 0
        kept = new[: max(room, 0)]
        for number, text in enumerate(kept, last + 1):
            numbers[text] = number
        if kept:
            connection.execute(
                sa.insert(texts),
                [{"id": numbers[t], "text": t, "reading": rows.readings[t]} for t in kept],
            )
        return numbers, len(new) - len(kept)

    def _new_today(self, connection: sa.Connection, day: str) -> int:
        """Texts of a day: at least as many as are new on it."""
        asked = schema.asked
        distinct = sa.func.count(sa.distinct(asked.c.text_id))
        return connection.execute(sa.select(distinct).where(asked.c.day == day)).scalar_one()

    def _add_up(
        self, connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]
    ) -> None:
        if not rows:
            return
        names = [column.name for column in table.columns]
        keys = [column.name for column in table.primary_key]
        added = self._insert(table)
        sums = {n: table.c[n] + added.excluded[n] for n in names if n not in keys}
        statement = added.on_conflict_do_update(index_elements=keys, set_=sums)
        connection.execute(statement, [{n: row[n] for n in names} for row in rows])

    @contextmanager
    def _failing(self, said: str) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            self._is_ready = False  # the file may have been taken away
            raise QueryLogUnavailable(said) from error


def _numbered(connection: sa.Connection, texts: Iterable[str]) -> dict[str, int]:
    """The numbers of the texts that have one."""
    table = schema.texts
    numbers: dict[str, int] = {}
    for chunk in _chunks(list(texts)):
        known = sa.select(table.c.text, table.c.id).where(table.c.text.in_(chunk))
        numbers |= {row.text: row.id for row in connection.execute(known)}
    return numbers


def _times(
    connection: sa.Connection, tags: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], int]:
    """How often each tag of a month has counted."""
    counted = schema.counted
    found: dict[tuple[str, int], int] = {}
    by_month: dict[str, list[int]] = {}
    for month, tag in tags:
        by_month.setdefault(month, []).append(tag)
    for month, of_month in by_month.items():
        for chunk in _chunks(of_month):
            query = sa.select(counted.c.tag, counted.c.times).where(
                counted.c.month == month, counted.c.tag.in_(chunk)
            )
            found |= {(month, tag): times for tag, times in connection.execute(query)}
    return found


def _chunks(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
