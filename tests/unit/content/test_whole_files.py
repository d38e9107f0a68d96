"""A file that cannot be written is as it was, and nothing is left beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.content.whole_files import replace_file

NO_TEXT = "\ud800"  # half a pair, which UTF-8 cannot hold


def test_what_cannot_be_written_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("before", encoding="utf-8")

    with pytest.raises(UnicodeEncodeError):
        replace_file(file, f"after{NO_TEXT}")

    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]
    assert file.read_text(encoding="utf-8") == "before"


def test_a_new_file_is_there_whole_for_everybody_to_read(tmp_path: Path) -> None:
    file = tmp_path / "new.txt"

    replace_file(file, "甲\n")

    assert file.read_text(encoding="utf-8") == "甲\n"
    assert file.stat().st_mode & 0o777 == 0o644


def test_an_error_names_the_file(tmp_path: Path) -> None:
    file = tmp_path / "gone" / "notes.txt"

    with pytest.raises(FileNotFoundError) as error:
        replace_file(file, "甲")

    assert error.value.filename == str(file)
