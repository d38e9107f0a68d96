"""Who signed in, who read what and which sessions have ended: one SQLite file.

No query text, no address and no password is written here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from search_service.errors import DeskUnavailable
from search_service.records.private_files import private_file
from search_service.records.sqlite_file import sqlite_engine

# A preview was drawn beside the list while the agent was choosing; what is read was opened.
Act = Literal[
    "login", "login_failed", "logout", "preview", "read", "flag", "unanswered", "password"
]

_metadata = sa.MetaData()
_acts = sa.Table(
    "acts",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.String, nullable=False, index=True),
    sa.Column("agent", sa.String, nullable=False, index=True),
    sa.Column("act", sa.String, nullable=False),
    sa.Column("article_id", sa.String),
)
_ended = sa.Table(
    "ended_sessions",
    _metadata,
    sa.Column("session", sa.String, primary_key=True),
    sa.Column("at", sa.String, nullable=False),
)

# If they are not there: several agents may be the first at the same moment.
_SCHEMA: tuple[sa.Executable, ...] = (
    *(sa.schema.CreateTable(table, if_not_exists=True) for table in (_acts, _ended)),
    *(sa.schema.CreateIndex(index, if_not_exists=True) for index in _acts.indexes),
)


@dataclass(frozen=True)
class Entry:
    """One line of the journal; `at` in UTC."""

    at: datetime
    agent: str
    act: Act
    article_id: str | None


class Journal:
    """The file; made when the first agent signs in."""

    def __init__(self, file: Path) -> None:
        self._file = file
        # A reading that is noted just before the power fails may be lost; the file stays whole.
        self._engine = sqlite_engine(file, "synchronous = NORMAL")

    def note(self, agent: str, act: Act, article_id: str | None = None) -> None:
        """Write down what an agent does.

        Raises:
            DeskUnavailable: It could not be written.
        """
        row = {"at": _now(), "agent": agent, "act": act, "article_id": article_id}
        with self._transaction() as connection:
            connection.execute(sa.insert(_acts).values(row))

    def end(self, session: str) -> None:
        """Let a session be over, whoever still holds its cookie.

        Raises:
            DeskUnavailable: It could not be written.
        """
        with self._transaction() as connection:
            connection.execute(
                sa.insert(_ended).prefix_with("OR IGNORE").values(session=session, at=_now())
            )

    def has_ended(self, session: str) -> bool:
        """Whether the session was signed out.

        Raises:
            DeskUnavailable: The file cannot be read.
        """
        with self._transaction() as connection:
            query = sa.select(_ended.c.session).where(_ended.c.session == session)
            return connection.execute(query).first() is not None

    def forget(self, before: datetime) -> int:
        """Delete what was written down before a moment; how many lines.

        Raises:
            DeskUnavailable: The file cannot be written.
        """
        if not self._file.exists():
            return 0
        moment = before.astimezone(UTC).isoformat()
        with self._transaction() as connection:
            connection.execute(sa.delete(_ended).where(_ended.c.at < moment))
            return connection.execute(sa.delete(_acts).where(_acts.c.at < moment)).rowcount

    def entries(self, agent: str | None = None, since: datetime | None = None) -> tuple[Entry, ...]:
        """What was written down, newest first.

        Raises:
            DeskUnavailable: The file cannot be read.
        """
        if not self._file.exists():
            return ()
        query = sa.select(_acts).order_by(_acts.c.id.desc())
        if agent is not None:
            query = query.where(_acts.c.agent == agent)
        if since is not None:
            query = query.where(_acts.c.at >= since.astimezone(UTC).isoformat())
        with self._transaction() as connection:
            return tuple(
                Entry(datetime.fromisoformat(row.at), row.agent, row.act, row.article_id)
                for row in connection.execute(query)
            )

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        try:
            if not self._file.exists():
                self._engine.dispose()  # connections to a file that an operator moved away
            private_file(self._file)
            with self._engine.begin() as connection:
                for element in _SCHEMA:
                    connection.execute(element)
                yield connection
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            raise DeskUnavailable(f"坐席记录读写不了，请检查文件 {self._file.name}。") from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
