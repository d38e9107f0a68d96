"""What is called sure, on questions that an article answers and on questions that none does."""

from __future__ import annotations

import csv

from search_service.evaluation.answers import load_unanswered
from tests.builders import ROOT
from tests.conftest import RealBuild

JUDGEMENTS = ROOT / "content" / "judgements"
# 0.80 of 366 right first hits, the held-out questions among them.
LEAST_SURE_OF_RIGHT = 0.76
MOST_SURE_OF_NOTHING = 0.1


def test_right_first_hits_are_mostly_called_sure(real_build: RealBuild) -> None:
    with (JUDGEMENTS / "answers.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    results = [(real_build.search.search(row["query"], limit=1), row) for row in rows]
    right = [
        result
        for result, row in results
        if result.hits and result.hits[0].article.id in row["articles"].split("|")
    ]

    assert len(right) >= 0.85 * len(rows)
    assert sum(result.confident for result in right) >= LEAST_SURE_OF_RIGHT * len(right)


def test_a_question_that_nothing_answers_is_hardly_ever_called_sure(real_build: RealBuild) -> None:
    texts = [one.text for one in load_unanswered(JUDGEMENTS / "no_answer.tsv")]
    sure = [text for text in texts if real_build.search.search(text).confident]

    assert len(sure) <= MOST_SURE_OF_NOTHING * len(texts), sure
