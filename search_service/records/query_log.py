"""What people typed into the search, counted by day, when the operator has asked for it.

Kept are the redacted text, the day, the number of hits and whether the search was sure; nothing
about who asked. A thread of its own redacts and writes, so no answer ever waits for it: when more
comes in than it can write, the rest is dropped and counted.
"""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import SQLAlchemyError

from search_service.errors import QueryLogUnavailable, cause_in_a_line
from search_service.records.privacy import redact_query
from search_service.records.private_files import private_file
from search_service.records.sqlite_file import BUSY_SECONDS, sqlite_engine

_WAITING_LIMIT = 1_000
_PAUSE_SECONDS = 1.0
# Entries of one day; after that the day is not recorded further, so that nobody fills the disk.
_ENTRIES_A_DAY = 10_000
_TEXT_LIMIT = 64

_metadata = sa.MetaData()
_table = sa.Table(
    "queries",
    _metadata,
    sa.Column("day", sa.String, primary_key=True),
    sa.Column("text", sa.String, primary_key=True),
    sa.Column("hits", sa.Integer, primary_key=True),
    sa.Column("confident", sa.Boolean, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LoggedQuery:
    """A query as it was answered.

    Attributes:
        text: As typed when it comes in, redacted when it comes out.
        hits: How many articles were found.
        confident: Whether the first hit was called sure.
    """

    text: str
    hits: int
    confident: bool


@dataclass(frozen=True)
class QueryCount:
    """How often a text was asked, over all days that were read.

    Attributes:
        text: Redacted.
        count: All its occurrences.
        without_hits: Those that found nothing.
        unsure: Those that found something without being sure of it.
    """

    text: str
    count: int
    without_hits: int
    unsure: int


class QueryLogFile:
    """The SQLite file; made when the first query is written."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._engine = sqlite_engine(file, poolclass=sa.NullPool)

    def add(self, queries: Counter[LoggedQuery], day: date, keep_days: int) -> None:
        """Redact, count and store; what is older than `keep_days` is deleted.

        Raises:
            QueryLogUnavailable: The file cannot be written.
        """
        safe: Counter[LoggedQuery] = Counter()
        for query, count in queries.items():
            text = redact_query(query.text).text[:_TEXT_LIMIT].lower()
            safe[LoggedQuery(text, query.hits, query.confident)] += count
        oldest = (day - timedelta(days=keep_days)).isoformat()
        try:
            private_file(self._file)
            with self._engine.begin() as connection:
                connection.execute(sa.schema.CreateTable(_table, if_not_exists=True))
                connection.execute(sa.delete(_table).where(_table.c.day < oldest))
                today = sa.select(sa.func.count()).where(_table.c.day == day.isoformat())
                room = _ENTRIES_A_DAY - connection.execute(today).scalar_one()
                for query, count in list(safe.items())[: max(room, 0)]:
                    row = {**vars(query), "day": day.isoformat(), "count": count}
                    added = insert(_table).values(row)
                    connection.execute(
                        added.on_conflict_do_update(
                            index_elements=list(_table.primary_key),
                            set_={"count": _table.c.count + added.excluded.count},
                        )
                    )
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            raise QueryLogUnavailable(f"查询记录写不进 {self._file}，请检查这个文件。") from error

    def read(self, since: date, least_count: int) -> tuple[QueryCount, ...]:
        """Texts asked at least so often since a day, the most frequent first.

        Raises:
            QueryLogUnavailable: The file cannot be read.
        """
        if not self._file.exists():
            return ()
        count = _table.c.count
        nothing = sa.case((_table.c.hits == 0, count), else_=0)
        unsure = sa.case((sa.and_(_table.c.hits > 0, ~_table.c.confident), count), else_=0)
        total = sa.func.sum(count)
        query = (
            sa.select(_table.c.text, total, sa.func.sum(nothing), sa.func.sum(unsure))
            .where(_table.c.day >= since.isoformat())
            .group_by(_table.c.text)
            .having(total >= least_count)
            .order_by(total.desc(), _table.c.text)
        )
        try:
            with self._engine.connect() as connection:
                return tuple(QueryCount(*row) for row in connection.execute(query))
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            raise QueryLogUnavailable(f"读不出查询记录，请检查文件 {self._file}。") from error


class QueryLog:
    """Takes queries without waiting and writes them from a thread of its own.

    A context: entering starts the thread, leaving writes what is still waiting.
    """

    def __init__(self, file: Path, keep_days: int) -> None:
        self._store = QueryLogFile(file)
        self._keep_days = keep_days
        self._waiting: queue.Queue[LoggedQuery] = queue.Queue(_WAITING_LIMIT)
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._write_on, name="query-log", daemon=True)
        self.dropped = 0

    def __enter__(self) -> Self:
        """Start writing."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        """Write what is waiting and stop."""
        self._leaving.set()
        self._thread.join(2 * BUSY_SECONDS)

    def note(self, query: LoggedQuery) -> None:
        """Remember a query; returns at once, and drops it when too many wait."""
        try:
            self._waiting.put_nowait(query)
        except queue.Full:
            self.dropped += 1

    def _write_on(self) -> None:
        leaving = False
        while not leaving:
            leaving = self._leaving.wait(_PAUSE_SECONDS)
            batch = Counter(self._waiting.get_nowait() for _ in range(self._waiting.qsize()))
            if not batch:
                continue
            try:
                self._store.add(batch, datetime.now(UTC).date(), self._keep_days)
            except QueryLogUnavailable as error:
                _log.error("查询记录没有存下：%s", cause_in_a_line(error))
