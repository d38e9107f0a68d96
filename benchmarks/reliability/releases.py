"""R1–R3, R10, R14–R16: what is served after anything that may befall a release or a machine."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.reliability.machines import ROOT, Service
from benchmarks.reliability.verdict import Verdict
from search_service.errors import IndexUnavailable
from search_service.releases import generations

_FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"
_ZONES = ("UTC", "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati")
_LOCALES = ("C", "C.UTF-8", "zh_CN.UTF-8", "tr_TR.UTF-8")


def tested(id_: str, goal: str, *tests: str, **environment: str) -> Verdict:
    """A promise that has its tests: what they say."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    around = os.environ | environment
    done = subprocess.run(
        command, cwd=ROOT, env=around, capture_output=True, text=True, check=False
    )
    said = done.stdout.strip().splitlines()[-1:] or ["nothing"]
    told = re.sub(r"=+", "", said[0]).strip()
    given = " ".join(f"{name}={value}" for name, value in environment.items())
    return Verdict(id_, goal, f"{given} {told}".strip(), done.returncode == 0)


def mutations(state: Path, times: int, seed: int = 1) -> Verdict:
    """R3: any one change of a file of the newest release is noticed, and the one before serves."""
    root = state / "releases"
    newest = root / str(generations.current_name(root))
    before = generations.sealed(root)[1].name
    files = [file for file in sorted(newest.rglob("*")) if file.is_file()]
    chance = random.Random(seed)  # noqa: S311 - the same on every run
    missed, slowest = [], 0.0
    analysis = generations.verify(newest).manifest.analysis_id
    for number in range(times):
        file = (newest / "MANIFEST") if number % 10 == 0 else chance.choice(files)
        sound = file.read_bytes()
        kind = chance.choice(("flip", "cut", "remove", "add"))
        _damage(file, sound, kind, chance)
        started = time.monotonic()
        try:
            opened = generations.open_newest(root, analysis)
            if opened.generation.name != before or not opened.degraded:
                missed.append(f"{kind} {file.name}")
        except IndexUnavailable:
            missed.append(f"{kind} {file.name}: nothing served")
        slowest = max(slowest, time.monotonic() - started)
        file.write_bytes(sound)
        (file.parent / "beside").unlink(missing_ok=True)
    for target in ("nowhere", None):
        (root / "current").unlink()
        if target:
            (root / "current").symlink_to(target)
        opened = generations.open_newest(root, analysis)
        if opened.generation.folder != newest or not opened.degraded:
            missed.append(f"current → {target}")
        (root / "current").unlink(missing_ok=True)
        (root / "current").symlink_to(newest.name)
    told = (
        f"{times + 2 - len(missed)}/{times + 2} noticed, at most {slowest:.1f} s to serve another"
    )
    return Verdict("R3", "any bit flip, truncation, missing file: detected, previous served",
                   "; ".join([told, *missed[:3]]), not missed)  # fmt: skip


def _damage(file: Path, sound: bytes, kind: str, chance: random.Random) -> None:
    if kind == "remove" or not sound:
        file.unlink()
    elif kind == "add":
        (file.parent / "beside").touch()
        file.write_bytes(sound + b" ")
    elif kind == "cut":
        file.write_bytes(sound[: chance.randrange(len(sound))])
    else:
        place = chance.randrange(len(sound))
        file.write_bytes(
            sound[:place] + bytes([sound[place] ^ 1 << chance.randrange(8)]) + sound[place + 1 :]
        )


def clocks(state: Path, texts: Sequence[str]) -> Verdict:
    """R14: a clock a day off, time zones and locales change no result."""
    goal = "clock ±1 day, TZ and locale matrix: same results"
    settings = [{"TZ": zone} for zone in _ZONES] + [{"LC_ALL": one} for one in _LOCALES]
    if Path(_FAKETIME).exists():
        settings += [{"LD_PRELOAD": _FAKETIME, "FAKETIME": shift} for shift in ("-1d", "+1d")]
    found = {tuple(_results(state, text, one) for text in texts) for one in settings}
    clock = "" if Path(_FAKETIME).exists() else ", libfaketime is not installed: no clock"
    told = f"{len(settings)} settings × {len(texts)} questions: {len(found)} outcome{clock}"
    return Verdict("R14", goal, told, len(found) == 1 and not clock)


def _results(state: Path, text: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "search_service", "search", "--json", text],
        cwd=ROOT,
        env=os.environ
        | {"KB_PROJECT_DIR": str(ROOT), "KB_STATE_DIR": str(state), "PYTHONUTF8": "1"}
        | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return re.sub(r'"took_ms": *[\d.]+', "", done.stdout)


def starts(state: Path, folder: Path, times: int) -> Verdict:
    """R16: how long until the first answer, and that `/readyz` says so only then."""
    taken = []
    for _ in range(times):
        service = Service(state, folder)
        taken.append(service.start())
        service.end()
        shutil.rmtree(state / "jieba", ignore_errors=True)  # cold: nothing compiled before
    told = f"{times} cold starts: {min(taken):.1f} to {max(taken):.1f} s"
    return Verdict("R16", "ready ≤ 10 s cold; /readyz honest", told, max(taken) <= 10)  # noqa: PLR2004
