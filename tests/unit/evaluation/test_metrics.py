from __future__ import annotations

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from search_service.evaluation.metrics import all_metrics

DOCUMENTS = [f"d{number}" for number in range(60)]
THEIRS = {
    "nDCG@10": nDCG @ 10,
    "MRR@10": RR @ 10,
    "recall@10": R @ 10,
    "recall@50": R @ 50,
    "success@1": Success @ 1,
    "success@3": Success @ 3,
    "success@5": Success @ 5,
}


@given(
    ranked=st.permutations(DOCUMENTS),
    judgements=st.dictionaries(st.sampled_from(DOCUMENTS), st.integers(0, 3), min_size=1).filter(
        lambda grades: any(grades.values())
    ),
    length=st.integers(0, len(DOCUMENTS)),
)
def test_every_metric_equals_that_of_ir_measures(
    ranked: list[str], judgements: dict[str, int], length: int
) -> None:
    ranked = ranked[:length]
    run = {"q": {document: float(-place) for place, document in enumerate(ranked)}}
    theirs = ir_measures.calc_aggregate(list(THEIRS.values()), {"q": judgements}, run)

    ours = all_metrics(ranked, judgements)

    assert set(ours) == set(THEIRS)
    for name, measure in THEIRS.items():
        assert ours[name] == pytest.approx(theirs[measure], abs=1e-9)


def test_a_relevant_document_that_was_not_found_lowers_recall() -> None:
    assert all_metrics(["a"], {"a": 1, "b": 1})["recall@10"] == 0.5
