"""A process that has made a release does not go through all of it once more before it ends."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import atexit, gc
from search_service.cli.garbage import collect_rarely
atexit.register(lambda: print(gc.get_freeze_count() > 1_000))  # the first is asked last
collect_rarely()
print("made")
"""


def test_what_a_process_made_is_left_to_the_system_when_it_ends() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True
    )

    assert ended.stdout.split() == ["made", "True"]
    assert ended.stderr == ""
