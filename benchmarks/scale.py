"""`python -m benchmarks.scale FOLDER [SIZE …]`: one machine's engine, mapped or not, and a cluster.

FOLDER holds Markdown; sizes above its own are made (`made_postings`). With KB_OPENSEARCH_URL the
same index and queries go to that cluster of `make opensearch-up` as well. Writes
`results/scale-FOLDER-SIZE.json`. A million passages take 20 minutes and 4 GB.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import corpora, machine
from benchmarks.made_postings import made, pieces_of
from benchmarks.scale_documents import made_documents
from search_service.asking.lexicon import Lexicon
from search_service.asking.query import WeightedTerm, parse_query
from search_service.engines.contributions import contributions_of
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.mapped_documents import map_documents, write_mapped_documents
from search_service.engines.mapped_index import map_index, write_mapped_index
from search_service.engines.opensearch.cluster import cluster
from search_service.engines.opensearch.engine import OpenSearchEngine
from search_service.engines.opensearch.indexing import put_index
from search_service.engines.postings import Postings
from search_service.releases import stamps
from search_service.releases.publish import load_analyser
from search_service.settings import Settings

_QUERIES, _LIMIT, _REPEATS = 200, 150, 2
_PATIENCE_SECONDS = 30
Questions = Sequence[Sequence[WeightedTerm]]


def timed(act: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """What something gives, and what it cost."""
    wall, cpu = time.perf_counter(), time.process_time()
    done = act()
    return done, {
        "seconds": round(time.perf_counter() - wall, 3),
        "cpu_seconds": round(time.process_time() - cpu, 3),
    }


def milliseconds(found: Sequence[float]) -> dict[str, float]:
    """Percentiles and mean of seconds."""
    p50, p99 = np.percentile(found, [50, 99])
    rounded = {"p50": p50, "p99": p99, "mean": float(np.mean(found))}
    return {name: round(1000 * float(value), 2) for name, value in rounded.items()}


def _cpu_of_queries(engine: EmbeddedEngine, questions: Questions) -> dict[str, float]:
    for terms in questions[:20]:
        engine.search(terms, _LIMIT)
    best = []
    for terms in questions:
        tries = []
        for _ in range(_REPEATS):
            started = time.thread_time()
            engine.search(terms, _LIMIT)
            tries.append(time.thread_time() - started)
        best.append(min(tries))
    return milliseconds(best)


def _memory(pid: int) -> dict[str, int]:
    """Megabytes of a process: its own, and shared files."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    sizes = {name: int(rest.split()[0]) for name, _, rest in (one.partition(":") for one in lines)}
    return {
        "private_mb": (sizes["Private_Dirty"] + sizes["Private_Clean"]) // 1024,
        "shared_mb": (sizes["Shared_Clean"] + sizes["Shared_Dirty"]) // 1024,
        "proportional_mb": sizes["Pss"] // 1024,
    }


def _worker(kind: str, folder: Path) -> None:
    """One of two processes that serve: open, answer, say what is held."""
    questions = [
        [WeightedTerm(*term) for term in one]
        for one in json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    ]

    def opened() -> tuple[EmbeddedEngine, object]:
        if kind == "mapped":
            return EmbeddedEngine(map_index(folder / "ready")), map_documents(folder / "ready")
        return EmbeddedEngine(contributions_of(Postings.load(folder / "packed"))), None

    (engine, documents), opening = timed(opened)
    cpu = _cpu_of_queries(engine, questions)
    lists = [[one.passage for one in engine.search(terms, _LIMIT)] for terms in questions]
    if documents is not None:
        shown = [documents.passages[one].text for found in lists for one in found[:10]]
        assert all(shown)  # noqa: S101 - read, as a page would
    said = {"opening": opening, "query_cpu_ms": cpu, "lists": lists}
    print(json.dumps(said), flush=True)
    sys.stdin.readline()  # until all have said so


def processes(module: str, arguments: Sequence[str], count: int) -> list[dict[str, Any]]:
    """What so many workers of a benchmark say, with the memory of each while all are there."""
    command = [sys.executable, "-m", module, "worker", *arguments]
    started = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=machine.ROOT
        )
        for _ in range(count)
    ]
    said = []
    for process in started:
        assert process.stdout  # noqa: S101
        said.append(json.loads(process.stdout.readline()))
    for process, own in zip(started, said, strict=True):
        own["memory"] = _memory(process.pid)
    for process in started:
        process.communicate("\n")
    return said


