from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
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

    assert folder.stat().st_mode & 0o077 == 0


def test_another_version_of_the_code_is_another_input(tmp_path: Path) -> None:
    source = tmp_path / "code.py"
    source.write_text("a", encoding="utf-8")
    before = made_by(["mkdocs"], [source])
    source.write_text("b", encoding="utf-8")

    assert made_by(["mkdocs"], [source]) != before
    assert made_by(["Markdown"], [source]) != made_by(["mkdocs"], [source])
