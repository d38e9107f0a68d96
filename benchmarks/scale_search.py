"""`python -m benchmarks.scale_search FOLDER SIZE …`: opening a whole search whose files are mapped.

FOLDER holds Markdown; passages are made as in `scale`. Two workers open the same files and answer
the same typed texts; a search that holds everything in memory says what they should answer (of the
units of an article, those that it finds: all of them analysed would not fit). Writes
`results/scale-search-FOLDER-SIZE.json`. A million passages take half an hour and 14 GB.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from benchmarks import corpora, machine
from benchmarks.made_postings import made, pieces_of
from benchmarks.scale import milliseconds, processes, timed
from benchmarks.scale_documents import made_documents
from search_service.answering.answers import Answering
from search_service.answering.article_units import ArticleUnits, article_units
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.answering.suggest import completions
from search_service.answering.unit_index import (
    HeldNames,
    TermWeights,
    UnitIndex,
    UnitsOfArticles,
    coded_units,
    headlines_of,
    named_units,
    unit_counts,
    units_by_article,
)
from search_service.answering.unit_terms import UnitTerms
from search_service.asking.lexicon import Lexicon
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.mapped_documents import write_mapped_documents
from search_service.engines.mapped_index import write_mapped_index
from search_service.engines.mapped_look_ups import LookUps, write_look_ups
from search_service.engines.mapped_units import write_mapped_units
from search_service.releases.publish import load_analyser
from search_service.releases.search_index import lexicon_of, open_search_in, search_in_memory
from search_service.settings import Settings

_QUERIES = 200
_PREFIX = 2


def _answers(search: Search, texts: list[str]) -> tuple[list[Any], list[float]]:
    """What each text finds and is answered, and what its beginning is completed to; CPU seconds."""
    found, seconds = [], []
    for text in texts:
        started = time.thread_time()
        result = search.search(text)
        seconds.append(time.thread_time() - started)
        hits = [[hit.passage, hit.score, hit.url] for hit in result.hits]
        typed = [[one.text, one.url] for one in search.suggest(text[:_PREFIX])]
        said = orjson.dumps((result.answer, result.also_possible)).decode()
        found.append([result.total, hits, typed, said])
    return found, seconds


class _OnDemand(UnitsOfArticles):
    """The units of articles in memory, analysed when somebody asks for them."""

    def __init__(self, documents: Documents, read: UnitTerms, weights: TermWeights) -> None:
        self._grouped = units_by_article(documents)
        self._documents, self._read, self._weights = documents, read, weights

    def __getitem__(self, code: str) -> ArticleUnits:
        headlines = headlines_of(self._documents, code)
        return article_units(self._grouped[code], headlines, self._read, self._weights.mass)

    def __contains__(self, code: object) -> bool:
        return code in self._grouped

    def __len__(self) -> int:
        return len(self._grouped)

    def __iter__(self) -> Iterator[str]:
        return iter(self._grouped)


def _index_on_demand(documents: Documents, read: UnitTerms) -> UnitIndex:
    weights = TermWeights(unit_counts(documents, read), len(documents.units))
    grouped = units_by_article(documents)
    named = named_units(grouped, documents.tool_articles)
    articles = _OnDemand(documents, read, weights)
    return UnitIndex(weights, articles, HeldNames(named), coded_units(named, grouped))


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
    gc.collect()
    gc.freeze()  # as a service does
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
    postings = made(pieces, size)
    documents = made_documents(corpus, pieces, size, with_units=True)
    result: dict[str, Any] = {
        "suite": "scale-search",
        **machine.description(),
        "corpus": corpus.name,
        "passages": size,
        "articles": len(documents.articles),
        "units": len(documents.units),
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
        read = UnitTerms(analyser)
        _, result["writing_units"] = timed(
            lambda: write_mapped_units(folder / "look_ups", documents, read)
        )
        answering = Answering(documents, analyser, index=_index_on_demand(documents, read))
        search, result["opening_in_memory"] = timed(
            lambda: search_in_memory(documents, postings, analyser, answering)
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
        result["same_lists_answers_and_completions"] = f"{same} of {len(texts)}"
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
