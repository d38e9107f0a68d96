"""Which version of the content formats a project is written in, and whether this program reads it.

Versions are semantic: a higher first number changes files that exist (`kb migrate` changes them), a
higher second one adds what may be left out, a higher third one only mends descriptions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from search_service.errors import ContentInvalid

FILE = "format.txt"


@dataclass(frozen=True, order=True)
class Version:
    """A semantic version."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        """As people write it."""
        return f"{self.major}.{self.minor}.{self.patch}"


# What this program reads and writes.
CURRENT = Version(2, 0, 0)
# Projects from before there was a file that says it.
_FIRST = Version(1, 0, 0)
_WRITTEN = re.compile(r"(\d{1,4})\.(\d{1,4})\.(\d{1,4})")


def version_of(content_folder: Path) -> Version:
    """The version that a project's content is written in.

    Raises:
        ContentInvalid: The file does not say a version.
    """
    file = content_folder / FILE
    if not file.is_file():
        return _FIRST
    found = _WRITTEN.fullmatch(file.read_text(encoding="utf-8", errors="replace").strip())
    if found is None:
        raise ContentInvalid(f"{content_folder.name}/{FILE} 里不是版本号。请写成 {CURRENT}。")
    return Version(*map(int, found.groups()))


def require_readable(content_folder: Path) -> None:
    """Refuse content in a version that this program would misread.

    Raises:
        ContentInvalid: It is newer, or older and not migrated yet.
    """
    version = version_of(content_folder)
    name = f"{content_folder.name}/{FILE}"
    if (version.major, version.minor) > (CURRENT.major, CURRENT.minor):
        raise ContentInvalid(
            f"内容的格式是 {version}（{name}），这个程序只认得到 {CURRENT}。请升级 uwallet-help。"
        )
    if version.major < CURRENT.major:
        raise ContentInvalid(
            f"内容的格式是 {version}（{name}），这个程序要 {CURRENT}。请运行 kb migrate。"
        )
