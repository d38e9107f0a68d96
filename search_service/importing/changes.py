"""Changes to a project that happen whole or not at all, also when the program is killed.

Before anything is changed a journal says what will be; whoever finds a journal that nobody works
on any more (`recover`) puts everything back as it was.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from search_service.errors import ImportRefused

_FOLDER = "importing"
_JOURNAL = "journal.json"
_LOCK = "LOCK"


@contextmanager
def one_at_a_time(state_folder: Path) -> Iterator[Path]:
    """Work on the project alone; gives a folder for scratch files that is empty.

    Raises:
        ImportRefused: Somebody else is importing.
    """
    root = state_folder / _FOLDER
    root.mkdir(parents=True, exist_ok=True)
    with (root / _LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ImportRefused("另一个 kb import 正在运行，等它结束再试。") from None
        _put_back(root)
        scratch = root / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def recover(state_folder: Path) -> bool:
    """Put back what a killed import had begun; leaves a running one alone.

    Returns:
        Whether there was one.
    """
    root = state_folder / _FOLDER
    if not (root / _JOURNAL).exists():
        return False
    with (root / _LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return _put_back(root)


def carry_out(state_folder: Path, project: Path, files: Mapping[str, bytes]) -> None:
    """Write files of a project, by their path below it: all of them, or none.

    Raises:
        OSError: One of them cannot be written; the project is as it was.
    """
    root = state_folder / _FOLDER
    backups = root / "before"
    shutil.rmtree(backups, ignore_errors=True)
    backups.mkdir(parents=True)
    old = [path for path in files if (project / path).exists()]
    for number, path in enumerate(old):
        shutil.copy2(project / path, backups / str(number))
    folders = _new_folders(project, files)
    journal = {
        "project": str(project.resolve()),
        "new": [path for path in files if path not in set(old)],
        "old": old,
        "folders": folders,
    }
    _write(root / _JOURNAL, json.dumps(journal).encode())
    try:
        for folder in folders:
            (project / folder).mkdir(exist_ok=True)
        for path, data in files.items():
            _write(project / path, data)
        # From here on everything is there: the journal's end is the import's.
        (root / _JOURNAL).unlink()
    except BaseException:
        _put_back(root)
        raise
    shutil.rmtree(backups, ignore_errors=True)


def _new_folders(project: Path, files: Mapping[str, bytes]) -> list[str]:
    """Folders that are not there yet, the outermost first."""
    found: dict[str, None] = {}
    for path in files:
        for parent in reversed(Path(path).parents):
            if not (project / parent).exists():
                found[parent.as_posix()] = None
    return list(found)


def _write(file: Path, data: bytes) -> None:
    """A file whole or not at all; its permissions stay."""
    part = file.with_name(f".{file.name}.part")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            part.chmod(file.stat().st_mode)
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _put_back(root: Path) -> bool:
    journal_file = root / _JOURNAL
    if not journal_file.exists():
        return False
    journal = json.loads(journal_file.read_bytes())
    project = Path(journal["project"])
    for path in journal["new"]:
        (project / path).unlink(missing_ok=True)
        (project / path).with_name(f".{Path(path).name}.part").unlink(missing_ok=True)
    for number, path in enumerate(journal["old"]):
        shutil.copy2(root / "before" / str(number), project / path)
        (project / path).with_name(f".{Path(path).name}.part").unlink(missing_ok=True)
    for folder in reversed(journal["folders"]):
        if (project / folder).is_dir() and not any((project / folder).iterdir()):
            (project / folder).rmdir()
    journal_file.unlink()
    return True
