"""Measures every promise and writes the table into docs/reliability.md.

`make test-reliability` takes up to five minutes; `make soak` is the long form of it. Which rows:
`python -m benchmarks.reliability short R5 R7`. `QUERIES=100000` shortens or lengthens R9.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import uvloop

from benchmarks import machine
from benchmarks.reliability import releases, under_load
from benchmarks.reliability.machines import ROOT, Service, nginx_before, running
from benchmarks.reliability.questions import distinct
from benchmarks.reliability.verdict import Verdict

_DOCUMENT = ROOT / "docs" / "reliability.md"
_Measure = Callable[[int, Service, Sequence[str], float], Coroutine[None, None, Verdict]]
_FROM, _TO = "<!-- measured: {} -->", "<!-- /measured: {} -->"
_ASKED = ("退款多久到账", "tuikuan E1003")


@dataclass(frozen=True)
class Length:
    """How much of everything."""

    kills: int
    mutations: int
    seconds: float
    rebuild_seconds: float
    queries: int
    starts: int


_LENGTHS = {
    "short": Length(10, 60, 12, 15, 5_000, 3),
    "soak": Length(200, 500, 120, 600, 1_000_000, 20),
}


def main() -> int:
    """Measure, write, and print; 0 when every goal is met."""
    form = sys.argv[1] if len(sys.argv) > 1 else "short"
    wanted = set(sys.argv[2:])
    length = _LENGTHS[form]
    if "QUERIES" in os.environ:
        length = replace(length, queries=int(os.environ["QUERIES"]))
    before = machine.load()
    with tempfile.TemporaryDirectory(prefix="reliability-") as made:
        folder, state = Path(made), Path(made) / "state"
        folder.chmod(0o755)  # nginx passes through
        for _ in range(2):
            _build(state)
        verdicts = _measure(length, wanted, state, folder)
    verdicts.sort(key=lambda one: int(one.id[1:]))
    table = _table(form, verdicts, before)
    print(table)
    if not wanted:
        _write(form, table)
    return int(not all(one.met for one in verdicts))


def _measure(length: Length, wanted: set[str], state: Path, folder: Path) -> list[Verdict]:
    paths = distinct(ROOT / "content", 30_000)
    seconds = length.seconds

    def with_nginx(measure: _Measure) -> Callable[[Service], Verdict]:
        def run(service: Service) -> Verdict:
            with nginx_before(service, state, folder / "nginx") as port:
                return uvloop.run(measure(port, service, paths, seconds))

        return run

    on_service: dict[str, Callable[[Service], Verdict]] = {
        "R7": lambda one: uvloop.run(under_load.overload(one, paths, seconds)),
        "R9": lambda one: uvloop.run(under_load.memory(one, paths, length.queries)),
        "R8": with_nginx(under_load.hostile_clients),
        "R5": with_nginx(under_load.restarts),
        "R6": with_nginx(under_load.kills),
        "R4": lambda one: uvloop.run(
            under_load.rebuilding(one, paths, state, length.rebuild_seconds)
        ),
    }
    untimed: dict[str, Callable[[], Verdict]] = {
        "R1": lambda: releases.tested(
            "R1", "kill -9 at random moments of a re-index: 0 lost, corrupt or mixed",
            "tests/integration/test_release_whole_or_not.py",
            KILLS=str(length.kills), SWITCHES=str(length.kills),
        ),
        "R2": lambda: releases.tested(
            "R2", "disk full: old release served, clean error, recovers",
            "tests/integration/test_operators_errors.py", "-k", "full_disk",
        ),
        "R10": lambda: releases.tested(
            "R10", "service down, 503, hanging, HTML, truncated JSON, offline: the browser answers",
            "tests/browser/test_service_down.py",
        ),
        "R14": lambda: releases.clocks(state, _ASKED),
        "R15": lambda: releases.tested(
            "R15", "activate refuses a broken build",
            "tests/unit/releases", "-k", "refused or canar or damaged or fewer",
        ),
    }  # fmt: skip
    alone: dict[str, Callable[[], Verdict]] = {
        "R3": lambda: releases.mutations(state, length.mutations),
        "R16": lambda: releases.starts(state, folder, length.starts),
    }

    def measured(name: str) -> Verdict:
        if name in on_service:
            with running(state, folder) as service:
                verdict = on_service[name](service)
        else:
            verdict = (untimed | alone)[name]()
        print(verdict.row(), flush=True)
        return verdict

    def chosen(names: Iterable[str]) -> list[str]:
        return [name for name in names if not wanted or name in wanted]

    # What measures no time may run two at a time; the rest has the machine to itself.
    with ThreadPoolExecutor(2) as two:
        verdicts = list(two.map(measured, chosen(untimed)))
    return verdicts + [measured(name) for name in chosen((*alone, *on_service))]


def _build(state: Path) -> None:
    environment = os.environ | {"KB_PROJECT_DIR": str(ROOT), "KB_STATE_DIR": str(state)}
    command = [sys.executable, "-m", "search_service", "build"]
    subprocess.run(command, check=True, env=environment, cwd=ROOT, capture_output=True)


def _table(form: str, verdicts: list[Verdict], before: list[float]) -> str:
    about = machine.description()
    head = (
        f"`{'make soak' if form == 'soak' else 'make test-reliability'}`, "
        f"{about['measured_at']}, commit {about['commit']}, {about['cores']} cores "
        f"({about['cpu']}), {about['memory_gb']} GB, Python {about['python']}. "
        f"Load of the machine before {before[0]}, after {about['load_before'][0]}: "
        "without other work it begins near 0."
    )
    lines = [
        head,
        "",
        "| # | Goal | Measured | Verdict |",
        "|---|---|---|---|",
        *(one.row() for one in verdicts),
    ]
    return "\n".join(lines)


def _write(form: str, table: str) -> None:
    text = _DOCUMENT.read_text(encoding="utf-8")
    before, rest = text.split(_FROM.format(form))
    after = rest.split(_TO.format(form))[1]
    text = f"{before}{_FROM.format(form)}\n\n{table}\n\n{_TO.format(form)}{after}"
    _DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
