"""Results that cost much and follow from their inputs alone, kept on disk from run to run.

The name of an entry is a hash of everything that decided it: of the code that made it, of the
packages beneath and of each input. So nothing is ever out of date: what has changed has another
name. An entry carries a hash of itself; one that is damaged, or cut off by a kill, is not there.
The folder may be deleted at any time. One that others can write to is not believed.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import cached_property
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

# What no run has asked for in this time goes.
UNUSED_FOR = timedelta(days=14)
# What was asked for longest ago goes when a folder has grown to more than this.
MOST_BYTES = 200_000_000
# An entry in use is stamped once a day, not at every reading.
_STAMPED_EVERY = timedelta(days=1)
_DIGEST = 16
_PARTIAL = ".partial-"
_WRITTEN_BY_OTHERS = 0o022


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

    @cached_property
    def _is_ours(self) -> bool:
        """Whether nobody else can have written what lies there."""
        try:
            about = self._folder.lstat()
        except OSError:
            return True  # it is made when something is kept
        if not stat.S_ISDIR(about.st_mode):
            return False
        return about.st_uid == os.geteuid() and not about.st_mode & _WRITTEN_BY_OTHERS

    def result(self, inputs: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
        """What was kept for these inputs, or what `make` makes of them, which is then kept.

        A disk that cannot be written to or read costs time and nothing else.

        Args:
            inputs: Everything that decides the result, the code included.
            make: Makes it; what it raises is raised and not kept.
        """
        inputs = tuple(inputs)
        kept = self.kept(inputs)
        if kept is None:
            kept = make()
            self.keep(inputs, kept)
        return kept

    def kept(self, inputs: Iterable[bytes]) -> bytes | None:
        """What was kept for these inputs; None where nothing is, or nothing whole."""
        if not self._is_ours:
            return None
        name = _name(inputs)
        file = self._folder / name
        try:
            content = file.read_bytes()
            if time.time() - file.stat().st_mtime > _STAMPED_EVERY.total_seconds():
                os.utime(file)
        except OSError:
            return None
        seal, result = content[:_DIGEST], content[_DIGEST:]
        return result if seal == _seal(name, result) else None

    def keep(self, inputs: Iterable[bytes], result: bytes) -> None:
        """Keep what was made of these inputs.

        A disk that cannot be written to costs time and nothing else.

        Args:
            inputs: As of `result`.
            result: What follows from them.
        """
        if not self._is_ours:
            return
        name = _name(inputs)
        partial = self._folder / f"{_PARTIAL}{os.getpid()}-{name}"
        try:
            if not self._is_there:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._is_there = True
            with open(partial, "wb", opener=_for_its_owner) as file:
                file.write(_seal(name, result) + result)
            partial.replace(self._folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)

    def prune(self, unused_for: timedelta = UNUSED_FOR, most_bytes: int = MOST_BYTES) -> None:
        """Remove what was not asked for in this time, and what killed writers have left.

        Args:
            unused_for: In use is what was asked for since.
            most_bytes: Of more, what was asked for longest ago goes as well.
        """
        oldest = time.time() - unused_for.total_seconds()
        found: list[tuple[float, int, str]] = []
        with contextlib.suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):  # another process removed it
                    about = entry.stat(follow_symlinks=False)
                    found.append((about.st_mtime, about.st_size, entry.path))
        size = 0
        for asked, length, path in sorted(found, reverse=True):
            size += length
            if asked < oldest or size > most_bytes:
                with contextlib.suppress(OSError):  # as above
                    Path(path).unlink()


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _name(inputs: Iterable[bytes]) -> str:
    digest = blake2b(digest_size=_DIGEST)
    for one in inputs:
        digest.update(len(one).to_bytes(8, "big") + one)
    return digest.hexdigest()


def _seal(name: str, result: bytes) -> bytes:
    return blake2b(name.encode() + result, digest_size=_DIGEST).digest()
