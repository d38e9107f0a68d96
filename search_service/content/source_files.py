"""Which files below a folder of the content are read at all; everything else is a stray."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

# What editors, file managers and Git leave behind; nobody meant to publish it.
_LEFT_BEHIND = re.compile(
    r"\..*|.*~|#.*#|.*\.(?:swp|swo|swx|tmp|part|crdownload)|Thumbs\.db|desktop\.ini|~\$.*",
    re.IGNORECASE,
)
# A folder of such a name was meant as a file.
_FILES = (".md", ".yml")
_SEARCHED_DEPTH = 8
# Bytes; the longest article has a hundredth of it.
SIZE_LIMIT = 1_000_000


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every entry that is no plain folder: its path below `folder` with forward slashes, and it.

    Links are given and not followed, folders named like a page are given and not entered, what
    begins with a dot is left out.
    """
    yield from sorted(_walk(folder, "", _SEARCHED_DEPTH)) if folder.is_dir() else ()


def _walk(folder: Path, prefix: str, depth: int) -> Iterator[tuple[str, Path]]:
    if folder.is_symlink():
        yield prefix.rstrip("/") or ".", folder
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if is_left_behind(entry.name):
                continue
            path, name = Path(entry.path), f"{prefix}{entry.name}"
            is_folder = entry.is_dir(follow_symlinks=False) and not name.lower().endswith(_FILES)
            if is_folder and depth:
                yield from _walk(path, f"{name}/", depth - 1)
            else:
                yield name, path


def is_left_behind(name: str) -> bool:
    """Whether a file of this name is an editor's or the system's, and not a writer's."""
    return bool(_LEFT_BEHIND.fullmatch(name))


def is_plain_file(path: Path) -> bool:
    """A file of its own: no link, no folder, no pipe."""
    return path.is_file() and not path.is_symlink()


def is_text_file(path: Path) -> bool:
    """A plain file that somebody can have written."""
    return is_plain_file(path) and path.stat().st_size <= SIZE_LIMIT


def pages_of(pages_folder: Path) -> tuple[str, ...]:
    """Paths of the Markdown files below `content/pages`, in their order."""
    return tuple(
        name
        for name, path in files_below(pages_folder)
        if name.endswith(".md") and is_text_file(path)
    )


def components_of(components_folder: Path) -> tuple[str, ...]:
    """Names of the shared components."""
    return tuple(name for name in pages_of(components_folder) if "/" not in name)
