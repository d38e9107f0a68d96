"""SQLite files that several threads and processes write: made once, in write-ahead mode.

Who switches a file to that mode waits for nobody, whatever the time-out: without a lock of our own
the first uses of a fresh file at the same moment fail with "database is locked".
"""

from __future__ import annotations

import fcntl
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from search_service.records.private_files import private_file

# A writer waits this long for another process before it gives up.
BUSY_SECONDS = 2.0
_LOOK_SECONDS = 0.01


def sqlite_engine(file: Path, *pragmas: str, poolclass: type[sa.Pool] | None = None) -> sa.Engine:
    """An engine whose readers wait for no writer.

    Args:
        file: Must be there, if only empty, when a connection is opened.
        pragmas: Run on every connection, such as `synchronous = NORMAL`.
        poolclass: What keeps connections; SQLAlchemy's choice when not given.
    """
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(file)),
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        hide_parameters=True,  # nothing that somebody wrote in an error message
        poolclass=poolclass,
    )

    def connected(connection: sqlite3.Connection, _: object) -> None:
        with alone(file):
            connection.execute("PRAGMA journal_mode = WAL")
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    sa.event.listen(engine, "connect", connected)
    return engine


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Keep every other thread and process out that asks for the same; not SQLite itself.

    The lock is on a file beside it: closing the database a second time would drop SQLite's locks.
    It is waited for no longer than SQLite's own: who holds it may have been stopped.

    Raises:
        OSError: The file beside it cannot be made, or the lock is held for too long.
    """
    lock_file = file.with_name(f"{file.name}.lock")
    private_file(lock_file)
    with lock_file.open("w") as lock:
        _take(lock)
        yield


def _take(lock: IO[str]) -> None:
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise
            time.sleep(_LOOK_SECONDS)
        else:
            return
