"""What is measured: the service as it is run for real, and nginx from our template before it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from scripts.nginx_config import stand_in

ROOT = Path(__file__).parents[2]
NAME = "help.test"
_PATIENCE = 120.0


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return int(probe.getsockname()[1])


class Service:
    """`kb serve --production` over a state folder."""

    def __init__(self, state: Path, folder: Path) -> None:
        self.port = free_port()
        self._environment = os.environ | {
            "KB_PROJECT_DIR": str(ROOT),
            "KB_STATE_DIR": str(state),
            "KB_PORT": str(self.port),
            "KB_ALLOWED_HOSTS": f'["127.0.0.1", "{NAME}"]',
        }
        self._log = (folder / "service.log").open("ab")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start, and wait until it is ready; the seconds that took."""
        started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "search_service", "serve", "--production"],
            env=self._environment, cwd=ROOT, stdout=self._log, stderr=self._log,
        )  # fmt: skip
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() - started > _PATIENCE:
                raise RuntimeError(f"the service did not start: {self._log.name}")
            time.sleep(0.02)
        return time.monotonic() - started

    def end(self) -> None:
        """End it in order."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(_PATIENCE)

    def workers(self) -> list[int]:
        """Process ids of the workers."""
        pid = self.process.pid if self.process else 0
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return [
            int(one)
            for one in children
            if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()
        ]

    def memory_bytes(self) -> int:
        """Resident memory of all workers."""
        total = 0
        for pid in self.workers():
            status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
            found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
            total += int(found[1]) * 1024 if found else 0
        return total

    def replace_workers(self) -> None:
        """One after the other; returns when all are new."""
        before = set(self.workers())
        if self.process:
            self.process.send_signal(signal.SIGHUP)
        end = time.monotonic() + _PATIENCE
        while before & set(self.workers()):
            if time.monotonic() > end:
                raise RuntimeError("the workers were not replaced")
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        address = f"http://127.0.0.1:{self.port}/readyz"
        try:
            with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:
                return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's OK
        except (urllib.error.URLError, OSError):
            return False


@contextmanager
def running(state: Path, folder: Path) -> Iterator[Service]:
    """The service, ready; ended afterwards."""
    service = Service(state, folder)
    try:
        service.start()
        yield service
    finally:
        service.end()


@contextmanager
def nginx_before(service: Service, state: Path, folder: Path) -> Iterator[int]:
    """Nginx from the template, its port (TLS).

    Only ports and the limit for one address differ: all our clients have the same one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    whole = stand_in(folder)
    port = free_port()
    ours = folder / "help.conf"
    text = ours.read_text(encoding="utf-8")
    text = re.sub(r"^\s*listen \[::\].*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{free_port()}", text)
    text = re.sub(r"listen 443\b", f"listen 127.0.0.1:{port}", text)
    text = text.replace("server 127.0.0.1:8000", f"server 127.0.0.1:{service.port}")
    text = text.replace("rate=20r/s", "rate=100000r/s").replace("burst=40", "burst=100000")
    text = text.replace(str(folder / "state"), str(state))
    ours.write_text(text, encoding="utf-8")
    # Workers under another account could not enter a temporary folder of root's.
    account = "user root;\n" if os.getuid() == 0 else ""
    whole.write_text(account + whole.read_text(encoding="utf-8"), encoding="utf-8")
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if nginx is None:
        raise RuntimeError("nginx is not installed: apt-get install nginx-light openssl")
    process = subprocess.Popen(
        [nginx, "-p", folder, "-c", whole, "-g", "daemon off;"], stderr=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(_PATIENCE)
