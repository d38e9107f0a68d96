"""A real OpenSearch cluster on this machine, without containers: `make opensearch-up N=3`.

The server is the distribution that OpenSearch's own integration tests use, a Maven artifact without
a JDK of its own; Maven fetches it from wherever it is set up to. OpenSearch refuses to run as root:
then a user of its own is made. Nodes listen on loopback only, without encryption or passwords.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

VERSION = "3.8.0"
_ARTIFACT = f"org.opensearch.distribution.integ-test-zip:opensearch:{VERSION}:zip"
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
FOLDER = Path(os.environ.get("OPENSEARCH_FOLDER", Path(tempfile.gettempdir()) / "kb-opensearch"))
_HOME = FOLDER / f"opensearch-{VERSION}"
_USER = "opensearch"
FIRST_PORT = int(os.environ.get("OPENSEARCH_PORT", "9221"))
_FIRST_TRANSPORT_PORT = FIRST_PORT + 100
_HEAP = "512m"
_TESTS = ("tests/unit/engines/test_engines.py", "tests/opensearch")
_OLDEST_JAVA = 21
_START_SECONDS = 240


class CannotRunHere(Exception):
    """Something is missing; the message says what to install."""


def urls() -> list[str]:
    """Addresses of the nodes that run."""
    return [_url(node) for node, _ in nodes()]


def nodes() -> Iterator[tuple[int, int]]:
    """The nodes that run, from 1, with their process ids."""
    for file in sorted(FOLDER.glob("node*/pid")):
        process = int(file.read_text(encoding="ascii"))
        try:  # a number may be somebody else's by now; a process that has ended has no environment
            environment = Path(f"/proc/{process}/environ").read_bytes()
        except OSError:
            continue
        if f"OPENSEARCH_PATH_CONF={file.parent}/config\0".encode() in environment:
            yield int(file.parent.name.removeprefix("node")), process


def up(count: int) -> None:
    """Start `count` nodes with empty data, and wait until they are one cluster.

    Raises:
        CannotRunHere: Java, Maven or the artifact is missing, or the cluster does not form.
    """
    down()
    java = _java_home()
    _install()
    for node in range(1, count + 1):
        _configure(node, count)
    if os.getuid() == 0:
        _hand_over()
    for node in range(1, count + 1):
        start(node, java)
    _wait_for(count)
    print(f"OpenSearch {VERSION} × {count}: KB_OPENSEARCH_URL={','.join(urls())}")


def down() -> None:
    """Stop every node and forget its data."""
    for _, process in nodes():
        os.kill(process, signal.SIGCONT)
        os.kill(process, signal.SIGTERM)
    deadline = time.monotonic() + 30
    while (running := list(nodes())) and time.monotonic() < deadline:
        time.sleep(0.2)
    for _, process in running:
        os.kill(process, signal.SIGKILL)
    for folder in FOLDER.glob("node*"):
        shutil.rmtree(folder)


def test() -> None:
    """Run what needs a cluster.

    Raises:
        CannotRunHere: None runs.
    """
    if not (found := urls()):
        raise CannotRunHere("No cluster runs here: make opensearch-up first.")
    command = [sys.executable, "-m", "pytest", "-q", *_TESTS]
    environment = {**os.environ, "OPENSEARCH_TEST_URL": ",".join(found)}
    sys.exit(subprocess.run(command, env=environment, check=False).returncode)


def start(node: int, java: Path | None = None) -> None:
    """Start a node that was configured, with whatever data it has."""
    folder = FOLDER / f"node{node}"
    environment = {
        **os.environ,
        "OPENSEARCH_JAVA_HOME": str(java or _java_home()),
        "OPENSEARCH_PATH_CONF": str(folder / "config"),
        "OPENSEARCH_JAVA_OPTS": f"-Xms{_HEAP} -Xmx{_HEAP}",
    }
    command = [str(_HOME / "bin" / "opensearch")]
    if os.getuid() == 0:
        command = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups", *command]
    with (folder / "output").open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=_HOME,  # it names its agent by a relative path
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    (folder / "pid").write_text(str(process.pid), encoding="ascii")


def _url(node: int) -> str:
    return f"http://127.0.0.1:{FIRST_PORT + node - 1}"


def _java_home() -> Path:
    """The newest JDK of this machine that is new enough."""
    given = [os.environ.get(name) for name in ("OPENSEARCH_JAVA_HOME", "JAVA_HOME")]
    found = [*(Path(one) for one in given if one), *Path("/usr/lib/jvm").glob("*")]
    for home in sorted(found, key=_java_version, reverse=True):
        if _java_version(home) >= _OLDEST_JAVA:
            return home
    raise CannotRunHere(
        f"OpenSearch {VERSION} needs a JDK {_OLDEST_JAVA} or newer and there is none: "
        "install one, or set OPENSEARCH_JAVA_HOME."
    )


def _java_version(home: Path) -> int:
    release = home / "release"
    if not release.exists():
        return 0
    for line in release.read_text(encoding="utf-8").splitlines():
        if line.startswith("JAVA_VERSION="):
            return int(line.partition("=")[2].strip('"').split(".")[0])
    return 0


def _install() -> None:
    if (_HOME / "bin" / "opensearch").exists():
        return
    if shutil.which("mvn") is None:
        raise CannotRunHere("Maven, which fetches OpenSearch, is missing: install it (mvn).")
    FOLDER.mkdir(parents=True, exist_ok=True)
    FOLDER.chmod(0o755)
    copy = ["mvn", "-q", _COPY, f"-Dartifact={_ARTIFACT}", f"-DoutputDirectory={FOLDER}"]
    if subprocess.run(copy, check=False).returncode:
        raise CannotRunHere(
            f"Maven could not fetch {_ARTIFACT}: give it a repository that has it "
            f"(settings.xml), or unzip OpenSearch {VERSION} into {_HOME}."
        )
    archive = FOLDER / f"opensearch-{VERSION}.zip"
    with zipfile.ZipFile(archive) as files:
        files.extractall(FOLDER)
    for program in (_HOME / "bin").iterdir():
        program.chmod(0o755)
    archive.unlink()


def _configure(node: int, count: int) -> None:
    folder = FOLDER / f"node{node}"
    shutil.copytree(_HOME / "config", folder / "config")
    names = [f"n{one}" for one in range(1, count + 1)]
    seeds = [f"127.0.0.1:{_FIRST_TRANSPORT_PORT + one}" for one in range(count)]
    cluster = (
        {"discovery.type": "single-node"}
        if count == 1
        else {"discovery.seed_hosts": seeds, "cluster.initial_cluster_manager_nodes": names}
    )
    settings = {
        "cluster.name": "kb",
        "node.name": f"n{node}",
        "network.host": "127.0.0.1",
        "http.port": FIRST_PORT + node - 1,
        "transport.port": _FIRST_TRANSPORT_PORT + node - 1,
        "path.data": str(folder / "data"),
        "path.logs": str(folder / "logs"),
        "cluster.routing.allocation.disk.threshold_enabled": False,
        **cluster,
    }
    lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in settings.items())
    (folder / "config" / "opensearch.yml").write_text(lines, encoding="utf-8")


def _hand_over() -> None:
    """Give the folder to a user of its own."""
    if subprocess.run(["id", _USER], check=False, capture_output=True).returncode:
        add = ["useradd", "--system", "--no-create-home", "--user-group"]
        subprocess.run([*add, "--shell", "/usr/sbin/nologin", _USER], check=True)
    subprocess.run(["chown", "-R", f"{_USER}:{_USER}", str(FOLDER)], check=True)


def _wait_for(count: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if len(list(nodes())) < count:
            raise CannotRunHere(f"A node ended by itself: read {FOLDER}/node*/output.")
        try:
            address = f"{_url(1)}/_cluster/health"
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own
                health = json.load(answer)
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            health = {}
        if health.get("status") == "green" and health["number_of_nodes"] == count:
            return
        time.sleep(1)
    raise CannotRunHere(f"No cluster after {_START_SECONDS} s: read {FOLDER}/node*/output.")


def main() -> None:
    """`up N`, `down`, or `test`."""
    action, *arguments = sys.argv[1:]
    try:
        if action == "up":
            up(int(arguments[0]))
        elif action == "test":
            test()
        else:
            down()
    except CannotRunHere as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
