"""A process of its own that releases the shop whenever it is told to: `releasing_child`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from search_service.settings import Settings
from tests.processes import ended


class Releaser:
    """Talks to the process that forks releasing children."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def start(self, sentence: str = "") -> int:
        """Start a child; its process id.

        Args:
            sentence: One article is to have it; then the search is released alone.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(f"{sentence}\n")
        self._process.stdin.flush()
        return int(self.read())

    def read(self) -> str:
        """How the child has ended: `done` or `killed`."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@contextmanager
def releasing(settings: Settings, hash_seed: str = "random") -> Iterator[Releaser]:
    """The process, ready; it ends with the block.

    Args:
        settings: Where it releases to.
        hash_seed: Decides the order of its sets.
    """
    command = [sys.executable, "-m", "tests.integration.releasing_child"]
    command += [str(settings.project_dir.resolve()), str(settings.state_dir)]
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1"}
    started = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        encoding="utf-8",
    )  # fmt: skip
    with ended(started) as process:
        releaser = Releaser(process)
        assert releaser.read() == "ready"
        yield releaser
