"""A folder for what is made and moved away; what a killed process has left goes with the next."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from search_service.records.private_files import private_folder

_LOCK = "LOCK"


@contextmanager
def scratch_folder(root: Path) -> Iterator[Path]:
    """An empty folder, for as long as the block.

    Args:
        root: Holds the folders of all processes that make something, and nothing else.
    """
    private_folder(root)
    with (root / _LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in root.iterdir():
            if left.is_dir() and not _in_use(left):
                shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(dir=root))
        # Held by the copies of this process as well; the system frees it when all have ended.
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _in_use(folder: Path) -> bool:
    with suppress(FileNotFoundError):
        looked_at = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(looked_at, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(looked_at)
    return False
