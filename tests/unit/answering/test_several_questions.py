from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search_service.answering.ranking import RankedPassage
from search_service.answering.several_questions import with_each_question

CODES = "ABCDEFG"


def listed(ranked: str, bests: list[str]) -> str:
    hits = [RankedPassage(CODES.index(code), 1.0) for code in ranked]
    return "".join(
        CODES[hit.passage]
        for hit in with_each_question(hits, bests, lambda hit: CODES[hit.passage])
    )


def test_the_best_of_each_question_is_among_the_first_three() -> None:
    assert listed("ABCDE", ["A", "E"]) == "ABECD"
    assert listed("ABCDE", ["D", "E"]) == "ADEBC"


def test_what_stands_there_already_stays() -> None:
    assert listed("ABCDE", ["A", "B"]) == "ABCDE"
    assert listed("ABCDE", []) == "ABCDE"


def test_an_article_that_was_not_found_is_not_made_up() -> None:
    assert listed("AB", ["G"]) == "AB"
    assert listed("", ["A"]) == ""


@given(st.permutations(CODES), st.lists(st.sampled_from(CODES), max_size=2))
def test_the_first_hit_stays_and_nothing_is_lost(ranked: list[str], bests: list[str]) -> None:
    found = listed("".join(ranked), bests)

    assert found[0] == ranked[0]
    assert sorted(found) == sorted(ranked)
    assert set(bests) <= set(found[:3])
