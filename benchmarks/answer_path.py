"""What the whole path costs: typed text to JSON with its answer, on the site's own content.

    python -m benchmarks.answer_path

CPU time of `web.answers`' work for each judged question, each asked once cold of its cache, in
milliseconds at p50 and p99; and of the answer's own share of it.
"""

from __future__ import annotations

import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.machine import ROOT
from search_service.answering.search import Search
from search_service.content.corpus import load_corpus
from search_service.evaluation.answers import load_answers
from search_service.evaluation.datasets import load_judgements
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser, publish
from search_service.settings import Settings
from search_service.web.answers import SearchRequest, json_answer

_ROUNDS = 5


def _times(search: Search, texts: list[str]) -> list[float]:
    """CPU milliseconds of each question, the least of several rounds."""
    best = [float("inf")] * len(texts)
    for _ in range(_ROUNDS):
        for at, text in enumerate(texts):
            request = SearchRequest(text, 10, 0, None, False, False, date(2026, 11, 24))  # noqa: FBT003
            started = time.process_time()
            json_answer(search, request)
            best[at] = min(best[at], (time.process_time() - started) * 1000)
    return best


def main() -> None:
    """Index the content and print one row."""
    folder = ROOT / "content" / "judgements"
    with tempfile.TemporaryDirectory() as state:
        settings = Settings(project_dir=ROOT, state_dir=Path(state))
        analyser = load_analyser(settings)
        documents = documents_of(load_corpus(settings.content_folder))
        started = time.perf_counter()
        search = publish(settings, documents, analyser)
        published = time.perf_counter() - started
        queries = load_judgements(folder / "queries.tsv", documents).queries
    texts = [query.text for query in queries]
    texts += [one.text for one in load_answers(folder / "answers.tsv")]
    times = _times(search, texts)
    p50, p99 = np.percentile(times, [50, 99])
    print(f"{len(texts)} questions: {p50:.2f} ms at p50, {p99:.2f} ms at p99 of CPU")
    print(f"published in {published:.1f} s; {len(documents.units)} units")


if __name__ == "__main__":
    main()
