"""How words are said is the same whether pypinyin was asked now or in an earlier run."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.analysis.sayings import KeptSayings

WORDS = ("银行", "重置", "u灯-3卡", "灯", "abc", "㐀")


def only_file(folder: Path) -> Path:
    [file] = folder.iterdir()
    return file


def test_what_was_kept_is_what_would_be_said(tmp_path: Path) -> None:
    first = KeptSayings(tmp_path)
    said = [first(word) for word in WORDS]
    first.keep()

    again, anew = KeptSayings(tmp_path), KeptSayings()

    assert [again(word) for word in WORDS] == [anew(word) for word in WORDS] == said


def test_pypinyin_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = KeptSayings(tmp_path)
    first("银行")
    first.keep()

    def fail(_: str) -> tuple[str, ...]:
        raise AssertionError

    monkeypatch.setattr("search_service.analysis.sayings._said", fail)

    assert KeptSayings(tmp_path)("银行") == ("yin", "hang")


def test_a_damaged_file_is_not_there(tmp_path: Path) -> None:
    first = KeptSayings(tmp_path)
    first("银行")
    first.keep()
    file = only_file(tmp_path)
    file.write_bytes(file.read_bytes().replace(b"hang", b"xing"))

    assert KeptSayings(tmp_path)("银行") == ("yin", "hang")


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    first = KeptSayings(tmp_path)
    first("银行")
    first.keep()
    before = only_file(tmp_path).stat().st_mtime_ns

    again = KeptSayings(tmp_path)
    again("银行")
    again.keep()

    assert only_file(tmp_path).stat().st_mtime_ns == before


def test_a_folder_that_is_not_there_costs_nothing_but_time(tmp_path: Path) -> None:
    one = KeptSayings(tmp_path / "missing")

    assert one("银行") == ("yin", "hang")
    one.keep()
