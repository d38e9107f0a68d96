"""Rank metrics over binary or graded judgements; held equal to ir-measures by a test."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Judgements = Mapping[str, int]


def ndcg(ranked: Sequence[str], judgements: Judgements, k: int) -> float:
    """Normalised discounted cumulative gain at k (Järvelin and Kekäläinen 2002), linear gain."""
    gains = [judgements.get(document, 0) for document in ranked[:k]]
    ideal = sorted(judgements.values(), reverse=True)[:k]
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1) if gain > 0)


def reciprocal_rank(ranked: Sequence[str], judgements: Judgements, k: int) -> float:
    """One over the place of the first relevant document among the first k, else 0."""
    for place, document in enumerate(ranked[:k], 1):
        if judgements.get(document, 0) > 0:
            return 1 / place
    return 0.0


def recall(ranked: Sequence[str], judgements: Judgements, k: int) -> float:
    """Share of the relevant documents among the first k."""
    relevant = {document for document, grade in judgements.items() if grade > 0}
    return len(relevant.intersection(ranked[:k])) / len(relevant)


def success(ranked: Sequence[str], judgements: Judgements, k: int) -> float:
    """1 when a relevant document is among the first k, else 0."""
    return float(any(judgements.get(document, 0) > 0 for document in ranked[:k]))


METRICS = {
    "nDCG@10": (ndcg, 10),
    "MRR@10": (reciprocal_rank, 10),
    "recall@10": (recall, 10),
    "recall@50": (recall, 50),
    "success@1": (success, 1),
    "success@3": (success, 3),
    "success@5": (success, 5),
}


def all_metrics(ranked: Sequence[str], judgements: Judgements) -> dict[str, float]:
    """Every metric of one query; `judgements` must hold at least one relevant document."""
    return {name: metric(ranked, judgements, k) for name, (metric, k) in METRICS.items()}
