"""`kb serve --production` as an operator starts it: real processes on a real port."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import httpx
import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.releases.publish import publish
from search_service.settings import Settings
from tests.builders import ROOT, SHOP
from tests.dictionary import with_dictionary
from tests.waiting import PATIENCE, until


class Production:
    """A running service."""

    def __init__(self, state: Path, workers: int = 2) -> None:
        with closing(socket.create_server(("127.0.0.1", 0))) as probe:
            self.port = probe.getsockname()[1]
        self.environment = os.environ | {
            "KB_PROJECT_DIR": str(SHOP),
            "KB_STATE_DIR": str(state),
            "KB_PORT": str(self.port),
            "KB_WORKERS": str(workers),
            "PYTHONPATH": str(ROOT),
        }
        self.log = state.parent / f"log-{self.port}"
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "search_service", "serve", "--production"],
                env=self.environment,
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def status(self, path: str = "/readyz") -> int:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE).status_code
        except httpx.TransportError:
            return 0

    def children(self) -> set[int]:
        """The workers: children that answer for the port, not Python's resource tracker."""
        folder = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        try:
            found = folder.read_text(encoding="ascii").split()
            return {int(one) for one in found if b"spawn_main" in _command(int(one))}
        except OSError:
            return set()

    def says(self, words: str) -> int:
        """How often its log has them."""
        return self.log.read_text(encoding="utf-8").count(words)

    def port_is_free(self) -> bool:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", self.port))
            except OSError:
                return False
        return True

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _lives(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return False


@pytest.fixture(scope="module")
def state(
    tmp_path_factory: pytest.TempPathFactory, shop_analyser: Analyser, shop_documents: Documents
) -> Path:
    """Of a shop in service."""
    folder = with_dictionary(tmp_path_factory.mktemp("production") / "state")
    publish(Settings(project_dir=SHOP, state_dir=folder), shop_documents, shop_analyser)
    return folder


@pytest.fixture
def production(state: Path) -> Iterator[Production]:
    running = Production(state)
    try:
        until(lambda: running.status() == 200)
        yield running
    finally:
        running.end()


def test_a_killed_worker_is_replaced_and_sighup_replaces_all_while_they_answer(
    production: Production,
) -> None:
    until(lambda: len(production.children()) == 2)
    first = production.children()
    os.kill(min(first), signal.SIGKILL)
    until(lambda: len(production.children() - {min(first)}) == 2)
    assert production.status("/api/v1/search?q=lamp") == 200

    before = production.children()
    production.process.send_signal(signal.SIGHUP)
    answered = set()

    def replaced() -> bool:
        answered.add(production.status("/api/v1/search?q=lamp"))
        return len(production.children()) == 2 and not production.children() & before

    until(replaced)
    assert answered == {200}


def test_ten_sighups_are_two_and_the_service_ends_in_the_middle_of_them(
    production: Production,
) -> None:
    until(lambda: len(production.children()) == 2)
    for _ in range(10):
        production.process.send_signal(signal.SIGHUP)
        time.sleep(0.1)
    until(lambda: production.says("Terminated child process") == 4)
    time.sleep(2)  # a third would have begun
    assert production.says("SIGHUP") == 2

    for _ in range(10):
        production.process.send_signal(signal.SIGHUP)
    time.sleep(1)  # they are being worked off
    workers = production.children()
    begun = time.monotonic()
    production.process.send_signal(signal.SIGTERM)
    production.process.wait(PATIENCE)

    assert time.monotonic() - begun < 30
    assert production.says("SIGHUP") == 3
    until(lambda: not any(map(_lives, workers)))


def test_workers_end_with_their_parent_and_the_port_is_free_again(production: Production) -> None:
    until(lambda: len(production.children()) == 2)
    workers = production.children()

    production.process.kill()
    production.process.wait(PATIENCE)

    until(lambda: not any(map(_lives, workers)))
    assert production.port_is_free()


def test_a_second_service_on_the_port_says_so_and_the_first_goes_on(
    production: Production,
) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "search_service", "serve", "--production"],
        env=production.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )

    assert second.returncode == 1
    assert str(production.port) in second.stderr
    assert "KB_PORT" in second.stderr
    assert "Traceback" not in second.stderr
    assert production.status() == 200


def test_it_ends_in_order_and_its_log_is_lines_of_json_without_what_was_asked(
    production: Production,
) -> None:
    production.status("/api/v1/search?q=lamplight")
    production.end()

    assert production.process.returncode == 0
    said = production.log.read_text(encoding="utf-8")
    lines = [line for line in said.splitlines() if line.startswith("{")]
    told = [json.loads(line) for line in lines]
    assert {"/readyz", "/api/v1/search"} <= {line.get("route") for line in told}
    assert "lamplight" not in said
    assert not re.search(r"Traceback|resource_tracker", said)
    assert next(line for line in said.splitlines() if line[0] != "{").startswith("正式")


def test_whoever_comes_while_the_service_ends_is_refused_at_once(production: Production) -> None:
    address = ("127.0.0.1", production.port)

    def is_refused() -> bool:
        try:
            socket.create_connection(address, timeout=PATIENCE).close()
        except ConnectionRefusedError:
            return True
        return False

    with ExitStack() as stack:
        for _ in range(20):  # each keeps its worker for half a second
            stack.enter_context(socket.create_connection(address, timeout=PATIENCE))
        production.process.terminate()
        until(is_refused)
        time.sleep(0.1)

        assert production.process.poll() is None
    production.process.wait(PATIENCE)
