"""The segmenter's dictionary as three arrays: made once, kept in files, mapped by every process.

FOLDER/words-ID/pieces.npy      rows of `PIECE`
FOLDER/words-ID/characters.npy  rows of `CHARACTER`, ascending
FOLDER/words-ID/totals.npy      the sum of the dictionary's frequencies, without and with the terms

ID stands for all that decides what they hold. The folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

CHARACTER = np.dtype([("character", "<i8"), ("count", "<i8")])
# Word lists that were used last; those of a project change while it is written.
_KEPT = 3


class DictionaryTables(NamedTuple):
    """What a segmenter needs of a dictionary.

    Attributes:
        pieces: Rows of `piece_tree.PIECE`.
        characters: Rows of `CHARACTER`: how often each stands in the dictionary's own words.
        totals: int64, two: the sum of all frequencies without and with the project's terms.
    """

    pieces: NDArray[Any]
    characters: NDArray[Any]
    totals: NDArray[np.int64]


def kept_tables(
    terms: Sequence[str],
    folder: Path | None,
    make: Callable[[Sequence[str]], DictionaryTables],
) -> DictionaryTables:
    """Tables for these terms: mapped where a folder keeps them, else made and kept there.

    Where the folder cannot be written they are held in memory.
    """
    if folder is None:
        return make(terms)
    own = folder / f"words-{_id(terms)}"
    try:
        return _mapped(own)
    except (OSError, ValueError):  # not there yet, or half there
        pass
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return make(terms)
    tables = make(terms)
    try:
        _write(own, tables)
        return _mapped(own)
    except (OSError, ValueError):
        return tables


def _mapped(folder: Path) -> DictionaryTables:
    os.utime(folder)  # it is used
    return DictionaryTables(
        *(
            np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)
            for name in DictionaryTables._fields
        )
    )


def _write(folder: Path, tables: DictionaryTables) -> None:
    """Whole or not at all; of two processes that do so at once the later one wins."""
    partial = Path(tempfile.mkdtemp(prefix=".words-", dir=folder.parent))
    try:
        for name, table in tables._asdict().items():
            with (partial / f"{name}.npy").open("wb") as stream:
                np.save(stream, table)
                stream.flush()
                os.fsync(stream.fileno())
        shutil.rmtree(folder, ignore_errors=True)
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    known = sorted(folder.parent.glob("words-*"), key=lambda one: one.stat().st_mtime)
    for old in known[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _id(terms: Sequence[str]) -> str:
    digest = hashlib.sha256(version("jieba").encode())
    for source in ("dictionary_tables", "jieba_tables", "piece_tree"):
        digest.update(Path(__file__).with_name(f"{source}.py").read_bytes())
    digest.update("\n".join(terms).encode())
    return digest.hexdigest()[:16]
