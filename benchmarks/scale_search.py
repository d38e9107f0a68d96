"""`python -m benchmarks.scale_search FOLDER SIZE …`: opening a whole search whose files are mapped.

FOLDER holds Markdown; passages are made as in `scale`. Two workers open the same files and answer
the same typed texts; a search that holds everything in memory says what they should answer. Writes
`results/scale-search-FOLDER-SIZE.json`. A million passages take half an hour and 8 GB.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import corpora, machine
from benchmarks.made_postings import made, pieces_of
from benchmarks.scale import milliseconds, processes, timed
from benchmarks.scale_documents import made_documents
from search_service.answering.search import Search
from search_service.answering.suggest import completions
from search_service.asking.lexicon import Lexicon
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.mapped_documents import write_mapped_documents
from search_service.engines.mapped_index import write_mapped_index
from search_service.engines.mapped_look_ups import LookUps, write_look_ups
from search_service.releases.publish import load_analyser
from search_service.releases.search_index import lexicon_of, open_search_in, search_in_memory
from search_service.settings import Settings

_QUERIES = 200
_PREFIX = 2


def _answers(search: Search, texts: list[str]) -> tuple[list[Any], list[float]]:
    """What each text finds, and what its beginning is completed to; CPU seconds of finding."""
    found, seconds = [], []
    for text in texts:
        started = time.thread_time()
        result = search.search(text)
        seconds.append(time.thread_time() - started)
        hits = [[hit.passage, hit.score, hit.url] for hit in result.hits]
        typed = [[one.text, one.url] for one in search.suggest(text[:_PREFIX])]
        found.append([result.total, hits, typed])
    return found, seconds


def worker(folder: Path) -> None:
    """One of two processes that serve."""
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    analyser, opening = timed(lambda: load_analyser(Settings(project_dir=machine.ROOT)))
    started = {"analysis": opening}
    search, started["search"] = timed(
        lambda: open_search_in(
            folder, "made", analyser, EmbeddedEngine, folder / "ready", folder / "look_ups"
        )
    )
    found, first = _answers(search, texts)
    _, again = _answers(search, texts)
    said = {
        "opening": started,
        "query_cpu_ms_at_first": milliseconds(first),
        "query_cpu_ms": milliseconds(again),
        "lists": found,
    }
    print(json.dumps(said), flush=True)
    sys.stdin.readline()  # until both have said so


def _run(corpus: corpora.Corpus, size: int) -> dict[str, Any]:
    analyser = load_analyser(Settings(project_dir=machine.ROOT))
    pieces = pieces_of(corpus, analyser)
    lexicon = Lexicon.build((), pieces.postings.collection_frequencies("w"), frozenset(), analyser)
    texts = corpora.typed_queries(corpus, _QUERIES, analyser, lexicon)
    postings, documents = made(pieces, size), made_documents(corpus, pieces, size)
    result: dict[str, Any] = {
        "suite": "scale-search",
        **machine.description(),
        "corpus": corpus.name,
        "passages": size,
        "articles": len(documents.articles),
        "texts": len(texts),
    }
    with tempfile.TemporaryDirectory(prefix="kb-scale-") as name:
        folder = Path(name)
        (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
        for part in ("ready", "look_ups"):
            (folder / part).mkdir()
        write_mapped_index(folder / "ready", postings)
        write_mapped_documents(folder / "ready", documents)
        lexicon = lexicon_of(documents, postings, analyser)
        search, result["opening_in_memory"] = timed(
            lambda: search_in_memory(documents, postings, analyser)
        )
        expected, _ = _answers(search, texts)
        _, result["writing_look_ups"] = timed(
            lambda: write_look_ups(
                folder / "look_ups", LookUps(lexicon, completions(documents, analyser))
            )
        )
        del search
        for part in ("ready", "look_ups"):
            total = sum(file.stat().st_size for file in (folder / part).iterdir())
            result[f"{part}_mb"] = round(total / 1e6, 1)
        workers = processes("benchmarks.scale_search", [str(folder)], 2)
        expected = json.loads(json.dumps(expected))
        lists = [one.pop("lists") for one in workers]
        same = sum(
            all(one == own for one in others) for own, *others in zip(expected, *lists, strict=True)
        )
        result["same_lists_and_completions"] = f"{same} of {len(texts)}"
        result["two_workers"] = workers
    return {**result, "load_after": machine.load()}


def main() -> None:
    """Measure each size."""
    first, *sizes = sys.argv[1:]
    if first == "worker":
        worker(Path(sizes[0]))
        return
    corpus = corpora.load(Path(first))
    for size in map(int, sizes):
        result = _run(corpus, size)
        name = f"scale-search-{corpus.name}-{size}.json"
        written = json.dumps(result, ensure_ascii=False, indent=2)
        (machine.ROOT / "benchmarks" / "results" / name).write_text(written + "\n", "utf-8")
        print(written)


if __name__ == "__main__":
    main()
