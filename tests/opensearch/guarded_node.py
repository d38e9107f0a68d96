"""A node behind TLS and a password: what a cluster with a security plugin demands of its clients.

The distribution that `make opensearch-up` runs has no such plugin, so a proxy on loopback demands
it in front of the node: its certificate is signed by an authority made for the occasion.
"""

from __future__ import annotations

import base64
import http.client
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

USER, PASSWORD = "kb", "p@ss/wörd"
_TOKEN = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


@dataclass
class Guard:
    """The proxy's address, and how many requests it let pass and turned away."""

    address: str
    passed: int = 0
    refused: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def authority(folder: Path, name: str) -> Path:
    """The certificate of a new authority; its key lies beside it."""
    _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-days", "2", "-subj", f"/CN={name}", "-keyout", folder / f"{name}.key",
             "-out", folder / f"{name}.pem")  # fmt: skip
    return folder / f"{name}.pem"


def _certificate(folder: Path, ca: Path, host: str) -> tuple[Path, Path]:
    key, made = folder / "node.key", folder / "node.pem"
    _openssl("req", "-x509", "-CA", ca, "-CAkey", ca.with_suffix(".key"), "-newkey", "ec",
             "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=node",
             "-addext", f"subjectAltName={host}", "-keyout", key, "-out", made)  # fmt: skip
    return made, key


def _openssl(*arguments: object) -> None:
    program = shutil.which("openssl")
    assert program, "openssl is missing: apt-get install openssl"
    subprocess.run([program, *map(str, arguments)], check=True, capture_output=True)


@contextmanager
def guarded(node: str, folder: Path, ca: Path, host: str = "IP:127.0.0.1") -> Iterator[Guard]:
    """A proxy in front of a node.

    Args:
        node: The node's address.
        folder: Where certificates are made.
        ca: The authority that signs the proxy's certificate.
        host: What the certificate is for.
    """
    guard, upstream = Guard(""), urlsplit(node)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*_certificate(folder, ca, host))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            is_known = self.headers.get("Authorization") == _TOKEN
            with guard.lock:
                guard.passed += is_known
                guard.refused += not is_known
            if not is_known:
                self._answer(401, [("WWW-Authenticate", "Basic")], b"")
                return
            connection = http.client.HTTPConnection(upstream.hostname or "", upstream.port)
            kept = {n: v for n, v in self.headers.items() if n not in {"Authorization", "Host"}}
            connection.request(self.command, self.path, body, kept)
            answer = connection.getresponse()
            content_type = answer.headers.get("Content-Type", "application/json")
            self._answer(answer.status, [("Content-Type", content_type)], answer.read())
            connection.close()

        def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            self.send_response(status)
            for name, value in (*headers, ("Content-Length", str(len(body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    for method in ("GET", "HEAD", "POST", "PUT", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.forward)

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that does not trust the certificate hangs up: that is what is tested."""

    with Server(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        guard.address = f"127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield guard
        server.shutdown()
        thread.join()
