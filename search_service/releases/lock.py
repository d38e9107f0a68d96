"""One builder at a time."""

from __future__ import annotations

import fcntl
import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from search_service.releases.rights import open_to_the_web_server

_LOCK = "LOCK"


@contextmanager
def locked(root: Path, waiting: Callable[[str], None] | None = None) -> Iterator[None]:
    """One writer at a time, across processes; the system frees the lock of a killed one.

    Args:
        root: Where the releases lie.
        waiting: Told (Chinese) who holds the lock, before waiting for it.
    """
    open_to_the_web_server(root)
    with (root / _LOCK).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            if waiting:
                waiting(f"另一个程序正在发布（{lock.read().strip()}），等它结束 …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write(f"{account()}，进程 {os.getpid()}")
        lock.flush()
        yield


def forget_unused(root: Path) -> None:
    """Remove the folder of the releases where a lock is all that it ever held."""
    if [file.name for file in root.glob("*")] == [_LOCK]:
        (root / _LOCK).unlink()
        root.rmdir()


def account() -> str:
    """Who runs this process; its number where it has no name, as in many containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
