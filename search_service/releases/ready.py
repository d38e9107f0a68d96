"""What is made of a release once it has arrived, so that opening it reads and computes nothing.

<root>/ready/<name>/RELEASE  stamp: every byte of the release was compared with its manifest
<root>/ready/<name>/ARRAYS   stamp of what follows
<root>/ready/<name>/arrays/  of each part its index and documents, to be mapped
<root>/ready/<name>/LOOK_UPS stamp of what follows
<root>/ready/<name>/look_ups/ of each part its sounds, completions and units, to be mapped or read

None of it is sealed or sent anywhere: whatever is not as its stamp says is made anew from the
release. Where it cannot be written the release is served from memory.
"""

from __future__ import annotations

import fcntl
import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.engines.index_store import read_index
from search_service.engines.mapped_documents import map_documents, write_mapped_documents
from search_service.engines.mapped_index import write_mapped_index
from search_service.engines.mapped_look_ups import LookUps, look_ups_id
from search_service.engines.postings import Postings
from search_service.engines.whoosh.store import read_store
from search_service.records.private_files import private_folder
from search_service.releases import stamps
from search_service.releases.parts import PARTS, STORE
from search_service.releases.search_index import write_look_ups_of
from search_service.releases.verification import READY, Generation

_log = logging.getLogger(__name__)
_LOCK = "LOCK"


@dataclass(frozen=True)
class _Made:
    """A folder that is made of a release, with the stamp that says it is whole."""

    stamp: str
    folder: str

    @property
    def partial(self) -> str:
        return f".{self.folder}"


_ARRAYS, _LOOK_UPS = _Made("ARRAYS", "arrays"), _Made("LOOK_UPS", "look_ups")


def ready_part(generation: Generation, part: str) -> Path | None:
    """Where what can be mapped of a part of a verified release lies; None where nothing does."""
    return _part(generation, _ARRAYS, generation.manifest.seal, part)


def ready_look_ups(generation: Generation, part: str) -> Path | None:
    """Where the look-ups of a part of a verified release lie; None where they do not."""
    return _part(generation, _LOOK_UPS, _look_ups_seal(generation), part)


@dataclass(frozen=True)
class Held:
    """What somebody has in memory of a part of a release, exactly as it was written there."""

    documents: Documents
    postings: Postings
    look_ups: LookUps


def make_ready(generation: Generation, held: Mapping[str, Held] | None = None) -> None:
    """Write what can be mapped of a verified release, unless it is there.

    Args:
        generation: A release that was found whole.
        held: What of its parts need not be read from it again.
    """

    def write(release: Path, folder: Path, part: str) -> None:
        known = (held or {}).get(part)
        documents = known.documents if known else read_store(release / STORE)
        postings = known.postings if known else read_index(release)
        write_mapped_index(folder, postings, documents.hidden_passages)
        write_mapped_documents(folder, documents)

    _make(generation, _ARRAYS, generation.manifest.seal, write)


def make_look_ups_ready(
    generation: Generation, analyser: Analyser, held: Mapping[str, Held] | None = None
) -> None:
    """Write the look-ups of a verified release of this very analysis, unless they are there.

    Args:
        generation: A release that was found whole.
        analyser: The analysis.
        held: What of its parts need not be made again.
    """

    def write(release: Path, folder: Path, part: str) -> None:
        known = (held or {}).get(part)
        ready = ready_part(generation, part)
        documents = map_documents(ready) if ready else read_store(release / STORE)
        look_ups = known.look_ups if known else None
        write_look_ups_of(release, folder, documents, analyser, look_ups)

    _make(generation, _LOOK_UPS, _look_ups_seal(generation), write)


def _look_ups_seal(generation: Generation) -> str:
    return f"{generation.manifest.seal} {look_ups_id()}"


def _part(generation: Generation, made: _Made, of: str, part: str) -> Path | None:
    folder = _folder(generation)
    if not stamps.holds(folder / made.stamp, of, folder / made.folder):
        return None
    return folder / made.folder / part


def _make(
    generation: Generation, made: _Made, of: str, write: Callable[[Path, Path, str], None]
) -> None:
    folder = _folder(generation)
    try:
        private_folder(folder.parent)
        private_folder(folder)
        with (folder / _LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two workers that start together make it once
            if not stamps.holds(folder / made.stamp, of, folder / made.folder):
                _write(generation.folder, folder, made, write)
                state = stamps.state_of(folder / made.folder)
                stamps.write_stamp(folder / made.stamp, of, state)
    except OSError as error:
        _log.warning("发布 %s 的数组写不到磁盘，改从内存服务：%s", generation.name, error)
        shutil.rmtree(folder / made.partial, ignore_errors=True)


def _write(
    release: Path, folder: Path, made: _Made, write: Callable[[Path, Path, str], None]
) -> None:
    shutil.rmtree(folder / made.folder, ignore_errors=True)
    partial = folder / made.partial
    shutil.rmtree(partial, ignore_errors=True)
    private_folder(partial)
    for part in PARTS:
        if (release / part).is_dir():
            private_folder(partial / part)
            write(release / part, partial / part, part)
    partial.rename(folder / made.folder)


def _folder(generation: Generation) -> Path:
    return generation.folder.parent / READY / generation.name
