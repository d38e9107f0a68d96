"""What the whole path costs: typed text to JSON with its answer.

    python -m benchmarks.answer_path
    python -m benchmarks.answer_path FOLDER_OF_MARKDOWN

The judged questions are asked on the site's own content, and with a folder of Markdown on the same
content among all that lies there, of a release opened as the service opens it. CPU time of
`web.answers`' work for each question, in milliseconds at p50 and p99: of the first time that it is
asked, when nothing of it is remembered but words that others asked for too, and the least of
several times.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks import corpora
from benchmarks.machine import ROOT
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.content.corpus import load_corpus
from search_service.evaluation.answers import load_answers
from search_service.evaluation.datasets import load_judgements
from search_service.releases.documents import documents_of
from search_service.releases.live_release import LiveRelease
from search_service.releases.publish import load_analyser, publish
from search_service.settings import Settings
from search_service.web.answers import SearchRequest, json_answer

_ROUNDS = 5


def _times(search: Search, texts: list[str]) -> tuple[list[float], list[float]]:
    """CPU milliseconds of each question: the first time, and the least of several rounds."""
    rounds = []
    for _ in range(_ROUNDS):
        times = []
        for text in texts:
            request = SearchRequest(text, 10, 0, None, False, False, date(2026, 11, 24))  # noqa: FBT003
            started = time.process_time()
            json_answer(search, request)
            times.append((time.process_time() - started) * 1000)
        rounds.append(times)
    return rounds[0], list(map(min, zip(*rounds, strict=True)))


def among(own: Documents, folder: Path) -> Documents:
    """The same content with every section of a folder of Markdown beside it."""
    others = corpora.load(folder).documents
    articles = (*own.articles, *others.articles)
    return replace(own, articles=articles, passages=(*own.passages, *others.passages))


def main() -> None:
    """Index the content and print one row."""
    own = documents_of(load_corpus(ROOT / "content"))
    documents = among(own, Path(sys.argv[1])) if sys.argv[1:] else own
    judged = ROOT / "content" / "judgements"
    texts = [query.text for query in load_judgements(judged / "queries.tsv", own).queries]
    texts += [one.text for one in load_answers(judged / "answers.tsv")]
    with tempfile.TemporaryDirectory() as state:
        settings = Settings(project_dir=ROOT, state_dir=Path(state))
        analyser = load_analyser(settings)
        started = time.perf_counter()
        publish(settings, documents, analyser)
        published = time.perf_counter() - started
        live = LiveRelease(settings, analyser)
        started = time.process_time()
        live.refresh()
        opened = time.process_time() - started
        times = _times(live.search, list(dict.fromkeys(texts)))
    rows = zip(("asked first", "least"), times, strict=True)
    for name, (p50, p99) in ((name, np.percentile(row, [50, 99])) for name, row in rows):
        print(f"{name}: {p50:.2f} ms at p50, {p99:.2f} ms at p99 of CPU")
    print(
        f"{len(times[0])} questions, {len(documents.passages)} passages, "
        f"{len(documents.units)} units, published in {published:.1f} s, "
        f"opened in {opened:.2f} s of CPU"
    )


if __name__ == "__main__":
    main()
