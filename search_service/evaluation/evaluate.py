"""Runs the judged queries through a `Search` and sums up; compares two runs query by query."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.evaluation.datasets import Dataset, JudgedQuery
from search_service.evaluation.metrics import METRICS, all_metrics
from search_service.releases.publish import publish
from search_service.settings import Settings

_BOOTSTRAP_SAMPLES = 2_000


@dataclass(frozen=True)
class QueryOutcome:
    """What one query returned and how good it was."""

    query: JudgedQuery
    ranked: tuple[str, ...]
    metrics: Mapping[str, float]
    milliseconds: float

    def place(self) -> int | None:
        """Place of the first relevant document, from 1; None when it was not found."""
        places = (n for n, d in enumerate(self.ranked, 1) if self.query.judgements.get(d, 0) > 0)
        return next(places, None)


@dataclass(frozen=True)
class Evaluation:
    """All outcomes of one run."""

    dataset: str
    outcomes: tuple[QueryOutcome, ...]

    def mean(self, metric: str) -> float:
        """Mean of a metric over the queries."""
        return float(np.mean([outcome.metrics[metric] for outcome in self.outcomes]))

    def summary(self) -> dict[str, float]:
        """Means of all metrics, and milliseconds a query at p50 and p99."""
        times = [outcome.milliseconds for outcome in self.outcomes]
        means = {metric: round(self.mean(metric), 4) for metric in METRICS}
        p50, p99 = (round(float(value), 3) for value in np.percentile(times, [50, 99]))
        return {**means, "p50_ms": p50, "p99_ms": p99}

    def as_rows(self) -> list[dict[str, Any]]:
        """JSON-ready: what each query returned."""
        return [
            {"text": o.query.text, "ranked": o.ranked[:50], "milliseconds": o.milliseconds}
            for o in self.outcomes
        ]

    @classmethod
    def from_rows(cls, dataset: Dataset, rows: Iterable[Mapping[str, Any]]) -> Evaluation:
        """What `as_rows` gave, judged by the queries of `dataset`; others are left out."""
        queries = {query.text: query for query in dataset.queries}
        outcomes = tuple(
            QueryOutcome(
                queries[row["text"]],
                tuple(row["ranked"]),
                all_metrics(row["ranked"], queries[row["text"]].judgements),
                row["milliseconds"],
            )
            for row in rows
            if row["text"] in queries
        )
        return cls(dataset.name, outcomes)

    def write_csv(self, file: Path) -> None:
        """One row a query: id, kind, text, expected, first three found, metrics."""
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["id", "kind", "query", "expected", "found", *METRICS])
            for outcome in self.outcomes:
                query = outcome.query
                expected = "|".join(d for d, grade in query.judgements.items() if grade > 0)
                found = "|".join(outcome.ranked[:3])
                values = [round(outcome.metrics[metric], 4) for metric in METRICS]
                writer.writerow([query.id, query.kind, query.text, expected, found, *values])


def index_documents(documents: Documents, analyser: Analyser, folder: Path) -> Search:
    """Index a data set under `folder` in the product's own way."""
    return publish(Settings(state_dir=folder.resolve()), documents, analyser, force=True)


def evaluate(
    dataset: Dataset,
    search: Search,
    distort: Callable[[str], str] | None = None,
) -> Evaluation:
    """Run every query of the data set.

    Args:
        dataset: Queries and judgements.
        search: Opened on the data set's documents.
        distort: Changes each query before it is asked, as in `robustness`.
    """
    outcomes = []
    for query in dataset.queries:
        text = distort(query.text) if distort else query.text
        started = time.perf_counter()
        ranked = tuple(document for document, _ in search.rank_articles(text))
        elapsed = (time.perf_counter() - started) * 1000
        metrics = all_metrics(ranked, query.judgements)
        outcomes.append(QueryOutcome(query, ranked, metrics, elapsed))
    return Evaluation(dataset.name, tuple(outcomes))


@dataclass(frozen=True)
class Difference:
    """How a metric changed from one run to another, with a 95 % interval."""

    metric: str
    before: float
    after: float
    low: float
    high: float


def compare(before: Evaluation, after: Evaluation, metric: str = "nDCG@10") -> Difference:
    """Paired bootstrap over the queries that both runs have (Efron and Tibshirani 1993, ch. 13)."""
    old = {outcome.query.text: outcome.metrics[metric] for outcome in before.outcomes}
    pairs = [
        (old[outcome.query.text], outcome.metrics[metric])
        for outcome in after.outcomes
        if outcome.query.text in old
    ]
    values = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    changes = values[:, 1] - values[:, 0]
    random = np.random.default_rng(0)
    samples = random.choice(changes, (_BOOTSTRAP_SAMPLES, len(changes))).mean(axis=1)
    low, high = np.percentile(samples, [2.5, 97.5])
    means = values.mean(axis=0)
    return Difference(metric, float(means[0]), float(means[1]), float(low), float(high))
