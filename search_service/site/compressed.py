"""Text files of a site, compressed once when it is built: nginx sends them as they lie there."""

from __future__ import annotations

import gzip
from pathlib import Path

_TEXT = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"})
# Below this the head of an answer weighs more than what is saved.
_LEAST_BYTES = 500


def write_compressed(site: Path) -> None:
    """Write `NAME.gz` beside every text file; the same bytes for the same file."""
    for file in sorted(site.rglob("*")):
        if file.suffix in _TEXT and file.is_file() and file.stat().st_size >= _LEAST_BYTES:
            packed = gzip.compress(file.read_bytes(), 9, mtime=0)
            file.with_name(f"{file.name}.gz").write_bytes(packed)
