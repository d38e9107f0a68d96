from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.releases.publish import open_search, publish
from search_service.settings import Settings
from tests.builders import SHOP

RUNS = 50


class Reindexer:
    """Talks to the process that forks re-indexing children."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def start(self) -> int:
        """Start a child; its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return int(self.read())

    def read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(project_dir=SHOP, state_dir=tmp_path)


@pytest.fixture
def reindexer(settings: Settings) -> Iterator[Reindexer]:
    script = Path(__file__).with_name("reindexing_child.py")
    command = [sys.executable, str(script), str(settings.project_dir), str(settings.state_dir)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        reindexer = Reindexer(process)
        assert reindexer.read() == "ready"
        yield reindexer


def test_after_fifty_kills_the_index_is_whole_each_time(
    settings: Settings,
    shop_analyser: Analyser,
    shop_documents: Documents,
    reindexer: Reindexer,
) -> None:
    publish(settings, shop_documents, shop_analyser)
    started = time.perf_counter()
    reindexer.start()
    assert reindexer.read() == "done"
    whole_run = time.perf_counter() - started
    chance = random.Random(7)  # noqa: S311 - a fixed sequence of moments
    ends = []
    for _ in range(RUNS):
        child = reindexer.start()
        time.sleep(chance.uniform(0, whole_run * 1.1))
        with suppress(ProcessLookupError):  # it may be done already
            os.kill(child, signal.SIGKILL)
        ends.append(reindexer.read())

        search, degraded = open_search(settings, shop_analyser)

        assert degraded is None
        assert search.documents == shop_documents
        assert search.search("换灯泡").hits[0].article.id == "L-102"

    assert ends.count("killed") > RUNS / 2, "the kills came too late to mean anything"
    publish(settings, shop_documents, shop_analyser)
    assert not list(settings.releases_folder.glob(".partial-*"))
