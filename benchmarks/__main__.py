"""`python -m benchmarks`: measure, write JSON to `benchmarks/results/`, tables to `docs/`.

Without an argument: every suite on the site's own content, and on more passages made from it;
that needs nothing outside the repository and ends within six minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import bombs, corpora, http_service, indexing, peers, release, report, segmenters
from benchmarks.report import SUITES
from benchmarks.workspace import published

RESULTS = Path(__file__).parent / "results"
GENERATED = 2_000


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("suite", nargs="?", default="all", choices=["all", *SUITES, "report"])
    parser.add_argument("--corpus", type=Path, help="folder of Markdown files, or a BEIR folder")
    parser.add_argument("--size", type=int, help="about how many passages")
    parser.add_argument("--queries", type=int, default=300, help="different queries (300)")
    parser.add_argument(
        "--seconds", type=float, default=15.0, help="most CPU seconds of queries per engine (15)"
    )
    return parser.parse_args()


def _measure(arguments: argparse.Namespace, size: int | None) -> Iterator[dict[str, Any]]:
    suites = SUITES if arguments.suite == "all" else (arguments.suite,)
    folder: Path | None = arguments.corpus
    corpus = corpora.load(folder, size)
    print(f"{corpus.name}: {len(corpus.documents.passages)} passages", file=sys.stderr)
    if "segmenters" in suites:
        yield segmenters.run(corpus)
    if "indexing" in suites:
        markdown = folder is not None and corpus.made_by == "sections"
        yield indexing.run(corpus, folder if markdown else None)
    if "release" in suites and folder is None and size is None:
        yield release.run(corpus)
    if "bombs" in suites and folder is None and size is None:
        yield bombs.run(corpus)
    if {"peers", "http"} & set(suites):
        with published(corpus) as work:
            if "peers" in suites:
                yield peers.run(work, arguments.queries, arguments.seconds)
            if "http" in suites:
                yield http_service.run(work)


def main() -> None:
    """Run what was asked for."""
    arguments = _arguments()
    if arguments.suite != "report":
        default = arguments.corpus is None and arguments.size is None
        for size in (None, GENERATED) if default else (arguments.size,):
            for result in _measure(arguments, size):
                name = "-".join([result["suite"], result["corpus"], *([str(size)] if size else [])])
                written = json.dumps(result, ensure_ascii=False, indent=2)
                (RESULTS / f"{name}.json").write_text(written + "\n", encoding="utf-8")
                print(f"benchmarks/results/{name}.json")
    report.write(RESULTS)


if __name__ == "__main__":
    main()
