"""Text files of a site, compressed once when it is built: nginx sends them as they lie there."""

from __future__ import annotations

import gzip
import zlib
from functools import partial
from pathlib import Path

from search_service.content.kept_results import KeptResults, made_by

_TEXT = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"})
# Below this the head of an answer weighs more than what is saved.
_LEAST_BYTES = 500


_LEVEL = 9


def write_compressed(site: Path, kept: KeptResults) -> None:
    """Write `NAME.gz` beside every text file; the same bytes for the same file.

    Args:
        site: The built site.
        kept: Has what was compressed in earlier runs.
    """
    packing = f"{made_by((), ())} zlib {zlib.ZLIB_RUNTIME_VERSION} {_LEVEL}".encode()
    for file in sorted(site.rglob("*")):
        if file.suffix in _TEXT and file.is_file() and file.stat().st_size >= _LEAST_BYTES:
            content = file.read_bytes()
            packed = kept.result((b"gzip", packing, content), partial(_packed, content))
            file.with_name(f"{file.name}.gz").write_bytes(packed)


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, _LEVEL, mtime=0)
