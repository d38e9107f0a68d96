"""Arrays as files that processes share: written raw, opened without being read.

A mapped array is read-only, its pages are read from the disk when they are first touched, and all
processes of a machine that map the same file share them.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterable
from itertools import accumulate, islice
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

_AT_ONCE = 10_000


def write_array(file: Path, numbers: NDArray[Any], dtype: str) -> None:
    """Write numbers one after the other, as `dtype`, into a file that survives a power cut."""
    write_bytes(file, np.ascontiguousarray(numbers, dtype))


def write_bytes(file: Path, content: bytes | NDArray[Any]) -> None:
    """Write a file that survives a power cut."""
    with file.open("wb") as stream:
        stream.write(content.data if isinstance(content, np.ndarray) else content)
        _keep(stream)


def write_all(file: Path, pieces: Iterable[bytes]) -> list[int]:
    """Write pieces one after the other into a file that survives a power cut; their ends."""
    sizes = list[int]()
    left = iter(pieces)
    with file.open("wb") as stream:
        # A hundred thousand small writes take four times as long as a few large ones.
        while some := list(islice(left, _AT_ONCE)):
            sizes.extend(map(len, some))
            stream.write(b"".join(some))
        _keep(stream)
    return list(accumulate(sizes))


def _keep(stream: IO[bytes]) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def mapped_array(file: Path, dtype: str) -> NDArray[Any]:
    """What `write_array` wrote, one-dimensional and read-only."""
    return np.frombuffer(mapped_bytes(file), dtype)


def mapped_bytes(file: Path) -> memoryview:
    """The bytes of a file."""
    with file.open("rb") as stream:
        if not os.fstat(stream.fileno()).st_size:  # nothing cannot be mapped
            return memoryview(b"")
        return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
