"""What a preview shows while files are broken: the content with their last sound text."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from search_service.content.source_files import is_plain_file

_BESIDE = ("mkdocs.yml", "theme")


class LastGood:
    """Remembers the last sound text of every file of the content.

    Args:
        project: Folder of `mkdocs.yml` and `content/`.
        folder: Where a project of sound texts may be written.
    """

    def __init__(self, project: Path, folder: Path) -> None:
        self._project = project.resolve()
        self._folder = folder.resolve()
        self._sound: dict[str, bytes] = {}

    def remember(self, broken: Collection[str] = ()) -> None:
        """Keep what now stands in every file that is not broken; forget files that are gone.

        Args:
            broken: Their paths below the project.
        """
        now: dict[str, bytes] = {}
        for file in (self._project / "content").rglob("*"):
            path = file.relative_to(self._project).as_posix()
            if path not in broken and is_plain_file(file):
                now[path] = file.read_bytes()
            elif path in self._sound:
                now[path] = self._sound[path]
        self._sound = now

    def project(self, broken: Collection[str]) -> Path:
        """Write a project in which each broken file has its last sound text.

        A file that was never sound stays as it is; so does everything that is not content.
        """
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, mode=0o700)
        shutil.copytree(self._project / "content", self._folder / "content", symlinks=True)
        for name in _BESIDE:
            if (self._project / name).exists():
                (self._folder / name).symlink_to(self._project / name)
        for path in broken:
            if path in self._sound and (self._folder / path).exists():
                (self._folder / path).write_bytes(self._sound[path])
        return self._folder
