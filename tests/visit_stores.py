"""Databases for the tests of counting: SQLite always, PostgreSQL where Debian's packages are."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

# Set by `make test-postgresql`: then a missing server is a failure and not one kind less.
_MUST = "TEST_POSTGRESQL"
_USER = "postgres"


def kinds() -> list[str]:
    """The databases that this machine can test with."""
    there = shutil.which("initdb") is not None and find_spec("psycopg") is not None
    return ["sqlite", "postgresql"] if there or os.environ.get(_MUST) else ["sqlite"]


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a server of our own, on a socket; it does not run as root."""
    with tempfile.TemporaryDirectory(prefix="kb-pg-") as made:
        folder, prefix = Path(made), []
        if os.geteuid() == 0:
            shutil.chown(folder, _USER)
            prefix = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"]

        def run(*command: str) -> None:
            subprocess.run([*prefix, *command], check=True, cwd=folder, stdout=subprocess.DEVNULL)

        data, options = str(folder / "data"), f"-k {folder} -c listen_addresses= -c fsync=off"
        run("initdb", "-U", "kb", "-A", "trust", data)
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://kb@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
