"""The results as Markdown tables and charts in `docs/benchmarks/`.

Everything between the two marks of `docs/benchmarks/README.md` is written from the JSON files;
the text around it is written by people. What was measured by other commands than
`python -m benchmarks` lies in the same folder and has pages of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.chart import Bar, bar_chart
from benchmarks.goals import outcomes
from benchmarks.machine import ROOT

_DOCS = ROOT / "docs" / "benchmarks"
_PAGE = _DOCS / "README.md"
SUITES = ("peers", "http", "indexing", "release", "bombs", "segmenters")
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"
Result = Mapping[str, Any]


def write(folder: Path) -> None:
    """Write tables and charts from all results in `folder`."""
    read = (
        json.loads(file.read_text(encoding="utf-8")) | {"name": file.stem}
        for file in sorted(folder.glob("*.json"))
    )
    results = [result for result in read if result.get("suite") in SUITES]
    results.sort(key=lambda result: (result["passages"], result["corpus"]))
    page = _PAGE.read_text(encoding="utf-8")
    before, after = page.partition(BEGIN)[0], page.partition(END)[2]
    written = "\n".join(_sections(results))
    _PAGE.write_text(f"{before}{BEGIN}\n\n{written}\n{END}{after}", encoding="utf-8")


def _sections(results: Sequence[Result]) -> Iterator[str]:
    yield "## Goals\n"
    rows = [(o.goal, o.measured, "yes" if o.met else "**no**") for o in outcomes(results)]
    yield _table(("Goal", "Measured", "Met"), rows)
    yield "## Engines\n"
    for result in results:
        if result["suite"] == "peers":
            yield from _engines(result)
    yield "## HTTP\n"
    yield from _http([result for result in results if result["suite"] == "http"])
    yield "## Indexing\n"
    yield from _indexing([result for result in results if result["suite"] == "indexing"])
    yield "## Release and save\n"
    yield from _release([result for result in results if result["suite"] == "release"])
    yield "## Texts made to be much work\n"
    yield from _bombs([result for result in results if result["suite"] == "bombs"])
    yield "## Segmenters\n"
    for result in results:
        if result["suite"] == "segmenters":
            yield from _segmenters(result)


def _engines(result: Result) -> Iterator[str]:
    engines = sorted(result["engines"].items(), key=lambda item: item[1]["p50_ms"])
    title = f"{_corpus(result)}: CPU time of a query"
    bars = [
        Bar(name, one["p50_ms"], one["p99_ms"], own=name.startswith("ours"))
        for name, one in engines
    ]
    picture = f"{result['name']}.svg"
    subtitle = "bar: p50, line: to p99; logarithmic"
    (_DOCS / picture).write_text(bar_chart(title, subtitle, bars), encoding="utf-8")
    yield f"### {_corpus(result)}\n\n![{title}]({picture})\n"
    rows = [
        (
            name,
            *(_milliseconds(one[key]) for key in ("p50_ms", "p95_ms", "p99_ms", "first_p50_ms")),
            *(_ratio(one.get(key)) for key in ("to_tantivy", "to_whoosh")),
            *(_plain(one.get(key)) for key in ("index_seconds", "index_mb", "memory_mb")),
            f"{one['shared_with_ours']:.2f}",
            str(one["queries"]),
        )
        for name, one in engines
    ]
    header = ("engine", "p50 ms", "p95 ms", "p99 ms", "first p50 ms", "to tantivy", "to Whoosh")
    yield _table((*header, "index s", "index MB", "memory MB", "shared", "queries"), rows)
    yield from (f"- {name} was not measured: {why}" for name, why in result["missing"].items())
    yield _measured_on(result)


def _http(results: Sequence[Result]) -> Iterator[str]:
    rows = []
    for result in results:
        for key, words in (
            ("uncached", "one by one, each new"),
            ("cached", "one by one, the same"),
            ("flood", f"{result['per_second']} a second for {result['seconds']} s"),
        ):
            one = result[key]
            times = (f"{one[name]:.2f}" for name in ("p50_ms", "p95_ms", "p99_ms"))
            different = one.get("distinct_queries", one["requests"] if key == "uncached" else 1)
            cpu = _plain(one.get("server_cpu_ms"))
            rows.append((_corpus(result), words, *times, cpu, str(one["requests"]), str(different)))
    header = ("corpus", "requests", "p50 ms", "p95 ms", "p99 ms", "CPU ms each", "number")
    yield _table((*header, "different"), rows)
    yield from map(_measured_on, results)


def _indexing(results: Sequence[Result]) -> Iterator[str]:
    rows = [
        (
            _corpus(result),
            f"{result['files']:,}",
            *(
                f"{result[key]:.2f}" if key != "read_seconds" or result["from_markdown"] else "–"
                for key in (
                    "load_analyser_seconds",
                    "read_seconds",
                    "publish_seconds",
                    "total_seconds",
                )
            ),
            f"{result['total_cpu_seconds']:.2f}" if "total_cpu_seconds" in result else "–",
            (f"{result['change_read_seconds']:.2f} + " if result["from_markdown"] else "")
            + f"{result['change_publish_seconds']:.2f}",
            str(result["peak_memory_mb"]),
            str(result["generation_mb"]),
        )
        for result in results
    ]
    header = ("corpus", "articles", "load s", "read s", "publish s", "all s", "all CPU s")
    yield _table((*header, "one change: (read +) publish s", "peak MB", "generation MB"), rows)
    yield from map(_measured_on, results)


def _release(results: Sequence[Result]) -> Iterator[str]:
    rows = [
        (
            _corpus(result),
            *(f"{result[k]['seconds']} ({result[k]['cpu_seconds']})" for k in ("cold", "warm")),
            *(f"{seconds:.2f}" for seconds in result["save_seconds"].values()),
        )
        for result in results
    ]
    header = ("corpus", "release cold s (CPU)", "warm s (CPU)")
    steps = ("page drawn s", "own CPU s", "all rebuilt s", "own CPU s")
    yield _table((*header, *(f"save: {step}" for step in steps)), rows)
    yield from map(_measured_on, results)


def _bombs(results: Sequence[Result]) -> Iterator[str]:
    rows = [
        (kind, str(result["texts"][kind]), f"{one['ms']:.0f}", f"{one['mb']:.0f}")
        for result in results
        for kind, one in result["worst"].items()
    ]
    yield _table(("kind", "texts", "slowest, CPU ms", "largest, MB more"), rows)
    yield from map(_measured_on, results)


def _segmenters(result: Result) -> Iterator[str]:
    yield f"### {_corpus(result)}, {result['characters']:,} characters\n"
    rows = []
    for name, one in result["segmenters"].items():
        speed = f"{one['characters_per_cpu_second'] / 1e6:.2f}"
        shared = [
            f"{one['agreement'][other]['same_words']:.2%}" if other != name else "–"
            for other in result["segmenters"]
        ]
        rows.append((name, speed, *shared))
    others = (f"words also of {other}" for other in result["segmenters"])
    yield _table(("segmenter", "million characters per CPU second", *others), rows)
    yield from (f"- {name} was not measured: {why}" for name, why in result["missing"].items())
    yield from _differences(result["segmenters"])
    yield _measured_on(result)


def _differences(segmenters: Mapping[str, Any]) -> Iterator[str]:
    """The commonest words that one of a pair has and the other has not."""
    for one, other in (
        ("jieba, HMM off", "rjieba, HMM off"),
        ("jieba, HMM on", "rjieba, HMM on"),
        ("jieba, HMM on", "jieba, HMM off"),
    ):
        if one in segmenters and other in segmenters:
            ours = "、".join(segmenters[one]["agreement"][other]["only_here"]) or "none"
            theirs = "、".join(segmenters[other]["agreement"][one]["only_here"]) or "none"
            yield f"- only {one}: {ours}; only {other}: {theirs}"
    yield ""


def _corpus(result: Result) -> str:
    whole = "" if result["made_by"] in {"sections", "documents"} else f" ({result['made_by']})"
    return f"{result['corpus']}, {result['passages']:,} passages{whole}"


def _measured_on(result: Result) -> str:
    load = " → ".join(
        f"{values[0]:.2f}" for values in (result["load_before"], result["load_after"])
    )
    return (
        f"<sub>{result['name']}: commit {result['commit']}, {result['measured_at'][:10]}, "
        f"{result['cores']} cores of {result['cpu']}, {result['memory_gb']} GB, "
        f"Python {result['python']}, NumPy {result['numpy']}, load {load}, "
        f"corpus sha256 {result['corpus_sha256'][:12]}</sub>\n"
    )


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def _milliseconds(value: float) -> str:
    return f"{value:.3f}"


def _ratio(value: Mapping[str, float] | None) -> str:
    return f"{value['p50']:.3g} · {value['p99']:.3g}" if value else "–"


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
