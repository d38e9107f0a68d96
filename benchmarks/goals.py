"""What the project promises itself, held against the results; nothing is rounded in its favour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Result = Mapping[str, Any]

# The corpora that the goals name, by the number of passages.
_SMALL, _MIDDLE, _LARGE = (100, 300), (9_000, 15_000), (60_000, 100_000)
_OWN = (1, 5_000)
_HTTP_P50_MS, _HTTP_P99_MS, _FLOOD_P99_MS = 2.0, 5.0, 10.0
_INDEX_CPU_SECONDS, _INDEX_PEAK_MB, _INDEX_DISK_MB, _CHANGE_CPU_SECONDS = 20.0, 700, 30, 0.5
_COLD_SECONDS, _WARM_SECONDS, _SAVE_SECONDS = 6.0, 4.0, 0.3
_BOMB_MS, _BOMB_MB = 100.0, 100.0
_TO_TANTIVY, _TO_WHOOSH = 1.0, 0.01


@dataclass(frozen=True)
class Outcome:
    """A goal, what was measured, and whether it was met; without a measurement it is not."""

    goal: str
    measured: str
    met: bool


def _find(results: Sequence[Result], suite: str, sizes: tuple[int, int]) -> Result | None:
    low, high = sizes
    fitting = [r for r in results if r["suite"] == suite and low <= r["passages"] <= high]
    return max(fitting, key=lambda r: r["measured_at"], default=None)


def outcomes(results: Sequence[Result]) -> Iterator[Outcome]:
    """Every goal in order."""
    for words, sizes in (("small", _SMALL), ("~12,000", _MIDDLE), ("~77,000", _LARGE)):
        result = _find(results, "peers", sizes)
        yield _against_tantivy(words, result)
        for peer in ("SQLite FTS5", "MiniSearch", "lunr"):
            yield _ahead(words, peer, result)
    yield _against_whoosh(_find(results, "peers", _MIDDLE))
    yield from _http(_find(results, "http", _MIDDLE))
    yield from _indexing(_find(results, "indexing", _MIDDLE))
    yield from _release(_find(results, "release", _OWN))
    yield _bombs(_find(results, "bombs", _OWN))


def _against_tantivy(words: str, result: Result | None) -> Outcome:
    goal = f"Engine at {words}: CPU p50 and p99 at most those of tantivy"
    ratio = result and result["engines"]["ours"].get("to_tantivy")
    if not ratio:
        return Outcome(goal, "not measured", met=False)
    measured = f"p50 {ratio['p50']:.2f}, p99 {ratio['p99']:.2f} times tantivy's"
    return Outcome(goal, measured, met=max(ratio["p50"], ratio["p99"]) <= _TO_TANTIVY)


def _ahead(words: str, peer: str, result: Result | None) -> Outcome:
    goal = f"Engine at {words}: ahead of {peer}"
    theirs = result and result["engines"].get(peer)
    if not result or not theirs:
        return Outcome(goal, "not measured", met=False)
    ours = result["engines"]["ours"]
    measured = f"p50 {ours['p50_ms']:.3f} against {theirs['p50_ms']:.3f} ms, "
    measured += f"p99 {ours['p99_ms']:.3f} against {theirs['p99_ms']:.3f} ms"
    met = ours["p50_ms"] < theirs["p50_ms"] and ours["p99_ms"] < theirs["p99_ms"]
    return Outcome(goal, measured, met=met)


def _against_whoosh(result: Result | None) -> Outcome:
    goal = "Engine at ~12,000: p50 at most 1/100 of Whoosh's own searcher"
    ratio = result and result["engines"]["ours"].get("to_whoosh")
    if not ratio:
        return Outcome(goal, "not measured", met=False)
    return Outcome(goal, f"1/{1 / ratio['p50']:.0f}", met=ratio["p50"] <= _TO_WHOOSH)


def _http(result: Result | None) -> Iterator[Outcome]:
    goal = f"HTTP uncached at ~12,000: p50 ≤ {_HTTP_P50_MS:g} ms, p99 ≤ {_HTTP_P99_MS:g} ms"
    flood_goal = f"HTTP at 100 queries a second at ~12,000: p99 ≤ {_FLOOD_P99_MS:g} ms"
    if not result:
        yield Outcome(goal, "not measured", met=False)
        yield Outcome(flood_goal, "not measured", met=False)
        return
    alone, flood = result["uncached"], result["flood"]
    met = alone["p50_ms"] <= _HTTP_P50_MS and alone["p99_ms"] <= _HTTP_P99_MS
    yield Outcome(goal, f"{alone['p50_ms']:.2f} and {alone['p99_ms']:.2f} ms", met=met)
    yield Outcome(flood_goal, f"{flood['p99_ms']:.2f} ms", met=flood["p99_ms"] <= _FLOOD_P99_MS)


def _indexing(result: Result | None) -> Iterator[Outcome]:
    goal = (
        f"1,238 files from Markdown to a sealed index: ≤ {_INDEX_CPU_SECONDS:g} s CPU, "
        f"≤ {_INDEX_PEAK_MB} MB at the peak, ≤ {_INDEX_DISK_MB} MB on disk"
    )
    change_goal = f"One file changed there: ≤ {_CHANGE_CPU_SECONDS:g} s CPU"
    if not result or "total_cpu_seconds" not in result:
        yield Outcome(goal, "not measured", met=False)
        yield Outcome(change_goal, "not measured", met=False)
        return
    cpu, peak, disk = (
        result[key] for key in ("total_cpu_seconds", "built_peak_mb", "generation_mb")
    )
    met = cpu <= _INDEX_CPU_SECONDS and peak <= _INDEX_PEAK_MB and disk <= _INDEX_DISK_MB
    yield Outcome(goal, f"{cpu:.1f} s, {peak:.0f} MB, {disk:.1f} MB", met=met)
    change = result["change_cpu_seconds"]
    yield Outcome(change_goal, f"{change:.2f} s", met=change <= _CHANGE_CPU_SECONDS)


def _bombs(result: Result | None) -> Outcome:
    goal = f"A text made to be much work refused: < {_BOMB_MS:g} ms CPU, < {_BOMB_MB:g} MB more"
    if not result:
        return Outcome(goal, "not measured", met=False)
    worst = [one for kind, one in result["worst"].items() if kind.startswith("refused")]
    slowest, largest = (max(one[unit] for one in worst) for unit in ("ms", "mb"))
    met = slowest < _BOMB_MS and largest < _BOMB_MB
    return Outcome(goal, f"at most {slowest:.0f} ms, {largest:.0f} MB", met=met)


def _release(result: Result | None) -> Iterator[Outcome]:
    goal = f"Release of the own content: ≤ {_COLD_SECONDS:g} s cold, ≤ {_WARM_SECONDS:g} s warm"
    save_goal = f"A saved page drawn: ≤ {_SAVE_SECONDS:g} s"
    if not result:
        yield Outcome(goal, "not measured", met=False)
        yield Outcome(save_goal, "not measured", met=False)
        return
    cold, warm = result["cold"]["seconds"], result["warm"]["seconds"]
    met = cold <= _COLD_SECONDS and warm <= _WARM_SECONDS
    yield Outcome(goal, f"{cold:.1f} and {warm:.1f} s", met=met)
    steps = result["save_seconds"]
    drawn = steps["drawn_seconds"]
    cpu = steps["drawn_own_cpu_seconds"]
    measured = f"drawn after {drawn:.2f} s ({cpu:.2f} s CPU), "
    measured += f"in the search after {steps['rebuilt_seconds']:.2f} s"
    yield Outcome(save_goal, measured, met=drawn <= _SAVE_SECONDS)
