"""Databases for the tests of counting: SQLite always, PostgreSQL where Debian's packages are."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

# Set by `make test-postgresql`: then a missing server is a failure and not one kind less.
_MUST = "TEST_POSTGRESQL"
_USER = "postgres"
_TRIES = 25


def kinds() -> list[str]:
    """The databases that this machine can test with."""
    there = shutil.which("initdb") is not None and find_spec("psycopg") is not None
    return ["sqlite", "postgresql"] if there or os.environ.get(_MUST) else ["sqlite"]


class Server:
    """A PostgreSQL server of our own, on a socket; it does not run as root.

    Args:
        folder: Everything of it lies there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._data = folder, folder / "data"
        self._prefix: list[str] = []
        self.url = f"postgresql://kb@/postgres?host={folder}"
        if os.geteuid() == 0:
            shutil.chown(folder, _USER)
            self._prefix = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"]
        # The smallest files that it writes ahead, so that a limit on files can be small.
        self._run("initdb", "-U", "kb", "-A", "trust", "--wal-segsize=1", str(self._data))

    def start(self, largest_file: int | None = None) -> None:
        """Start it, where it was killed before too; no file of it may grow above so many bytes."""
        limit = [] if largest_file is None else ["prlimit", f"--fsize={largest_file}"]
        options = f"-k {self._folder} -c listen_addresses= -c fsync=off"
        log = str(self._folder / "log")
        command = *limit, "pg_ctl", "-D", str(self._data), "-w", "-l", log, "-o", options, "start"
        for _ in range(_TRIES - 1):  # what a killed one leaves in memory goes a little later
            with suppress(subprocess.CalledProcessError):
                return self._run(*command)
            time.sleep(0.2)
        return self._run(*command)

    def stop(self) -> None:
        """Stop it at once."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "stop")

    def send(self, number: signal.Signals) -> None:
        """Send a signal to it and to all that works for it; a kill is waited for."""
        leader = int((self._data / "postmaster.pid").read_text("utf-8").split()[0])
        all_of_it = [leader, *_children(leader)]
        for process in all_of_it:
            with suppress(ProcessLookupError):
                os.kill(process, number)
        while number == signal.SIGKILL and any(map(_is_alive, all_of_it)):
            time.sleep(0.05)

    def _run(self, *command: str) -> None:
        subprocess.run(
            [*self._prefix, *command], check=True, cwd=self._folder, stdout=subprocess.DEVNULL
        )


def _children(leader: int) -> list[int]:
    tasks = Path(f"/proc/{leader}/task/{leader}/children")
    return [int(word) for word in tasks.read_text("ascii").split()]


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@contextmanager
def server() -> Iterator[Server]:
    """A server that runs, and is stopped in the end."""
    with tempfile.TemporaryDirectory(prefix="kb-pg-") as made:
        one = Server(Path(made))
        one.start()
        try:
            yield one
        finally:
            one.stop()


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a server that runs."""
    with server() as one:
        yield one.url
