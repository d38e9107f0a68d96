"""What this program is made of, as one hash: its own files, and what is installed beneath it.

Of a program that was changed while it ran nothing is known: what runs is not what lies on disk.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import search_service
from search_service.content.folder_state import state_of

PROGRAM = Path(search_service.__file__).parent
_NANOSECONDS = 10**9


@cache
def program_state() -> bytes | None:
    """What this program is made of; None when it was changed after this process had begun."""
    return program_now()


def program_now() -> bytes | None:
    """The same, looked at once more: another process that has begun since may be another one."""
    files = state_of([PROGRAM], left_out=lambda name: name == "__pycache__")
    if files is None or any(_changed_since_it_began(PROGRAM)):
        return None
    return b"\0".join([files, sys.version.encode(), *_packages()])


def _changed_since_it_began(folder: Path) -> Iterator[bool]:
    began = search_service.BEGAN_AT * _NANOSECONDS - _NANOSECONDS
    for where, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if one != "__pycache__"]
        for name in files:
            yield os.lstat(os.path.join(where, name)).st_ctime_ns > began  # noqa: PTH118 - hundreds


def _packages() -> Iterator[bytes]:
    """Everything installed, with its version."""
    for place in sys.path:
        names = os.listdir(place) if os.path.isdir(place) else ()  # noqa: PTH112, PTH208 - as above
        yield from sorted(os.fsencode(one) for one in names if one.endswith("-info"))
