"""An article that is known to answer nearly the same question comes further up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from search_service.answering.known_question import COMPARED, LONGEST, by_known_question
from search_service.answering.phrasings import NO_LIKENESS, Likeness, phrasings_of
from search_service.answering.ranking import RankedPassage, worth_showing
from search_service.answering.term_sums import Weighed
from tests.builders import ROOT

# The browser is held to the same cases: tests/javascript/known_question.test.js.
CASES = json.loads((ROOT / "tests" / "javascript" / "known_question.json").read_text("utf-8"))
HITS = [RankedPassage(0, 10.0), RankedPassage(1, 9.0), RankedPassage(2, 3.0)]
NEAREST = {0: 0.1, 1: 0.9, 2: 1.0}


def known(hit: RankedPassage) -> Likeness:
    return Likeness(NEAREST.get(hit.passage, 1.0), 0.0, 0.0)


def test_the_nearer_of_two_close_hits_comes_first_and_a_far_one_does_not() -> None:
    assert [hit.passage for hit in by_known_question(HITS, 10.0, known)] == [1, 0, 2]


@pytest.mark.parametrize("like", [Likeness(0.0, 0.9, 0.0), Likeness(0.0, 0.0, 1.5)])
def test_a_question_of_a_piece_and_many_questions_speak_for_an_article_too(like: Likeness) -> None:
    ranked = by_known_question(HITS, 10.0, lambda hit: like if hit.passage == 1 else NO_LIKENESS)

    assert [hit.passage for hit in ranked] == [1, 0, 2]


def test_the_nearest_question_counts_once_whichever_it_is() -> None:
    both = by_known_question(HITS, 10.0, lambda _: Likeness(0.6, 0.6, 0.0))
    one = by_known_question(HITS, 10.0, lambda _: Likeness(0.6, 0.0, 0.0))

    assert both == one


def test_the_factor_is_kept_with_the_hit() -> None:
    scores = {hit.passage: hit.score for hit in HITS}
    for hit in by_known_question(HITS, 10.0, known):
        assert hit.score == scores[hit.passage] * hit.known


def test_a_long_text_is_compared_with_nothing() -> None:
    assert by_known_question(HITS, LONGEST, known) == HITS


def test_what_its_code_puts_first_stays_there_and_scores_most() -> None:
    typed = RankedPassage(7, 10.0, by_code=True)
    ranked = by_known_question([typed, *HITS], 10.0, known)

    assert ranked[0].passage == typed.passage
    assert ranked[0].score == max(hit.score for hit in ranked)


def test_only_the_first_few_are_compared() -> None:
    many = [RankedPassage(number, 100.0 - number) for number in range(COMPARED + 3)]
    ranked = by_known_question(many, 10.0, lambda _: Likeness(1.0, 0.0, 0.0))

    assert [hit.passage for hit in ranked if hit.known > 1.0] == list(range(COMPARED))


def test_no_hit_is_left_out_because_another_is_known() -> None:
    hits = [RankedPassage(0, 10.0), RankedPassage(1, 3.6)]
    ranked = by_known_question(hits, 10.0, lambda hit: Likeness(hit.passage == 0, 0.0, 0.0))

    assert len(worth_showing(ranked)) == len(hits)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_questions_add_what_they_add_in_the_browser(case: dict[str, Any]) -> None:
    weights = {("w", term): weight for term, weight in case["asked"].items()}
    given = case["phrasings"]
    texts = [frozenset(("w", term) for term in one["terms"]) for one in given]
    phrasings = phrasings_of(texts, [one["mass"] for one in given], len(given))
    like = phrasings.likeness(Weighed(weights), sum(weights.values()))

    (hit,) = by_known_question(HITS[:1], 10.0, lambda _: like)

    assert hit.known == pytest.approx(case["factor"], rel=1e-8)


def test_what_stands_first_by_its_code_hides_nothing_that_stood_beside_it() -> None:
    lifted = RankedPassage(7, HITS[0].score, by_code=True)
    ranked = by_known_question([lifted, *HITS], 10.0, lambda _: Likeness(1.0, 1.0, 1.0))

    assert ranked[0].passage == lifted.passage
    assert ranked[0].score == max(hit.score for hit in ranked)
    shown = [hit.passage for hit in worth_showing(ranked)]
    assert shown == [hit.passage for hit in worth_showing([lifted, *HITS])]
