"""What readers said about articles: one SQLite file, redacted before anything is written.

Every write opens the file, commits and closes it, so that a file an operator moves away or restores
is noticed at once; feedback is rare enough for that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import SQLAlchemyError

from search_service.errors import FeedbackConflict, FeedbackUnavailable, FeedbackUnknown
from search_service.records.privacy import redact
from search_service.records.private_files import private_file
from search_service.records.sqlite_file import alone, sqlite_engine

Source = Literal["reader", "agent"]
# Of what an agent says: nobody has begun, somebody has, or the people who write have dealt with it.
State = Literal["open", "taken", "done"]

_metadata = sa.MetaData()
_table = sa.Table(
    "feedback",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("idempotency_key", sa.String, nullable=False, unique=True),
    sa.Column("received_at", sa.String, nullable=False, index=True),
    sa.Column("article_id", sa.String, nullable=False, index=True),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("reason", sa.String),
    sa.Column("comment", sa.String),
    sa.Column("redacted", sa.String, nullable=False),
    sa.Column("source", sa.String, nullable=False, server_default="reader"),
    sa.Column("agent", sa.String, nullable=False, server_default=""),
    sa.Column("state", sa.String, nullable=False, server_default="open"),
    sa.Column("handled_by", sa.String, nullable=False, server_default=""),
)
_SCHEMA: tuple[sa.Executable, ...] = (
    sa.schema.CreateTable(_table, if_not_exists=True),
    *(sa.schema.CreateIndex(index, if_not_exists=True) for index in _table.indexes),
)


@dataclass(frozen=True)
class Feedback:
    """One reader's word on one article.

    Attributes:
        article_id: The article's code; empty when an agent found none for a question.
        helpful: Whether it helped.
        reason: Why not, when the reader said so.
        comment: As typed when it comes in, redacted when it comes out.
        received_at: In UTC.
        redacted: What was taken out of the comment.
        source: A reader of the site, or an agent who found a mistake or no article.
        agent: Name of the agent.
        state: How far the people who write have come with what an agent says.
        handled_by: Who has taken it or dealt with it.
        number: What it is called by; 0 before it is stored.
    """

    article_id: str
    helpful: bool
    reason: str | None
    comment: str | None
    received_at: datetime
    redacted: tuple[str, ...] = ()
    source: Source = "reader"
    agent: str = ""
    state: State = "open"
    handled_by: str = ""
    number: int = field(default=0, compare=False)


class FeedbackStore:
    """The file of feedback; it is made when the first feedback arrives."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._engine = sqlite_engine(file, poolclass=sa.NullPool)

    def add(self, feedback: Feedback, key: str | None = None) -> None:
        """Store feedback; the same feedback under the same key is stored once.

        Raises:
            FeedbackConflict: Other feedback has come under this key.
            FeedbackUnavailable: It could not be stored.
        """
        comment = redact(feedback.comment) if feedback.comment else None
        said = {
            "article_id": feedback.article_id,
            "helpful": feedback.helpful,
            "reason": feedback.reason,
            "comment": comment.text or None if comment else None,
            "source": feedback.source,
            "agent": feedback.agent,
        }
        # Whoever sends it may put anything in it.
        stored = sha256(key.encode()).hexdigest() if key else str(uuid4())
        row = said | {
            "idempotency_key": stored,
            "received_at": feedback.received_at.astimezone(UTC).isoformat(timespec="milliseconds"),
            "redacted": ",".join(comment.kinds) if comment else "",
        }
        with self._transaction("反馈暂时存不下来，请稍后再试。") as connection:
            added = connection.execute(insert(_table).values(row).on_conflict_do_nothing())
            if added.rowcount:
                return
            columns = [_table.c[name] for name in said]
            earlier = connection.execute(
                sa.select(*columns).where(_table.c.idempotency_key == stored)
            ).one()
        if dict(earlier._mapping) != said:  # noqa: SLF001 - SQLAlchemy's documented name
            raise FeedbackConflict("这个 Idempotency-Key 已经用于另一条反馈，请换一个。")

    def read(
        self, article_id: str | None = None, since: datetime | None = None
    ) -> tuple[Feedback, ...]:
        """Stored feedback, newest first.

        Raises:
            FeedbackUnavailable: The file cannot be read.
        """
        if not self._file.exists():
            return ()
        query = sa.select(_table).order_by(_table.c.received_at.desc(), _table.c.id.desc())
        if article_id is not None:
            query = query.where(_table.c.article_id == article_id)
        if since is not None:
            query = query.where(_table.c.received_at >= since.astimezone(UTC).isoformat())
        with self._transaction(f"读不出反馈，请检查文件 {self._file}。") as connection:
            return tuple(_feedback(row) for row in connection.execute(query))

    def by_agents(self, article_id: str | None = None) -> tuple[Feedback, ...]:
        """What agents said, of one article or of all, newest first.

        Raises:
            FeedbackUnavailable: The file cannot be read.
        """
        return tuple(one for one in self.read(article_id) if one.source == "agent")

    def handle(self, number: int, state: State, who: str) -> Feedback:
        """Note who has taken what an agent said, or dealt with it.

        Raises:
            FeedbackUnknown: No agent said anything under this number.
            FeedbackUnavailable: It could not be stored.
        """
        if self._file.exists():
            of_agent = sa.and_(_table.c.id == number, _table.c.source == "agent")
            with self._transaction("处理情况暂时存不下来，请稍后再试。") as connection:
                values = {"state": state, "handled_by": "" if state == "open" else who}
                connection.execute(sa.update(_table).where(of_agent).values(values))
                row = connection.execute(sa.select(_table).where(of_agent)).first()
                if row is not None:
                    return _feedback(row)
        raise FeedbackUnknown(f"没有编号为 {number} 的坐席标记。kb feedback flags 列出所有标记。")

    @contextmanager
    def _transaction(self, failure: str) -> Iterator[sa.Connection]:
        try:
            private_file(self._file)
            with self._engine.begin() as connection:
                with alone(self._file):
                    _prepare(connection)
                yield connection
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            raise FeedbackUnavailable(failure) from error


def _prepare(connection: sa.Connection) -> None:
    """Make what is missing in the file: everything, or the columns that are younger than it."""
    for element in _SCHEMA:
        connection.execute(element)
    there = {column["name"] for column in sa.inspect(connection).get_columns(_table.name)}
    for column in _table.columns:
        if column.name not in there:
            definition = sa.schema.CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {_table.name} ADD COLUMN {definition}")


def _feedback(row: sa.Row[Any]) -> Feedback:
    return Feedback(
        article_id=row.article_id,
        helpful=row.helpful,
        reason=row.reason,
        comment=row.comment,
        received_at=datetime.fromisoformat(row.received_at),
        redacted=tuple(filter(None, row.redacted.split(","))),
        source=row.source,
        agent=row.agent,
        state=row.state,
        handled_by=row.handled_by,
        number=row.id,
    )