def _java_cpu(pids: Sequence[int]) -> float:
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def _java_memory(pids: Sequence[int]) -> int:
    """Megabytes that are resident of all nodes, mapped index files included."""
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) for pid in pids)
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def _in_cluster(urls: str, folder: Path, questions: Questions) -> dict[str, Any]:
    from scripts import opensearch_cluster  # noqa: PLC0415 - only with a cluster

    pids = [pid for _, pid in opensearch_cluster.nodes()]
    client, name = cluster(urls), "kb-scale-benchmark"
    index = map_index(folder / "ready")
    client.indices.delete(index=name, ignore_unavailable=True, request_timeout=60)
    before = _java_cpu(pids)
    _, indexing = timed(lambda: put_index(client, name, index))
    java = round(_java_cpu(pids) - before, 1)
    stats = client.indices.stats(index=name, request_timeout=60)["indices"][name]["primaries"]
    copy = EmbeddedEngine(index)
    engine = OpenSearchEngine(client, name, copy, _PATIENCE_SECONDS)
    for terms in questions[:50]:
        engine.from_cluster(terms, _LIMIT)
    before, own, walls, same = _java_cpu(pids), time.process_time(), [], 0
    for terms in questions:
        started = time.perf_counter()
        found = engine.from_cluster(terms, _LIMIT)
        walls.append(time.perf_counter() - started)
        same += found == copy.search(terms, _LIMIT)
    java_queries = _java_cpu(pids) - before
    own_cpu = time.process_time() - own
    resident = _java_memory(pids)
    client.indices.delete(index=name, request_timeout=60)
    return {
        "nodes": len(pids),
        "indexing": {**indexing, "java_cpu_seconds": java},
        "index_mb": round(stats["store"]["size_in_bytes"] / 1e6, 1),
        "query_wall_ms": milliseconds(walls),
        "query_java_cpu_ms": round(1000 * java_queries / len(questions), 1),
        "query_own_cpu_ms": round(1000 * own_cpu / len(questions), 1),
        "java_resident_mb": resident,
        "same_150": f"{same} of {len(questions)}",
    }


def _run(corpus: corpora.Corpus, size: int | None) -> dict[str, Any]:
    settings = Settings(project_dir=machine.ROOT)
    analyser = load_analyser(settings)
    pieces = pieces_of(corpus, analyser)
    words = pieces.postings.collection_frequencies("w")
    lexicon = Lexicon.build((), words, frozenset(), analyser)
    lexicon.warm()
    typed = corpora.typed_queries(corpus, _QUERIES, analyser, lexicon)
    questions = [parse_query(text, analyser, lexicon).terms for text in typed]
    count = size or len(corpus.documents.passages)
    postings = made(pieces, count)
    result: dict[str, Any] = {
        "suite": "scale",
        **machine.description(),
        "corpus": corpus.name,
        "passages": count,
        "postings": len(postings.passages),
        "terms": len(postings.starts) - 1,
        "queries": len(questions),
    }
    with tempfile.TemporaryDirectory(prefix="kb-scale-") as name:
        folder = Path(name)
        (folder / "questions.json").write_text(json.dumps(questions), encoding="utf-8")
        postings.save(folder / "packed")
        (folder / "ready").mkdir()
        _, result["making_ready"] = timed(partial(write_mapped_index, folder / "ready", postings))
        del postings
        documents = made_documents(corpus, pieces, count)
        _, result["writing_documents"] = timed(
            lambda: write_mapped_documents(folder / "ready", documents)
        )
        for kind in ("packed", "ready"):
            files = [file for file in (folder / kind).rglob("*") if file.is_file()]
            result[f"{kind}_mb"] = round(sum(file.stat().st_size for file in files) / 1e6, 1)
        state = stamps.state_of(folder / "ready")
        stamps.write_stamp(folder / "STAMP", "benchmark", state)
        held, result["checking_the_stamp"] = timed(
            lambda: stamps.holds(folder / "STAMP", "benchmark", folder / "ready")
        )
        assert held  # noqa: S101
        mapped = processes("benchmarks.scale", ["mapped", str(folder)], 2)
        loaded = processes("benchmarks.scale", ["loaded", str(folder)], 1)
        lists = [worker.pop("lists") for worker in (*mapped, *loaded)]
        same = sum(all(one == own[0] for one in own) for own in zip(*lists, strict=True))
        result["same_150"] = f"{same} of {len(questions)}"
        result["two_mapped_workers"], result["one_loaded_worker"] = mapped, loaded[0]
        if urls := os.environ.get("KB_OPENSEARCH_URL"):
            result["opensearch"] = _in_cluster(urls, folder, questions)
    return {**result, "load_after": machine.load()}


def main() -> None:
    """Measure each size."""
    first, *sizes = sys.argv[1:]
    if first == "worker":
        _worker(sizes[0], Path(sizes[1]))
        return
    corpus = corpora.load(Path(first))
    for size in map(int, sizes) if sizes else [None]:
        result = _run(corpus, size)
        file = machine.ROOT / "benchmarks" / "results" / f"scale-{corpus.name}-{result['passages']}"
        written = json.dumps(result, ensure_ascii=False, indent=2)
        file.with_suffix(".json").write_text(written + "\n", encoding="utf-8")
        print(written)


if __name__ == "__main__":
    main()
