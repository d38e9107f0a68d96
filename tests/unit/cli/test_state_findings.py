"""What `kb doctor` says of databases: damaged is another thing than out of reach."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from search_service.cli.findings import BAD, FINE
from search_service.cli.state_findings import databases
from search_service.settings import Settings


def _database(folder: Path, journal: str) -> Path:
    file = folder / "feedback.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute(f"PRAGMA journal_mode={journal}")
        database.execute("CREATE TABLE said (words TEXT)")
        database.executemany("INSERT INTO said VALUES (?)", [("灯" * 500,)] * 50)
    return file


def test_a_whole_database_is_fine(tmp_path: Path) -> None:
    _database(tmp_path, "delete")

    assert [one.level for one in databases(Settings(state_dir=tmp_path))] == [FINE]


def test_a_damaged_database_is_to_be_replaced(tmp_path: Path) -> None:
    file = _database(tmp_path, "delete")
    whole = file.read_bytes()
    for damaged in (b"no database at all" * 400, whole[:8192] + b"\0" * 4096 + whole[12288:]):
        file.write_bytes(damaged)

        (found,) = databases(Settings(state_dir=tmp_path))

        assert found.level == BAD
        assert "已损坏" in found.detail
        assert "kb restore" in found.advice


def test_a_database_that_another_program_holds_is_not_to_be_moved_away(tmp_path: Path) -> None:
    file = _database(tmp_path, "delete")
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")

        (found,) = databases(Settings(state_dir=tmp_path))

    assert found.level == BAD
    assert "已损坏" not in found.detail
    assert "不要移走" in found.advice
