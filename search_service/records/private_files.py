"""Folders and files of the state: only for the account that the service runs under."""

from __future__ import annotations

from pathlib import Path


def private_folder(folder: Path) -> None:
    """Make the folder, and those above it that are missing, for its owner alone."""
    if not folder.parent.exists():
        private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def private_file(file: Path) -> None:
    """Make an empty file for its owner alone, or take the others' access to an older one away.

    SQLite gives the files beside a database the rights of the database.
    """
    private_folder(file.parent)
    file.touch(mode=0o600)
    if file.stat().st_mode & 0o077:
        file.chmod(0o600)
