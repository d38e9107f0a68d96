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
from typing import Any

import numpy as np
from numpy.typing import NDArray

_AT_ONCE = 10_000


def write_array(file: Path, numbers: NDArray[Any], dtype: str) -> None:
    """Write numbers one after the other, as `dtype`, into a file that survives a power cut."""
    write_bytes(file, np.ascontiguousarray(numbers, dtype))


def write_bytes(file: Path, content: bytes | NDArray[Any]) -> None:
    """Write a file that survives a power cut."""
    write_all(file, [content])


def write_all(file: Path, pieces: Iterable[bytes | NDArray[Any]]) -> list[int]:
    """Write pieces one after the other into a file that survives a power cut; their ends."""
    sizes = list[int]()
    with file.open("wb") as stream:
        left = iter(pieces)
        # A hundred thousand small writes take four times as long as a few large ones.
        while some := list(islice(left, _AT_ONCE)):
            sizes.extend(
                piece.nbytes if isinstance(piece, np.ndarray) else len(piece) for piece in some
            )
            stream.write(b"".join(some))
        stream.flush()
        os.fsync(stream.fileno())
    return list(accumulate(sizes))


def mapped_array(file: Path, dtype: str) -> NDArray[Any]:
    """What `write_array` wrote, one-dimensional and read-only."""
    return np.frombuffer(mapped_bytes(file), dtype)


def mapped_bytes(file: Path) -> memoryview:
    """The bytes of a file."""
    with file.open("rb") as stream:
        if not os.fstat(stream.fileno()).st_size:  # nothing cannot be mapped
            return memoryview(b"")
        return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
