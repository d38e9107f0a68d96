"""Work done aside gives what it gives here, and no copy outlives what it was begun for."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from search_service.content.aside import CAN_COPY_ITSELF, aside
from search_service.errors import SiteBuildFailed

# A process whose copy holds one of its own; says both numbers and is never done by itself.
_ORIGINAL = """
import subprocess, sys, time
from search_service.content.aside import aside

def work():
    own = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    print(own.pid, flush=True)
    try:
        own.wait()
    finally:
        own.kill()
        own.wait()

with aside(work) as done:
    done()
"""


def refused() -> None:
    raise SiteBuildFailed("page")


def fails() -> None:
    raise ZeroDivisionError("lamp")


def ended_at_once(original: int, made: list[int]) -> Callable[[], int]:
    """Work that a copy of `original` does not survive."""

    def work() -> int:
        if os.getpid() != original:
            os.kill(os.getpid(), signal.SIGKILL)
        made.append(1)
        return 7

    return work


def test_what_the_work_made_is_given_by_waiting() -> None:
    with aside(os.getpid) as done:
        assert (done() != os.getpid()) == CAN_COPY_ITSELF


def test_a_refusal_is_raised_by_waiting_and_by_nothing_else() -> None:
    with aside(refused), aside(fails):
        pass
    with aside(refused) as done, pytest.raises(SiteBuildFailed, match="page"):
        done()


def test_a_fault_of_ours_is_raised_where_its_trace_is_seen() -> None:
    with aside(fails) as done, pytest.raises(ZeroDivisionError, match="lamp") as raised:
        done()
    assert "fails" in [entry.name for entry in raised.traceback]


def test_work_whose_copy_was_ended_is_done_here() -> None:
    made: list[int] = []
    with aside(ended_at_once(os.getpid(), made)) as done:
        assert done() == 7
    assert made == [1]


def test_what_an_ended_copy_had_started_is_ended_before_the_work_is_done_again(
    tmp_path: Path,
) -> None:
    original, number = os.getpid(), tmp_path / "number"

    def work() -> bool:
        if os.getpid() == original:
            return is_running(int(number.read_text(encoding="ascii")))
        own = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        number.write_text(str(own.pid), encoding="ascii")
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    with aside(work) as done:
        assert done() is False


def test_where_no_copy_can_be_made_the_work_is_done_when_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("search_service.content.aside.CAN_COPY_ITSELF", False)
    made: list[int] = []
    with aside(lambda: made.append(os.getpid())) as done:
        assert made == []
        done()
    assert made == [os.getpid()]


def test_a_copy_ends_with_the_block(tmp_path: Path) -> None:
    begun = tmp_path / "begun"

    def work() -> None:
        begun.touch()
        time.sleep(60)

    with aside(work):
        while not begun.exists():
            time.sleep(0.01)

    assert multiprocessing.active_children() == []


def test_a_copy_and_what_it_started_end_with_a_killed_original() -> None:
    command = [sys.executable, "-c", _ORIGINAL]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as original:
        assert original.stdout is not None
        started = int(original.stdout.readline())
        original.kill()
        while is_running(started):
            time.sleep(0.01)


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except FileNotFoundError:
        return False
    return state.split()[0] != "Z"
