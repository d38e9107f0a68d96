from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from multiprocessing import Process
from pathlib import Path

import pytest

from search_service.content.kept_results import UNUSED_FOR, KeptResults, made_by

LAMP, SHADE = b"lamp", b"shade"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def _never() -> bytes:
    raise AssertionError("it was kept")


def test_what_was_made_in_one_run_is_not_made_in_the_next(folder: Path) -> None:
    KeptResults(folder).result([LAMP, SHADE], lambda: b"light")

    assert KeptResults(folder).result([LAMP, SHADE], _never) == b"light"


@pytest.mark.parametrize(
    "inputs", [[LAMP], [SHADE, LAMP], [LAMP, SHADE, b""], [LAMP + SHADE], [b"lam", b"pshade"]]
)
def test_other_inputs_have_another_result(folder: Path, inputs: list[bytes]) -> None:
    KeptResults(folder).result([LAMP, SHADE], lambda: b"light")

    assert KeptResults(folder).result(inputs, lambda: b"dark") == b"dark"


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:-1],
        lambda whole: whole[:7],
        lambda _: b"",
        lambda whole: whole[:-1] + bytes([whole[-1] ^ 1]),
        lambda whole: bytes([whole[0] ^ 1]) + whole[1:],
        lambda whole: whole + b"\n",
    ],
    ids=["cut", "cut in the seal", "empty", "another byte", "another seal", "longer"],
)
def test_a_damaged_entry_is_made_anew(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    KeptResults(folder).result([LAMP], lambda: b"light")
    [entry] = folder.iterdir()
    entry.write_bytes(damage(entry.read_bytes()))

    assert KeptResults(folder).result([LAMP], lambda: b"light again") == b"light again"
    assert KeptResults(folder).result([LAMP], _never) == b"light again"


def test_an_entry_under_another_name_is_not_believed(folder: Path) -> None:
    kept = KeptResults(folder)
    kept.result([LAMP], lambda: b"light")
    [entry] = folder.iterdir()
    content = entry.read_bytes()
    kept.result([SHADE], lambda: b"dark")
    [other] = (file for file in folder.iterdir() if file != entry)
    other.write_bytes(content)

    assert KeptResults(folder).result([SHADE], lambda: b"dark") == b"dark"


def test_what_fails_is_not_kept(folder: Path) -> None:
    def fail() -> bytes:
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        KeptResults(folder).result([LAMP], fail)

    assert KeptResults(folder).result([LAMP], lambda: b"light") == b"light"


def test_where_nothing_can_be_written_the_result_is_made(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file stands here", encoding="utf-8")
    kept = KeptResults(tmp_path / "kept")

    assert kept.result([LAMP], lambda: b"light") == b"light"
    assert kept.result([LAMP], lambda: b"light again") == b"light again"
    kept.prune()


def test_what_nobody_asked_for_goes_and_what_is_asked_for_stays(folder: Path) -> None:
    kept = KeptResults(folder)
    long_ago = time.time() - UNUSED_FOR.total_seconds() + 3600
    for one in (LAMP, SHADE):
        kept.result([one], lambda: b"light")
    (folder / ".partial-1-killed").write_bytes(b"li")
    for file in folder.iterdir():
        os.utime(file, (long_ago, long_ago))
    kept.result([LAMP], _never)

    kept.prune(UNUSED_FOR - timedelta(hours=2))

    assert len([*folder.iterdir()]) == 1
    assert kept.result([LAMP], _never) == b"light"


def test_only_its_owner_may_look_into_the_folder(folder: Path) -> None:
    KeptResults(folder).result([LAMP], lambda: b"light")

    assert [one.stat().st_mode & 0o077 for one in (folder, *folder.iterdir())] == [0, 0]


def test_a_folder_that_others_can_write_to_is_not_believed(folder: Path) -> None:
    KeptResults(folder).result([LAMP], lambda: b"light")
    folder.chmod(0o777)

    assert KeptResults(folder).result([LAMP], lambda: b"light again") == b"light again"
    assert len([*folder.iterdir()]) == 1


def test_of_too_many_bytes_what_was_asked_for_longest_ago_goes(folder: Path) -> None:
    kept = KeptResults(folder)
    for age, one in enumerate((b"bulb", SHADE, LAMP)):
        before = {*folder.glob("*")}
        kept.result([one], lambda: bytes(1_000))
        [entry] = {*folder.glob("*")} - before
        asked = time.time() - 3600 * (3 - age)
        os.utime(entry, (asked, asked))

    kept.prune(most_bytes=2_500)

    assert len([*folder.iterdir()]) == 2
    assert kept.kept([b"bulb"]) is None


def _write_until_it_is_ended(folder: Path) -> None:
    kept = KeptResults(folder)
    while True:
        for one in range(20):
            kept.keep([b"%d" % one], bytes([one]) * 100_000)


def test_what_two_writers_keep_who_are_killed_is_whole_or_not_there(folder: Path) -> None:
    for _ in range(5):
        writers = [Process(target=_write_until_it_is_ended, args=(folder,)) for _ in range(2)]
        for writer in writers:
            writer.start()
        while not folder.is_dir() or len([*folder.iterdir()]) < 5:
            time.sleep(0.001)
        for writer in writers:
            writer.kill()
            writer.join()
        for one in range(20):
            assert KeptResults(folder).kept([b"%d" % one]) in {None, bytes([one]) * 100_000}


def test_another_version_of_the_code_is_another_input(tmp_path: Path) -> None:
    source = tmp_path / "code.py"
    source.write_text("a", encoding="utf-8")
    before = made_by(["mkdocs"], [source])
    source.write_text("b", encoding="utf-8")

    assert made_by(["mkdocs"], [source]) != before
    assert made_by(["Markdown"], [source]) != made_by(["mkdocs"], [source])
