"""CPU time of a query: every engine, the same passages, the same terms, one interleaved run.

Each query is put to every engine in turn, `REPEATS` times each, and the median counts: the first
time finds the processor's caches full of the other engines' data, which would measure them. The
first times are reported as well.

Python engines run in this process and are timed with `time.thread_time_ns`; each engine for node
runs in a process of its own and is timed with `process.cpuUsage`, which counts its garbage
collector as well. The collector of this process runs between the queries, not inside them.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from statistics import median
from threading import Thread
from typing import Any

import numpy as np

from benchmarks import machine, packages
from benchmarks.bags import Bags
from benchmarks.python_peers import LIMIT, PYTHON_PEERS
from benchmarks.workspace import Workspace
from search_service.asking.query import parse_query
from search_service.engines.index_store import read_index

WARM_UP = 20
REPEATS = 3
# Beyond this the caches are the engine's own doing, and once is enough.
REPEATED_BELOW_MS = 10.0
BUILD_SECONDS = 900
NODE_PEERS = {"MiniSearch": "minisearch", "lunr": "lunr", "FlexSearch": "flexsearch"}
FULL = "ours, from text"

# CPU milliseconds of each time it was asked, and the first ten, for the n-th query.
Ask = Callable[[int], tuple[list[float], list[int]]]


@dataclass
class Contender:
    """An engine in the run, and what was measured of it."""

    ask: Ask
    facts: dict[str, Any]
    milliseconds: list[float] = field(default_factory=list)
    first_milliseconds: list[float] = field(default_factory=list)
    found: list[list[int]] = field(default_factory=list)


class NodePeer:
    """A node process with one engine; answers by the number of the query."""

    def __init__(self, name: str, passages: Path, queries: Path) -> None:
        script = Path(__file__).parent / "node_peers.mjs"
        command = [*packages.node(), "--expose-gc", "--max-old-space-size=12000", str(script)]
        self.process = subprocess.Popen(
            [*command, name, str(passages), str(queries)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()
        self.facts: dict[str, Any] = json.loads(self._line(BUILD_SECONDS))

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line)
        self._lines.put("")

    def _line(self, seconds: float) -> str:
        try:
            line = self._lines.get(timeout=seconds)
        except Empty:
            self.close()
            raise TimeoutError(f"no answer within {seconds:.0f} s") from None
        if not line:
            raise RuntimeError("the node process ended")
        return line

    def ask(self, number: int) -> tuple[list[float], list[int]]:
        """Milliseconds of CPU and the first ten."""
        stdin = self.process.stdin
        if stdin is None:
            raise RuntimeError("no pipe")
        stdin.write(f"{number}\t{REPEATS}\t{REPEATED_BELOW_MS}\n")
        stdin.flush()
        answer = json.loads(self._line(BUILD_SECONDS))
        return answer["milliseconds"], answer["found"]

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()


def _timed(search: Callable[[int], list[int]]) -> Ask:
    """Times `search`, which is called with the number of the query."""

    def ask(number: int) -> tuple[list[float], list[int]]:
        times: list[float] = []
        found: list[int] = []
        while len(times) < REPEATS and not (times and times[-1] > REPEATED_BELOW_MS):
            started = time.thread_time_ns()
            found = search(number)
            times.append((time.thread_time_ns() - started) / 1e6)
        return times, found

    return ask


def _prepared(search: Callable[[Any], list[int]], prepared: Sequence[Any]) -> Ask:
    return _timed(lambda number: search(prepared[number]))


def _apart(verb: str, name: str, generation: Path, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.build_peer", verb, name]
    done = subprocess.run(
        [*command, str(generation), str(folder)],
        cwd=machine.ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    facts: dict[str, Any] = json.loads(done.stdout)
    return facts


def _contenders(
    work: Workspace, texts: Sequence[str], folder: Path, missing: dict[str, str]
) -> tuple[dict[str, Contender], list[NodePeer]]:
    bags = Bags(read_index(work.generation))
    lexicon = work.lexicon
    terms = [parse_query(text, work.analyser, lexicon).terms for text in texts]
    contenders: dict[str, Contender] = {}
    for name, (kind, package) in PYTHON_PEERS.items():
        if package in missing:
            continue
        _say(f"  {name}: build and weigh")
        place = folder / name.replace(" ", "-")
        facts = _apart("build", name, work.generation, place)
        facts |= _apart("open", name, work.generation, place)
        peer = kind()
        peer.open(place)
        prepared = [peer.prepare(one, bags) for one in terms]
        contenders[name] = Contender(_prepared(peer.search, prepared), facts)

    def from_text(number: int) -> list[int]:
        return [hit.passage for hit in work.search.search(texts[number], limit=LIMIT).hits]

    contenders[FULL] = Contender(_timed(from_text), {})
    passages, queries = folder / "passages.txt", folder / "queries.jsonl"
    passages.write_text("\n".join(bags.as_words()), encoding="utf-8")
    queries.write_text(
        "\n".join(json.dumps(bags.query_words(one)) for one in terms), encoding="utf-8"
    )
    processes = []
    for name, package in NODE_PEERS.items():
        if package in missing:
            continue
        _say(f"  {name}: build")
        try:
            node = NodePeer(name, passages, queries)
        except (TimeoutError, RuntimeError) as error:
            missing[package] = f"its index of {bags.passage_count} passages: {error}"
            _say(f"  ! {name}: {missing[package]}")
            continue
        processes.append(node)
        contenders[name] = Contender(node.ask, node.facts)
    return contenders, processes


def run(work: Workspace, query_count: int, seconds_each: float) -> dict[str, Any]:
    """Measure all engines on a published corpus.

    Args:
        work: The corpus.
        query_count: How many different queries.
        seconds_each: An engine that has used this much CPU time is not asked again; the result
            says how many queries it answered.
    """
    about = machine.description()
    missing = packages.install()
    texts = work.queries(query_count + WARM_UP)
    folder = work.settings.state_folder / "peers"
    folder.mkdir()
    contenders, processes = _contenders(work, texts, folder, missing)
    try:
        _interleave(contenders, len(texts), seconds_each)
    finally:
        for process in processes:
            process.close()
    return {
        "suite": "peers",
        **about,
        "load_after": machine.load(),
        **work.corpus.facts(),
        "queries": len(texts) - WARM_UP,
        "missing": missing,
        "engines": _figures(contenders),
    }


def _interleave(contenders: Mapping[str, Contender], count: int, seconds_each: float) -> None:
    """Every query is put to every engine in turn; each round begins with another engine."""
    names = list(contenders)
    _say(f"  asking {count - WARM_UP} queries of {len(names)} engines")
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        for number in range(count):
            first = number % len(names)
            for name in names[first:] + names[:first]:
                contender = contenders[name]
                if sum(contender.milliseconds) > seconds_each * 1000:
                    continue
                times, found = contender.ask(number)
                if number >= WARM_UP:
                    contender.milliseconds.append(median(times))
                    contender.first_milliseconds.append(times[0])
                    contender.found.append(found)
            gc.collect()
    finally:
        gc.enable()
        gc.unfreeze()


def _figures(contenders: Mapping[str, Contender]) -> dict[str, dict[str, Any]]:
    figures: dict[str, dict[str, Any]] = {}
    for name, contender in contenders.items():
        p50, p95, p99 = np.percentile(contender.milliseconds, [50, 95, 99])
        first_p50, first_p99 = np.percentile(contender.first_milliseconds, [50, 99])
        figures[name] = {
            "queries": len(contender.milliseconds),
            "p50_ms": round(float(p50), 4),
            "p95_ms": round(float(p95), 4),
            "p99_ms": round(float(p99), 4),
            "first_p50_ms": round(float(first_p50), 4),
            "first_p99_ms": round(float(first_p99), 4),
            "shared_with_ours": _overlap(contender.found, contenders["ours"].found),
            **contender.facts,
        }
        for other in ("tantivy", "Whoosh"):
            if other in contenders:
                figures[name][f"to_{other.lower()}"] = _ratios(contender, contenders[other])
    return figures


def _ratios(one: Contender, other: Contender) -> dict[str, float]:
    """Ratio at p50 and p99, over the queries that both answered."""
    both = min(len(one.milliseconds), len(other.milliseconds))
    own = np.percentile(one.milliseconds[:both], [50, 99])
    others = np.percentile(other.milliseconds[:both], [50, 99])
    return {"p50": round(float(own[0] / others[0]), 4), "p99": round(float(own[1] / others[1]), 4)}


def _overlap(found: Sequence[Sequence[int]], ours: Sequence[Sequence[int]]) -> float:
    """Mean share of our first ten that are among the other's first ten: is it the same work?"""
    shares = [len(set(a) & set(b)) / len(b) for a, b in zip(found, ours, strict=False) if b]
    return round(float(np.mean(shares)), 3)


def _say(line: str) -> None:
    print(f"{time.perf_counter():8.0f} s {line}", file=sys.stderr, flush=True)
