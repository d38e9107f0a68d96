from __future__ import annotations

import random
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from search_service.errors import BackupFailed
from search_service.records.state_backup import back_up, restore, state_files
from search_service.settings import Settings
from tests.builders import ROOT

ROWS = 200


def write_database(file: Path, rows: int = ROWS) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE IF NOT EXISTS said (word TEXT)")
        database.executemany("INSERT INTO said VALUES (?)", [("灯",)] * rows)
        database.commit()


def rows_of(file: Path) -> int:
    with closing(sqlite3.connect(file)) as database:
        return int(database.execute("SELECT count(*) FROM said").fetchone()[0])


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    (folder / "releases").mkdir(parents=True)
    write_database(folder / "feedback.sqlite")
    (folder / "agents.json").write_text('{"小灯": "…"}', encoding="utf-8")
    return folder


def test_every_file_that_a_setting_places_in_the_state_is_backed_up(tmp_path: Path) -> None:
    settings = Settings(project_dir=ROOT, state_dir=tmp_path / "state")
    settings.state_folder.mkdir()
    placed = {
        getattr(settings, name)
        for name, value in vars(Settings).items()
        if isinstance(value, property) and name.endswith("_file") and name != "metrics_file"
    }
    assert len(placed) >= 6
    for file in placed:
        file.write_bytes(b"{}")

    assert set(state_files(settings.state_folder)) == placed


def test_what_was_backed_up_comes_back_and_what_was_there_is_kept(
    state: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "backup.tar.gz"
    assert back_up(state, archive) == ["agents.json", "feedback.sqlite"]
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    write_database(state / "feedback.sqlite", 7)
    (state / "agents.json").unlink()

    names, before = restore(archive, state)

    assert names == ["agents.json", "feedback.sqlite"]
    assert rows_of(state / "feedback.sqlite") == ROWS
    assert "小灯" in (state / "agents.json").read_text(encoding="utf-8")
    assert stat.S_IMODE((state / "agents.json").stat().st_mode) == 0o600
    assert before is not None
    elsewhere = tmp_path / "elsewhere"
    assert restore(before, elsewhere) == (["feedback.sqlite"], None)
    assert rows_of(elsewhere / "feedback.sqlite") == ROWS + 7


def test_a_backup_is_whole_while_others_write_and_readers_see_the_restored_rows(
    state: Path, tmp_path: Path
) -> None:
    stop = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(state / "feedback.sqlite", timeout=30)) as database:
            while not stop.is_set():
                with database:
                    database.execute("INSERT INTO said VALUES ('一')")
                    database.execute("INSERT INTO said VALUES ('对')")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            back_up(state, tmp_path / f"{number}.tar.gz")
    finally:
        stop.set()
        writer.join()
    with closing(sqlite3.connect(state / "feedback.sqlite")) as reader:
        for number in range(5):
            restore(tmp_path / f"{number}.tar.gz", state)
            seen = reader.execute("SELECT count(*) FROM said").fetchone()[0]
            assert seen % 2 == 0
            assert seen >= ROWS


def test_no_damaged_archive_changes_anything(state: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    back_up(state, archive)
    sound, before = archive.read_bytes(), {f: f.read_bytes() for f in state_files(state)}
    chance = random.Random(5)  # noqa: S311 - the same on every run
    # The first ten bytes are gzip's head, of which some say nothing of the content.
    for place in chance.sample(range(10, len(sound)), 40):
        flipped = bytearray(sound)
        flipped[place] ^= 1 << chance.randrange(8)
        archive.write_bytes(flipped)
        try:
            restore(archive, tmp_path / "elsewhere")
        except BackupFailed:
            continue
        # A bit that changes no content, such as padding: then all is as it was.
        assert rows_of(tmp_path / "elsewhere" / "feedback.sqlite") == ROWS
    for broken in (sound[: len(sound) // 2], b"", b"\x1f\x8b", b"lamp"):
        archive.write_bytes(broken)
        with pytest.raises(BackupFailed, match="什么都没有改动"):
            restore(archive, state)
    assert {f: f.read_bytes() for f in state_files(state)} == before


def test_nothing_is_overwritten_and_an_empty_state_is_said(state: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    archive.write_bytes(b"yesterday's")
    with pytest.raises(BackupFailed, match="已经存在"):
        back_up(state, archive)
    assert archive.read_bytes() == b"yesterday's"
    with pytest.raises(BackupFailed, match="KB_STATE_DIR"):
        back_up(tmp_path / "nowhere", tmp_path / "other.tar.gz")
