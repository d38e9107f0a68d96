"""Every file of the state in one archive, and back, while the service runs.

Databases are copied by SQLite itself, which is whole whoever writes meanwhile. Releases are not in
it: `kb build` makes them from the content.
"""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import orjson

from search_service.errors import BackupFailed, cause_in_a_line
from search_service.records.private_files import private_file, private_folder
from search_service.records.sqlite_file import alone

LIST = "BACKUP"
# Made anew by whoever needs them.
_DERIVED = ("-wal", "-shm", ".lock", ".new", ".tar.gz")
_COUNTERS = "metrics-"
_SQLITE = b"SQLite format 3\x00"
_MODE = slice(18, 20)
# Far more than years of feedback take; an archive that unpacks to more is none of ours.
_MOST_BYTES = 4_000_000_000
_UNREADABLE = (OSError, EOFError, tarfile.TarError, zlib.error, ValueError, LookupError, TypeError)


def state_files(state: Path) -> list[Path]:
    """What a backup holds: every plain file of the state folder that is not made anew by itself."""
    return sorted(
        file
        for file in (state.iterdir() if state.is_dir() else ())
        if file.is_file()
        and not file.is_symlink()
        and not file.name.endswith(_DERIVED)
        and not file.name.startswith(_COUNTERS)
    )


def back_up(state: Path, archive: Path) -> list[str]:
    """Write all files of the state into a new archive, readable by its owner alone; their names.

    Raises:
        BackupFailed: There is nothing to keep, the archive is there already, or a file cannot be
            read or written.
    """
    files = state_files(state)
    if not files:
        raise BackupFailed(f"{state} 里没有可备份的文件。请检查 KB_STATE_DIR 是不是写错了。")
    if archive.exists():
        raise BackupFailed(f"{archive} 已经存在。请换一个文件名，备份不覆盖旧的。")
    partial = archive.with_name(f"{archive.name}.partial")
    try:
        private_file(partial)
        with tarfile.open(partial, "w:gz") as tar:
            sums = {}
            for file in files:
                content = _content(file)
                sums[file.name] = hashlib.sha256(content).hexdigest()
                _add(tar, file.name, content)
            about = {"made": datetime.now(UTC).isoformat(timespec="seconds"), "files": sums}
            _add(tar, LIST, orjson.dumps(about))
        _fsync(partial)
        partial.rename(archive)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        raise BackupFailed(
            f"备份没有写成 {archive}：{cause_in_a_line(error)}。请检查磁盘空间和权限。"
        ) from error
    return [file.name for file in files]


def restore(archive: Path, state: Path) -> tuple[list[str], Path | None]:
    """Put what an archive holds in the place of what is there; nothing is touched if it is damaged.

    Returns:
        The names of the files, and the backup of what was there before, if there was something.

    Raises:
        BackupFailed: The archive is damaged or none of ours, or a file cannot be written.
    """
    contents = _verified(archive)
    try:
        private_folder(state)
        before = None
        if state_files(state):
            moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
            before = state / f"before-restore-{moment}.tar.gz"
            back_up(state, before)
        for name, content in contents.items():
            if content.startswith(_SQLITE):
                _restore_database(content, state / name)
            else:
                new = state / f"{name}.new"
                private_file(new)
                new.write_bytes(content)
                _fsync(new)
                new.rename(state / name)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(
            f"恢复到 {state} 时出错：{cause_in_a_line(error)}。请检查磁盘空间和权限后再运行一次。"
        ) from error
    return list(contents), before


def _content(file: Path) -> bytes:
    """The bytes to keep; of a database, those of a consistent copy."""
    with file.open("rb") as stream:
        if stream.read(len(_SQLITE)) != _SQLITE:
            stream.seek(0)
            return stream.read()
    with (
        closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(":memory:")) as copy,
    ):
        live.backup(copy)
        content = copy.serialize()
    # "Write-ahead mode" in the head of the file: a copy in memory could not be opened with it.
    return content[: _MODE.start] + b"\x01\x01" + content[_MODE.stop :]


def _restore_database(content: bytes, file: Path) -> None:
    """In one transaction of SQLite's own, so running processes read the old or the new."""
    private_file(file)
    with (
        tempfile.TemporaryDirectory(dir=file.parent) as folder,
        alone(file),
    ):
        copy = Path(folder) / "copy"
        copy.write_bytes(content)
        with (
            closing(sqlite3.connect(copy)) as kept,
            closing(sqlite3.connect(file, timeout=10)) as live,
        ):
            kept.backup(live)
    # An older file may have been open to others.
    file.chmod(0o600)


def _verified(archive: Path) -> dict[str, bytes]:
    """The files of an archive, each as its list says.

    Raises:
        BackupFailed: It cannot be read, or something is missing, added or altered.
    """
    try:
        found = dict(_members(archive))
        about = orjson.loads(found.pop(LIST))
        sums = {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
        is_whole = sums == about["files"] and all(map(_sound, found.values()))
    except _UNREADABLE as error:
        raise BackupFailed(
            f"{archive} 读不出来，或不是 kb backup 写的。请换一个备份；什么都没有改动。"
        ) from error
    if not is_whole:
        raise BackupFailed(f"{archive} 已损坏。请换一个备份；什么都没有改动。")
    return found


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    taken = 0
    with tarfile.open(archive, "r:gz") as tar:
        for member in tar:
            taken += member.size
            stream = tar.extractfile(member) if member.isreg() else None
            if stream is None or Path(member.name).name != member.name or taken > _MOST_BYTES:
                raise ValueError(member.name)
            yield member.name, stream.read()


def _sound(content: bytes) -> bool:
    """Whether a database is whole; anything else is."""
    if not content.startswith(_SQLITE):
        return True
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.deserialize(content)
            return bool(database.execute("PRAGMA integrity_check").fetchone() == ("ok",))
        except sqlite3.Error:
            return False


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


def _fsync(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
