"""What is made of a release once it has arrived, so that opening it reads and computes nothing.

<root>/ready/<name>/RELEASE  stamp: every byte of the release was compared with its manifest
<root>/ready/<name>/ARRAYS   stamp of what follows
<root>/ready/<name>/arrays/  of each part its index and documents, to be mapped

None of it is sealed or sent anywhere: whatever is not as its stamp says is made anew from the
release. Where it cannot be written the release is served from memory.
"""

from __future__ import annotations

import fcntl
import logging
import shutil
from collections.abc import Mapping
from pathlib import Path

from search_service.engines.index_store import read_index
from search_service.engines.mapped_documents import write_mapped_documents
from search_service.engines.mapped_index import write_mapped_index
from search_service.engines.postings import Postings
from search_service.engines.whoosh.store import read_store
from search_service.records.private_files import private_folder
from search_service.releases import stamps
from search_service.releases.parts import PARTS, STORE
from search_service.releases.verification import READY, Generation

_log = logging.getLogger(__name__)
_STAMP, _ARRAYS, _PARTIAL, _LOCK = "ARRAYS", "arrays", ".arrays", "LOCK"


def ready_part(generation: Generation, part: str) -> Path | None:
    """Where what can be mapped of a part of a verified release lies; None where nothing does."""
    folder = _folder(generation)
    if not stamps.holds(folder / _STAMP, generation.manifest.seal, folder / _ARRAYS):
        return None
    return folder / _ARRAYS / part


def make_ready(generation: Generation, held: Mapping[str, Postings] | None = None) -> None:
    """Write what can be mapped of a verified release, unless it is there.

    Args:
        generation: A release that was found whole.
        held: Postings of its parts that somebody has in memory anyway.
    """
    folder, of = _folder(generation), generation.manifest.seal
    try:
        private_folder(folder.parent)
        private_folder(folder)
        with (folder / _LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two workers that start together make it once
            if not stamps.holds(folder / _STAMP, of, folder / _ARRAYS):
                _write(generation.folder, folder, held or {})
                stamps.write_stamp(folder / _STAMP, of, stamps.state_of(folder / _ARRAYS))
    except OSError as error:
        _log.warning("发布 %s 的数组写不到磁盘，改从内存服务：%s", generation.name, error)
        shutil.rmtree(folder / _PARTIAL, ignore_errors=True)


def _write(release: Path, folder: Path, held: Mapping[str, Postings]) -> None:
    shutil.rmtree(folder / _ARRAYS, ignore_errors=True)
    partial = folder / _PARTIAL
    shutil.rmtree(partial, ignore_errors=True)
    private_folder(partial)
    for part in PARTS:
        if (release / part).is_dir():
            private_folder(partial / part)
            documents = read_store(release / part / STORE)
            postings = held.get(part) or read_index(release / part)
            write_mapped_index(partial / part, postings, documents.hidden_passages)
            write_mapped_documents(partial / part, documents)
    partial.rename(folder / _ARRAYS)


def _folder(generation: Generation) -> Path:
    return generation.folder.parent / READY / generation.name
