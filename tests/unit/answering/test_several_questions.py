from __future__ import annotations

from dataclasses import replace
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from search_service.answering.answers import Answers
from search_service.answering.extracts import Extract
from search_service.answering.ranking import RankedPassage
from search_service.answering.several_questions import (
    Question,
    Questions,
    answers_to_each,
    questions_of,
    with_each_question,
)

CODES = "ABCDEFG"


def extract(code: str) -> Extract:
    return Extract(
        kind="box",
        article_id=code,
        title=code,
        url=f"/{code}/",
        anchor=None,
        heading=None,
        lead="",
        source="article",
        parts=(),
        confidence=0.9,
        level="sure",
        unverified=False,
    )


def questions(bests: str, *, apart: bool = False, answered: str = "") -> Questions:
    def of(code: str) -> Answers:
        found = extract(code) if code in answered else None
        return Answers(found, (), {code: (extract("x"),)})

    return Questions(tuple(Question(code, partial(of, code)) for code in bests), apart)


def listed(ranked: str, bests: str, *, apart: bool = False) -> str:
    hits = [RankedPassage(CODES.index(code), 1.0) for code in ranked]
    return "".join(
        CODES[hit.passage]
        for hit in with_each_question(
            hits, questions(bests, apart=apart), lambda hit: CODES[hit.passage]
        )
    )


def test_the_best_of_each_question_is_among_the_first_three() -> None:
    assert listed("ABCDE", "AE") == "ABECD"
    assert listed("ABCDE", "DE") == "ADEBC"


def test_what_stands_there_already_stays() -> None:
    assert listed("ABCDE", "AB") == "ABCDE"
    assert listed("ABCDE", "") == "ABCDE"


def test_an_article_that_was_not_found_is_not_made_up() -> None:
    assert listed("AB", "G") == "AB"
    assert listed("", "A") == ""
    assert listed("AB", "GF", apart=True) == "AB"


def test_an_article_on_neither_question_does_not_stand_first() -> None:
    assert listed("ABCDE", "DC", apart=True) == "DCABE"
    assert listed("ABCDE", "EA", apart=True) == "ABECD"


def test_no_part_is_asked_that_makes_no_difference() -> None:
    asked: list[str] = []

    def question(part: str) -> Question | None:
        asked.append(part)
        return Question(part, Answers) if part in CODES else None

    def of(parts: str, found: int, *, apart: bool) -> tuple[str, bool, str]:
        asked.clear()
        known = questions_of(parts, found, question, apart=apart)
        return "".join(one.best for one in known.understood), known.apart, "".join(asked)

    assert of("AB", 4, apart=False) == ("AB", False, "AB")
    assert of("AB", 3, apart=False) == ("", False, "")
    assert of("AB", 3, apart=True) == ("AB", True, "AB")
    assert of("AA", 3, apart=True) == ("AA", False, "AA")
    assert of("xB", 3, apart=True) == ("", False, "x")
    assert of("xB", 4, apart=True) == ("B", False, "xB")
    assert of("", 9, apart=False) == ("", False, "")


@given(
    ranked=st.permutations(CODES).map(lambda codes: codes[:3]),
    bests=st.text(st.sampled_from(CODES), max_size=2),
)
def test_three_hits_stand_where_questions_would_move_them_to(ranked: list[str], bests: str) -> None:
    assert listed("".join(ranked), bests) == "".join(ranked)


def test_each_question_is_answered_in_the_order_asked() -> None:
    whole = Answers(extract("A"), (), {"A": (extract("A"),)})

    found = answers_to_each(questions("DC", apart=True, answered="DC"), whole)

    assert found.answer == extract("D")
    assert found.also_possible == (extract("C"),)
    assert found.extracts == {"A": (extract("A"),), "D": (extract("x"),), "C": (extract("x"),)}


def test_answers_together_are_no_surer_than_the_least_sure() -> None:
    asked = questions("DC", apart=True, answered="D")
    possible = Answers(replace(extract("C"), level="possible"))
    both = replace(asked, understood=(asked.understood[0], Question("C", lambda: possible)))

    found = answers_to_each(both, Answers()).answer

    assert found is not None
    assert found.level == "possible"


def test_without_an_answer_to_any_that_of_the_whole_text_stays() -> None:
    whole = Answers(extract("A"))

    assert answers_to_each(questions("DC", apart=True), whole) is whole


@given(
    ranked=st.permutations(CODES),
    bests=st.text(st.sampled_from(CODES), max_size=2),
    apart=st.booleans(),
)
def test_nothing_is_lost_and_the_first_gives_way_only_to_questions(
    ranked: list[str], bests: str, *, apart: bool
) -> None:
    found = listed("".join(ranked), bests, apart=apart)

    assert found[0] in {ranked[0], *(bests if apart else ())}
    assert sorted(found) == sorted(ranked)
    assert set(bests) <= set(found[:3])
