"""Several processes with several threads each write to files that are not there yet."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from search_service.desk.journal import Journal
from search_service.records.feedback import FeedbackStore
from search_service.records.visit_reading import read_counts
from search_service.records.visit_store import VisitStore
from tests.builders import ROOT

PROCESSES, THREADS, ROUNDS = 4, 6, 6
WRITER = """
import itertools, os, sys, threading, time
from datetime import UTC, date, datetime
from pathlib import Path
from search_service.desk.journal import Journal
from search_service.records.feedback import Feedback, FeedbackStore
from search_service.records.visit_store import VisitStore
from search_service.records.visits import Asked, Visit

folder, threads, rounds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
said = Feedback("L-101", True, None, None, datetime.now(UTC))
asked = (Asked("灯不亮", "灯不亮", "L-101", "articles"),)
numbers = itertools.count(1000 * os.getpid())
def visit():
    return Visit(date(2026, 11, 28), "site", str(next(numbers)), asked)
acts = {
    "feedback": lambda file: FeedbackStore(file).add(said),
    "journal": lambda file: Journal(file).note("lamp", "read", "L-101"),
    "queries": lambda file: VisitStore(file).add([visit()]),
}
failed = []

def write(act, file, barrier):
    barrier.wait()
    try:
        act(file)
    except Exception as error:
        failed.append(f"{file.name}: {error.__cause__!r}")

print("ready", flush=True)
start = float(sys.stdin.readline())
for round in range(rounds):
    for number, (name, act) in enumerate(acts.items()):
        # At the same moment in every process.
        time.sleep(max(0, start + 0.1 * (len(acts) * round + number) - time.time()))
        barrier = threading.Barrier(threads)
        file = folder / f"{name}-{round}.sqlite"
        args = (act, file, barrier)
        running = [threading.Thread(target=write, args=args) for _ in range(threads)]
        for one in running: one.start()
        for one in running: one.join()
print("\\n".join(failed) or "written", flush=True)
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files, each of them made by all processes at about the same moment."""
    folder = tmp_path_factory.mktemp("first") / "state"
    command = [sys.executable, "-c", WRITER, str(folder), str(THREADS), str(ROUNDS)]
    writers = [
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(PROCESSES)
    ]
    for one in writers:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    start = time.time() + 0.2
    for one in writers:
        assert one.stdin
        one.stdin.write(f"{start}\n")
        one.stdin.flush()
    assert [one.communicate()[0] for one in writers] == ["written\n"] * PROCESSES
    return folder


def test_the_first_uses_of_a_file_at_the_same_moment_lose_nothing(written: Path) -> None:
    expected = PROCESSES * THREADS
    for number in range(ROUNDS):
        assert len(FeedbackStore(written / f"feedback-{number}.sqlite").read()) == expected
        assert len(Journal(written / f"journal-{number}.sqlite").entries()) == expected
        store = VisitStore(written / f"queries-{number}.sqlite")
        [asked] = read_counts(store, date(2026, 11, 1)).asked
        assert asked.visits == expected


def test_what_lies_beside_them_is_for_its_owner_alone(written: Path) -> None:
    assert {file.stat().st_mode & 0o077 for file in written.iterdir()} == {0}
