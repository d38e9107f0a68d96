"""A dictionary from texts to small values as mapped files: nothing is read when it is opened.

NAME.keys     all keys in UTF-8, one after the other, by their hash
NAME.hashes   uint32: the CRC-32 of each key, ascending
NAME.values   of each key its value in JSON
NAME.ends     int64: where each key ends, then where each value ends
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

import numpy as np
import orjson

from search_service.engines.mapped_files import (
    mapped_array,
    mapped_bytes,
    write_all,
    write_array,
    write_bytes,
)

Value = TypeVar("Value")

# A dictionary of no more entries is read when it is opened: looking up is then five times as fast.
_FEW = 20_000
# Answers that are remembered, those that there is no value included.
_REMEMBERED = 50_000
_ABSENT = object()


class _Mapped(Mapping[str, Value]):
    """Looks up by bisecting hashes; threads may share it."""

    def __init__(
        self, folder: Path, name: str, decode: Callable[[Any], Value], remembered: int
    ) -> None:
        self._keys = mapped_bytes(folder / f"{name}.keys")
        self._values = mapped_bytes(folder / f"{name}.values")
        self._hashes = mapped_array(folder / f"{name}.hashes", "<u4").data
        ends = mapped_array(folder / f"{name}.ends", "<i8")
        self._key_ends, self._value_ends = ends[: len(ends) // 2].data, ends[len(ends) // 2 :].data
        self._decode, self._remembered = decode, remembered
        self._known: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Value:
        found: Any = self._known.get(key)
        if found is None:
            if len(self._known) >= self._remembered:
                self._known.clear()
            found = self._known[key] = self._look_up(key)
        if found is _ABSENT:
            raise KeyError(key)
        value: Value = found
        return value

    def _look_up(self, key: str) -> object:
        raw = key.encode()
        wanted = crc32(raw)
        at = bisect_left(self._hashes, wanted)
        while at < len(self._hashes) and self._hashes[at] == wanted:
            if self._raw(at) == raw:
                return self._value(at)
            at += 1
        return _ABSENT

    def _raw(self, at: int) -> memoryview:
        return self._keys[self._key_ends[at - 1] if at else 0 : self._key_ends[at]]

    def _value(self, at: int) -> Value:
        start = self._value_ends[at - 1] if at else 0
        return self._decode(orjson.loads(self._values[start : self._value_ends[at]]))

    def __len__(self) -> int:
        return len(self._hashes)

    def __iter__(self) -> Iterator[str]:
        """By hash."""
        return (str(self._raw(at), "utf-8") for at in range(len(self)))


def write_dictionary(folder: Path, name: str, values: Mapping[str, object]) -> None:
    """Write into a folder that exists; a value is what JSON can hold."""
    raw = [key.encode() for key in values]
    hashes = np.fromiter(map(crc32, raw), np.uint32, len(raw))
    order = np.argsort(hashes, kind="stable")
    in_order, keys = order.tolist(), list(values)
    write_bytes(folder / f"{name}.keys", b"".join([raw[at] for at in in_order]))
    write_array(folder / f"{name}.hashes", hashes[order], "<u4")
    value_ends = write_all(
        folder / f"{name}.values", (orjson.dumps(values[keys[at]]) for at in in_order)
    )
    key_ends = np.cumsum([len(raw[at]) for at in in_order])
    write_array(folder / f"{name}.ends", np.concatenate((key_ends, value_ends)), "<i8")


def map_dictionary(
    folder: Path,
    name: str,
    decode: Callable[[Any], Value],
    few: int = _FEW,
    remembered: int = _REMEMBERED,
) -> Mapping[str, Value]:
    """What `write_dictionary` wrote.

    Args:
        folder: Where it lies.
        name: Of the dictionary.
        decode: Makes a value of what JSON held.
        few: With no more entries it is read at once.
        remembered: Of more, so many values are kept once they were found.
    """
    mapped = _Mapped(folder, name, decode, remembered)
    return dict(mapped.items()) if len(mapped) <= few else mapped
