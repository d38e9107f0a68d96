"""Which files were found whole, so that they need not be read again until one of them changes.

A stamp is written after files were read through. It holds for as long as each of them has the size,
the times and the inode that it had before: whatever writes to a file, renames another over it or
copies it changes its `ctime`, which no program can set back. What a stamp does not see is a disk
that loses bits by itself; `kb release list`, `activate` and `rollback` read every byte for that.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson

# Longer than a tick of the system's clock, which times of files are as coarse as: what was written
# in the tick in which it is looked at might be written again without a trace.
_TICK_SECONDS = 0.02

State = Mapping[str, Sequence[int]]


def state_of(folder: Path) -> State:
    """Of each file its size, both times and its inode; waits for the end of the present tick."""
    time.sleep(_TICK_SECONDS)
    return _seen(folder)


def write_stamp(stamp: Path, of: str, state: State) -> None:
    """Say that files were read through, and found whole, after their state was taken.

    Args:
        stamp: The file to write.
        of: What they were compared with.
        state: As `state_of` gave it before the first byte was read.
    """
    partial = stamp.with_name(f".{stamp.name}-{os.getpid()}")
    partial.write_bytes(orjson.dumps({"of": of, "files": state}))
    partial.rename(stamp)


def holds(stamp: Path, of: str, folder: Path) -> bool:
    """Whether no file of the folder has changed, come or gone since its state was taken."""
    try:
        return bool(orjson.loads(stamp.read_bytes()) == {"of": of, "files": _seen(folder)})
    except (OSError, ValueError):
        return False


def _seen(folder: Path) -> dict[str, list[int]]:
    seen = {}
    for file in folder.rglob("*"):
        if file.is_file():
            is_now = file.stat()
            numbers = [is_now.st_size, is_now.st_mtime_ns, is_now.st_ctime_ns, is_now.st_ino]
            seen[file.relative_to(folder).as_posix()] = numbers
    return seen
