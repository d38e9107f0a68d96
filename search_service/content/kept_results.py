"""Results that cost much and follow from their inputs alone, kept on disk from run to run.

The name of an entry is a hash of everything that decided it: of the code that made it, of the
packages beneath and of each input. So nothing is ever out of date: what has changed has another
name. An entry carries a hash of itself; one that is damaged, or cut off by a kill, is not there.
The folder may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

# What no run has asked for in this time goes.
UNUSED_FOR = timedelta(days=14)
# An entry in use is stamped once a day, not at every reading.
_STAMPED_EVERY = timedelta(days=1)
_DIGEST = 16
_PARTIAL = ".partial-"


def made_by(packages: Iterable[str], sources: Iterable[Path]) -> str:
    """A hash of what a result depends on besides its inputs.

    Args:
        packages: Those beneath, whose versions count; Python's own counts always.
        sources: Files of ours.
    """
    versions = (f"{name} {version(name)}".encode() for name in packages)
    return _name((sys.version.encode(), *versions, *(file.read_bytes() for file in sources)))


class KeptResults:
    """Results by their inputs.

    Args:
        folder: Where they lie; only its owner may look into it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._is_there = False

    def result(self, inputs: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
        """What was kept for these inputs, or what `make` makes of them, which is then kept.

        A disk that cannot be written to or read costs time and nothing else.

        Args:
            inputs: Everything that decides the result, the code included.
            make: Makes it; what it raises is raised and not kept.
        """
        name = _name(inputs)
        kept = self._kept(name)
        if kept is None:
            kept = make()
            self._keep(name, kept)
        return kept

    def _kept(self, name: str) -> bytes | None:
        file = self._folder / name
        try:
            content = file.read_bytes()
            if time.time() - file.stat().st_mtime > _STAMPED_EVERY.total_seconds():
                os.utime(file)
        except OSError:
            return None
        seal, result = content[:_DIGEST], content[_DIGEST:]
        return result if seal == _seal(name, result) else None

    def _keep(self, name: str, result: bytes) -> None:
        partial = self._folder / f"{_PARTIAL}{os.getpid()}-{name}"
        try:
            if not self._is_there:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._is_there = True
            partial.write_bytes(_seal(name, result) + result)
            partial.replace(self._folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)

    def prune(self, unused_for: timedelta = UNUSED_FOR) -> None:
        """Remove what was not asked for in this time, and what killed writers have left."""
        oldest = time.time() - unused_for.total_seconds()
        with contextlib.suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):  # another process removed it
                    if entry.stat().st_mtime < oldest:
                        Path(entry.path).unlink()


def _name(inputs: Iterable[bytes]) -> str:
    digest = blake2b(digest_size=_DIGEST)
    for one in inputs:
        digest.update(len(one).to_bytes(8, "big") + one)
    return digest.hexdigest()


def _seal(name: str, result: bytes) -> bytes:
    return blake2b(name.encode() + result, digest_size=_DIGEST).digest()
