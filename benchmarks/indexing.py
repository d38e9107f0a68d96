"""From Markdown files to a generation in service: seconds and memory, for all and for one change.

The work is done in a process of its own; this one watches the memory of it and of its children.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import machine
from benchmarks.corpora import Corpus, read_markdown
from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.cli.garbage import collect_rarely
from search_service.content.fragments import keep_fragments
from search_service.engines.whoosh.store import read_store, write_store
from search_service.releases.live_release import LiveRelease
from search_service.releases.opening import Release
from search_service.releases.publish import load_analyser, publish_release
from search_service.settings import Settings

_PAGE_MEGABYTES = 4 / 1024
_LOOK_SECONDS = 0.05
_REPORT_SECONDS = 5.0
CHANGES = 5
ADDED = "这一段是后来加上的，用来量一量改动一个文件要多久才能查到。"


def _memory_of_session(session: int) -> float:
    """Megabytes that the processes of a session hold for themselves, shared pages left out."""
    pages = 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            stat = (folder / "stat").read_text(encoding="latin-1")
            if int(stat.rpartition(")")[2].split()[3]) == session:
                _, resident, shared, *_ = (folder / "statm").read_text(encoding="ascii").split()
                pages += int(resident) - int(shared)
        except (OSError, IndexError, ValueError):
            continue  # it ended while we looked
    return pages * _PAGE_MEGABYTES


def run(corpus: Corpus, source: Path | None) -> dict[str, Any]:
    """Measure the indexing of a corpus.

    Args:
        corpus: What to index, when `source` is None.
        source: Folder of Markdown files to begin from, so that reading them counts as well.
    """
    about = machine.description()
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        folder = Path(name)
        if source is None:
            write_store(folder / "store", corpus.documents)
        else:
            shutil.copytree(source, folder / "pages")
        peak = 0.0
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.indexing", name],
            cwd=machine.ROOT,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        while process.poll() is None:
            peak = max(peak, _memory_of_session(process.pid))
            time.sleep(_LOOK_SECONDS)
        written = process.stdout.read() if process.stdout else ""
        if process.returncode:
            raise RuntimeError(f"indexing ended with {process.returncode}")
    return {
        "suite": "indexing",
        **about,
        "load_after": machine.load(),
        **corpus.facts(),
        "peak_memory_mb": round(peak),
        **json.loads(written),
    }


class _Progress:
    """Prints how far indexing has come, every few seconds."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self._last > _REPORT_SECONDS:
            self._last = time.monotonic()
            print(f"    {done} of {total} passages", file=sys.stderr, flush=True)


def _read(folder: Path) -> Documents:
    pages = folder / "pages"
    return read_markdown(pages) if pages.is_dir() else read_store(folder / "store")


def _cpu() -> float:
    """Seconds of processor time that this process and its ended children have taken."""
    own, children = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _change(folder: Path, documents: Documents, sentence: str) -> Documents:
    """One article has a sentence more."""
    pages = folder / "pages"
    if pages.is_dir():
        file = min(pages.rglob("*.md"))
        file.write_text(file.read_text(encoding="utf-8") + f"\n\n{sentence}\n", encoding="utf-8")
        return read_markdown(pages)
    first, *others = documents.passages
    changed = replace(first, text=f"{first.text}\n{sentence}")
    return Documents(documents.topics, documents.articles, (changed, *others))


def _previewed(settings: Settings, documents: Documents, analyser: Analyser) -> Release:
    """Publish as `kb serve` does after every save: nobody else opens it."""
    return publish_release(
        settings, documents, analyser,
        force=True, root=settings.preview_folder, kept_for=timedelta(0),
    )  # fmt: skip


def _one_change(
    folder: Path, live: LiveRelease, settings: Settings, sentence: str
) -> tuple[float, float, float]:
    """Seconds to read again and to publish after one article was changed, and CPU of both."""
    started, processor = time.perf_counter(), _cpu()
    changed = _change(folder, live.search.documents, sentence)
    read_again = time.perf_counter()
    live.replace(_previewed(settings, changed, live.analyser))
    published_again, processor = time.perf_counter(), _cpu() - processor
    if not live.search.search(sentence, limit=1).hits:
        raise RuntimeError("the change cannot be found")
    return read_again - started, published_again - read_again, processor


def main() -> None:
    """Index, change, index again; one line of JSON."""
    folder = Path(sys.argv[1])
    settings = Settings(project_dir=machine.ROOT, state_dir=folder / "state")
    collect_rarely()  # as `kb build` and `kb serve` do, and as they keep what they render
    keep_fragments(settings.state_folder)
    started = time.perf_counter()
    analyser = load_analyser(settings)
    loaded = time.perf_counter()
    documents = _read(folder)
    was_read = time.perf_counter()
    release = publish_release(settings, documents, analyser, force=True, progress=_Progress())
    published, processor = time.perf_counter(), _cpu()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    live = LiveRelease(settings, analyser)
    live.replace(_previewed(settings, documents, analyser))
    changes = [_one_change(folder, live, settings, f"{ADDED}{n}") for n in range(CHANGES)]
    size = sum(
        file.stat().st_size for file in (release.folder / "index").rglob("*") if file.is_file()
    )
    figures = {
        "files": len(documents.articles),
        "from_markdown": (folder / "pages").is_dir(),
        "load_analyser_seconds": loaded - started,
        "read_seconds": was_read - loaded,
        "publish_seconds": published - was_read,
        "total_seconds": published - started,
        "total_cpu_seconds": processor,
        "built_peak_mb": peak,
        "change_read_seconds": median(reading for reading, _, _ in changes),
        "change_publish_seconds": median(publishing for _, publishing, _ in changes),
        "change_cpu_seconds": median(seconds for _, _, seconds in changes),
        "slowest_change_seconds": max(reading + publishing for reading, publishing, _ in changes),
    }
    rounded = {key: round(value, 3) for key, value in figures.items()}
    print(json.dumps(rounded | {"generation_mb": round(size / 1e6, 2)}))


if __name__ == "__main__":
    main()
