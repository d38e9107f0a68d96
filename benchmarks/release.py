"""The site's own content: a whole release, cold and warm, and what one saved file costs.

Cold is a project without `.kb`, warm the same project released a second time; both in a process of
their own, as `kb build` runs. A save is measured in one process, as `kb serve` works.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import machine
from benchmarks.corpora import Corpus
from search_service.cli.preview import Preview, drawn_folder
from search_service.cli.preview_events import Announcer
from search_service.releases.live_release import LiveRelease
from search_service.releases.publish import load_analyser
from search_service.settings import Settings
from search_service.site.page_drawer import PageDrawer

_SAVES = 5
_PARTS = ("content", "theme", "mkdocs.yml", "search_service/content/markdown.yml")


def run(corpus: Corpus) -> dict[str, Any]:
    """Measure a release and a save of the project's own content."""
    about = machine.description()
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        project = Path(name)
        for part in _PARTS:
            source, copy = machine.ROOT / part, project / part
            copy.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copyfile)(source, copy)
        cold, warm = _built(project, "cold"), _built(project, "warm")
        steps = _saves(project)
    return {
        "suite": "release",
        **about,
        "load_after": machine.load(),
        **corpus.facts(),
        "cold": cold,
        "warm": warm,
        "save_seconds": steps,
    }


def _cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _built(project: Path, state: str) -> dict[str, float]:
    """Wall seconds of one `kb build`, and the CPU of all its processes; said as they are known."""
    started, before = time.perf_counter(), _cpu(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "search_service", "--project", str(project), "build"]
    subprocess.run(command, cwd=machine.ROOT, check=True, capture_output=True)
    seconds = time.perf_counter() - started
    cpu = _cpu(resource.RUSAGE_CHILDREN) - before
    print(f"release, {state}: {seconds:.2f} s wall, {cpu:.2f} s CPU", file=sys.stderr)
    return {"seconds": round(seconds, 2), "cpu_seconds": round(cpu, 2)}


def _saves(project: Path) -> dict[str, float]:
    """Median seconds until a saved page is drawn, and until search, desk and site have it."""
    settings = Settings(project_dir=project)
    analyser = load_analyser(settings)
    live = LiveRelease(settings, analyser, settings.preview_folder)
    preview = Preview(settings, analyser, live, Announcer(), lambda _: None)
    drawer = PageDrawer(
        settings.content_folder, project / ".kb" / "rendered", drawn_folder(settings)
    )
    page = min((settings.content_folder / "pages").glob("*/[!i]*.md"))
    path = page.relative_to(settings.content_folder / "pages").as_posix()
    rounds: list[dict[str, float]] = []
    for number in range(_SAVES + 1):
        text = page.read_text(encoding="utf-8")
        page.write_text(f"{text}\n这一句是第 {number} 次加上的。\n", encoding="utf-8")
        marks = [(time.perf_counter(), _cpu(resource.RUSAGE_SELF))]
        drawer.draw([path])
        marks.append((time.perf_counter(), _cpu(resource.RUSAGE_SELF)))
        preview.rebuild({page})
        marks.append((time.perf_counter(), _cpu(resource.RUSAGE_SELF)))
        rounds.append(
            {
                f"{step}_{unit}": after[index] - before[index]
                for step, (before, after) in zip(("drawn", "rebuilt"), pairwise(marks), strict=True)
                for index, unit in enumerate(("seconds", "own_cpu_seconds"))
            }
        )
    warm = rounds[1:]  # the first one reads everything
    return {step: round(median(one[step] for one in warm), 3) for step in warm[0]}
