"""The tables that visits are counted in, the same for SQLite and PostgreSQL, and their migrations.

docs/learning.md describes every table and column.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from search_service.errors import QueryLogUnavailable

metadata = sa.MetaData()


def _count(name: str = "visits") -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


version = sa.Table("schema_version", metadata, sa.Column("version", sa.Integer, nullable=False))
texts = sa.Table(
    "texts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("text", sa.String, nullable=False, unique=True),
    sa.Column("reading", sa.String, nullable=False),
)
asked = sa.Table(
    "asked",
    metadata,
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("text_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("side", sa.String(8), primary_key=True),
    sa.Column("answer", sa.String(20), primary_key=True),
    sa.Column("level", sa.String(8), primary_key=True),
    _count(),
    _count("failed"),
    _count("early"),
    _count("early_failed"),
)
landed = sa.Table(
    "landed",
    metadata,
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("text_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("article", sa.String(20), primary_key=True),
    sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("stayed", sa.Boolean, primary_key=True),
    _count(),
    _count("helpful"),
    _count("unhelpful"),
    _count("early"),
)
moved = sa.Table(
    "moved",
    metadata,
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("from_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("to_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("article", sa.String(20), primary_key=True),
    _count(),
)
counted = sa.Table(
    "counted",
    metadata,
    sa.Column("month", sa.String(7), primary_key=True),
    sa.Column("tag", sa.BigInteger, primary_key=True, autoincrement=False),
    _count("times"),
)
COUNTS = (asked, landed, moved)


def _newest(connection: sa.Connection) -> None:
    """All tables as they are now, for a database that has none of them.

    The log that was here before held texts without what became of them.
    """
    connection.execute(sa.text("DROP TABLE IF EXISTS queries"))
    for table in (texts, *COUNTS, counted):
        connection.execute(sa.schema.CreateTable(table))


def _early(connection: sa.Connection) -> None:
    """What a network asked first is counted apart; of what was counted before all is taken so."""
    for table, of in (("asked", "visits"), ("asked", "failed"), ("landed", "visits")):
        name = "early_failed" if of == "failed" else "early"
        added = f"ALTER TABLE {table} ADD COLUMN {name} INTEGER DEFAULT 0 NOT NULL"
        connection.execute(sa.text(added))
        connection.execute(sa.text(f"UPDATE {table} SET {name} = {of}"))  # noqa: S608 - names above


# Each changes the schema that the one before left; a number is never used again. The first makes
# a new database as all of them leave it.
MIGRATIONS: tuple[Callable[[sa.Connection], None], ...] = (_newest, _early)


def migrate(connection: sa.Connection) -> None:
    """Bring a database, new or older, to the newest schema.

    Raises:
        QueryLogUnavailable: A newer program wrote it.
    """
    connection.execute(sa.schema.CreateTable(version, if_not_exists=True))
    at = connection.execute(sa.select(sa.func.max(version.c.version))).scalar()
    if at is not None and at > len(MIGRATIONS):
        raise QueryLogUnavailable(
            f"查询记录是更新的版本写的（第 {at} 版，这里只认到第 {len(MIGRATIONS)} 版）。"
            "请升级程序再运行，或换一个 KB_STATE_DIR。"
        )
    for change in MIGRATIONS[:1] if at is None else MIGRATIONS[at:]:
        change(connection)
    if at is None or at < len(MIGRATIONS):
        connection.execute(sa.delete(version))
        connection.execute(sa.insert(version).values(version=len(MIGRATIONS)))
