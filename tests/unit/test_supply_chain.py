"""What is installed is what was locked, wherever it is fetched from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.builders import ROOT

PYTHON = [ROOT / f"requirements{kind}.lock" for kind in ("", "-build", "-dev")]
NODE = [
    ROOT / "tests/javascript/package-lock.json",
    ROOT / "benchmarks/lighthouse/package-lock.json",
]
# A line that names a package, up to the next that does.
_PACKAGE = re.compile(r"^(?=[A-Za-z0-9])", re.MULTILINE)
_PINNED = re.compile(r"[A-Za-z0-9._-]+(?:\[[a-z0-9,-]+\])?==[0-9][\w.+!-]*[ \\;]")


@pytest.mark.parametrize("lock", PYTHON, ids=lambda file: file.name)
def test_every_python_package_is_pinned_and_hashed(lock: Path) -> None:
    packages = _PACKAGE.split(lock.read_text(encoding="utf-8"))[1:]

    assert len(packages) > 20
    assert [one[:60] for one in packages if not _PINNED.match(one)] == []
    assert [one[:60] for one in packages if "--hash=sha256:" not in one] == []


@pytest.mark.parametrize("lock", NODE, ids=lambda file: file.parent.name)
def test_every_node_package_is_pinned_and_hashed_and_runs_nothing_when_installed(
    lock: Path,
) -> None:
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    own = packages.pop("")

    assert len(packages) > 5
    assert [
        name for name, one in packages.items() if "sha512-" not in one.get("integrity", "")
    ] == []
    assert [name for name, one in packages.items() if one.get("hasInstallScript")] == []
    wanted = {**own.get("dependencies", {}), **own.get("devDependencies", {})}
    assert [one for one in wanted.values() if not re.fullmatch(r"\d+\.\d+\.\d+", one)] == []


@pytest.mark.parametrize(
    "lock", [*PYTHON, *NODE], ids=lambda file: f"{file.parent.name}/{file.name}"
)
def test_no_lock_names_a_place_to_fetch_from(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")

    assert not re.search(r"^\s*--?(?:i|index-url|extra-index-url|find-links)\b", text, re.MULTILINE)
    assert '"resolved"' not in text
    assert not re.search(r"@ (?:https?|git|file)", text)


def test_pip_is_told_to_insist_on_the_hashes() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = re.findall(r"pip install .*", makefile)
    from_locks = [one for one in installs if " -r " in one]

    assert len(from_locks) == 2
    assert all("--require-hashes" in one for one in from_locks)
    assert all("--no-deps -e ." in one for one in installs if one not in from_locks)
    assert "npm(sys.argv[1:])" in makefile
    assert " ci --prefix" in makefile.replace("\t", " ")
