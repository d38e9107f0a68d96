"""Two replicas behind nginx, read at a steady rate through releases and restarts.

`make rolling-release`; needs nginx. A builder publishes the tests' lamp shop into a folder, two
replicas follow it and serve it, nginx stands in front of both. While readers ask, three releases
are published, one is taken back, and each replica is restarted. Prints one JSON object; readers
must not have noticed anything.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from search_service.answering.search import Search
from search_service.content.corpus import load_corpus
from search_service.releases import generations
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser, publish_release
from search_service.releases.remote import Remote
from search_service.releases.shipping import send_current
from search_service.settings import Settings

_ROOT = Path(__file__).parent.parent
_SHOP = _ROOT / "tests" / "shop"
_RATE, _THREADS = 50.0, 4
_CALM_SECONDS, _START_SECONDS = 3.0, 60.0
_QUERIES = ("换灯泡", "灯不亮怎么办", "快递", "遥控器没反应")

_NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log warn;
events {{ }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  # After one failure a replica is left alone for so long; the next one may be restarted after it.
  upstream replicas {{
    server 127.0.0.1:{one} fail_timeout=1s;
    server 127.0.0.1:{two} fail_timeout=1s;
    keepalive 16;
  }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://replicas;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_connect_timeout 1s;
      proxy_next_upstream error timeout;
    }}
  }}
}}
"""


@dataclass
class Readers:
    """Ask for pages and results through nginx, and count what they get."""

    address: str
    seen: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Ask until the block ends."""
        stop = threading.Event()
        threads = [threading.Thread(target=self._read, args=(stop, n)) for n in range(_THREADS)]
        for thread in threads:
            thread.start()
        yield
        stop.set()
        for thread in threads:
            thread.join()

    def _read(self, stop: threading.Event, own: int) -> None:
        began, number = time.monotonic(), 0
        while not stop.is_set():
            time.sleep(max(0.0, began + number * _THREADS / _RATE - time.monotonic()))
            number += 1
            query = urllib.parse.quote(_QUERIES[(number + own) % len(_QUERIES)])
            started = time.monotonic()
            try:
                found = json.loads(read(f"{self.address}/api/v1/search?q={query}"))
                page = read(f"{self.address}/").decode()
            except (OSError, ValueError) as error:
                self.failures.append(f"{type(error).__name__}: {error}")
                continue
            self.seconds.append(time.monotonic() - started)
            if not found["hits"] or not page.startswith("<p>"):
                self.failures.append("empty")
            self.seen[found["generation"]] += 1


def read(address: str) -> bytes:
    """What is there.

    Raises:
        OSError: Nothing, or an error.
    """
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own
        return bytes(answer.read())


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    with ExitStack() as stack:
        taken = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in taken]


class Replica:
    """A machine that follows the builder and serves."""

    def __init__(self, folder: Path, shared: Path, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}"
        self._port = port
        self._environment = {
            **os.environ,
            "KB_PROJECT_DIR": str(_SHOP),
            "KB_STATE_DIR": str(folder),
            "KB_RELOAD_SECONDS": "0.5",
        }
        follow = ["-m", "search_service", "release", "follow", str(shared), "--every", "0.5"]
        self._follower = self._start(follow)
        self._server: subprocess.Popen[bytes] | None = None

    def _start(self, arguments: list[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, *arguments], env=self._environment, cwd=_ROOT)

    def serve(self) -> None:
        """Start answering, and wait until it does."""
        app = ["search_service.web.factory:create_app", "--factory", "--log-level", "warning"]
        self._server = self._start(
            ["-m", "uvicorn", *app, "--host", "127.0.0.1", "--port", str(self._port)]
        )
        self.wait_for(None)

    def wait_for(self, name: str | None) -> None:
        """Wait until it serves a release; any without a name.

        Raises:
            TimeoutError: It does not.
        """
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            try:
                served = json.loads(read(f"{self._address}/readyz"))["generation"]
            except (OSError, ValueError):
                served = None
            if served is not None and name in {None, served}:
                return
            time.sleep(0.1)
        raise TimeoutError(f"{self._address} does not serve {name}")

    def restart(self) -> None:
        """As for a new version of the program."""
        self.stop(follower=False)
        self.serve()

    def stop(self, *, follower: bool = True) -> None:
        """End what was started."""
        for process in (self._server, self._follower if follower else None):
            if process is not None:
                process.send_signal(signal.SIGTERM)
                process.wait()


def rolling(folder: Path, stack: ExitStack) -> dict[str, Any]:
    """Everything, with readers from beginning to end."""
    builder, shared = Settings(project_dir=_SHOP, state_dir=folder / "builder"), folder / "shared"
    analyser = load_analyser(builder)
    documents = documents_of(load_corpus(builder.content_folder))

    def site(target: Path, search: Search) -> None:
        target.mkdir()
        (target / "index.html").write_text(f"<p>{search.generation}</p>", encoding="utf-8")

    def publish() -> str:
        publish_release(builder, documents, analyser, site=site)
        return send_current(builder.releases_folder, Remote(str(shared)))

    publish()
    port, *own = free_ports(3)
    replicas = [Replica(folder / f"replica{n}", shared, one) for n, one in enumerate(own)]
    for replica in replicas:
        stack.callback(replica.stop)
        replica.serve()
    config = folder / "nginx.conf"
    config.write_text(_NGINX.format(folder=folder, port=port, one=own[0], two=own[1]))
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        sys.exit("nginx is missing: install it (Debian: nginx).")
    nginx = subprocess.Popen([program, "-p", str(folder), "-c", str(config)])
    stack.callback(nginx.wait)
    stack.callback(nginx.terminate)
    time.sleep(1)
    readers = Readers(f"http://127.0.0.1:{port}")
    with readers.reading():
        time.sleep(_CALM_SECONDS)
        for step in range(4):
            if step == 3:  # noqa: PLR2004 - the last one is taken back
                generations.roll_back(builder.releases_folder)
                name = send_current(builder.releases_folder, Remote(str(shared)))
            else:
                name = publish()
            for replica in replicas:
                replica.wait_for(name)
            time.sleep(_CALM_SECONDS)
        for replica in replicas:
            replica.restart()
            time.sleep(_CALM_SECONDS)
    readers.seconds.sort()
    return {
        "read": len(readers.seconds),
        "failed": len(readers.failures),
        "failures": readers.failures[:5],
        "releases_seen": len(readers.seen),
        "slowest_ms": round(1000 * readers.seconds[-1]),
    }


def main() -> None:
    """Print what readers noticed; 1 when they noticed something."""
    with tempfile.TemporaryDirectory(prefix="kb-rolling-") as name, ExitStack() as stack:
        Path(name).chmod(0o755)
        found = rolling(Path(name), stack)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    sys.exit(1 if found["failed"] else 0)


if __name__ == "__main__":
    main()
