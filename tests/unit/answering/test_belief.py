"""How far an answer is believed: two questions, is it right and is any article on this."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.answering.answer_confidence import (
    LEAST_OF_A_PIECE,
    NO_SUBJECT_BELOW,
    NOTHING_BELOW,
    POSSIBLE_FROM,
    SURE_FROM,
    Belief,
    Evidence,
    belief_in,
    is_of_a_rival,
    is_on_nothing,
)
from search_service.answering.search import Search
from search_service.content.units import Unit, UnitPart

PLAIN = Evidence(
    score=480.0,
    explained=3.0,
    defines=False,
    mass=3.4,
    missing=0.0,
    nearest=0.8,
    lead=0.2,
    piece=0.0,
    within=0.8,
    characters=7,
    gap=30.0,
    beyond=0.8,
    only=0.8,
    about=0.8,
    likely=0.8,
    worded=0.8,
    known=0.8,
    is_whole=False,
)


@pytest.mark.parametrize(
    ("confidence", "subject", "level"),
    [
        (SURE_FROM, POSSIBLE_FROM, "sure"),
        (SURE_FROM - 0.01, POSSIBLE_FROM, "possible"),
        (0.2, 0.99, "possible"),
        (0.99, POSSIBLE_FROM - 0.01, "none"),
    ],
)
def test_a_card_needs_an_article_on_the_subject_and_sureness_a_right_unit(
    confidence: float, subject: float, level: str
) -> None:
    assert Belief(confidence, subject).level == level


def test_what_the_first_article_hardly_explains_is_believed_only_as_a_definition(
    shop_search: Search,
) -> None:
    query = shop_search.parsed("灯不亮")
    foreign = PLAIN._replace(explained=NOTHING_BELOW - 0.01)

    assert belief_in(PLAIN, query).level == "sure"
    assert belief_in(foreign, query).level == "none"
    assert belief_in(foreign._replace(defines=True), query).level != "none"


def test_a_short_question_near_none_that_the_articles_found_answer_gets_no_card(
    shop_search: Search,
) -> None:
    query = shop_search.parsed("灯不亮")
    short = PLAIN._replace(mass=2.4, nearest=0.3, known=0.3)

    assert belief_in(short, query).level == "none"
    assert belief_in(short._replace(known=0.7), query).subject > belief_in(short, query).subject


def test_what_is_only_like_a_question_of_a_piece_is_likelier_on_nothing(
    shop_search: Search,
) -> None:
    query = shop_search.parsed("灯不亮")
    like_a_piece = belief_in(PLAIN._replace(piece=0.8), query)

    assert like_a_piece.subject < belief_in(PLAIN, query).subject
    assert like_a_piece.confidence == belief_in(PLAIN, query).confidence


def test_of_two_questions_equally_near_the_one_that_says_less_of_it_speaks_louder(
    shop_search: Search,
) -> None:
    query = shop_search.parsed("灯不亮")
    longer = belief_in(PLAIN._replace(within=1.0), query)

    assert longer.subject < belief_in(PLAIN, query).subject
    assert longer.confidence == belief_in(PLAIN, query).confidence


def test_the_longer_a_question_the_less_of_it_is_alike_by_chance(shop_search: Search) -> None:
    query = shop_search.parsed("灯不亮")
    longer = belief_in(PLAIN._replace(characters=10), query)

    assert longer.subject > belief_in(PLAIN, query).subject
    assert longer.confidence > belief_in(PLAIN, query).confidence


def test_a_piece_hardly_before_the_next_one_is_less_sure(shop_search: Search) -> None:
    query = shop_search.parsed("灯不亮")
    close = belief_in(PLAIN._replace(gap=0.0), query)

    assert close.confidence < belief_in(PLAIN, query).confidence
    assert close.subject == belief_in(PLAIN, query).subject


def test_a_short_question_that_is_all_of_a_known_one_gets_a_card(shop_search: Search) -> None:
    query = shop_search.parsed("灯不亮")
    short = PLAIN._replace(score=200.0, mass=1.9, explained=2.0, characters=2)

    assert belief_in(short, query).level == "none"
    assert belief_in(short._replace(is_whole=True), query).level != "none"
    assert belief_in(short._replace(is_whole=True, explained=0.5), query).level == "none"


def test_nearly_the_question_of_a_piece_gets_a_card_if_its_article_has_every_word(
    shop_search: Search,
) -> None:
    query = shop_search.parsed("灯不亮")
    weak = PLAIN._replace(score=200.0, mass=2.3, nearest=0.4, known=0.4)
    near = weak._replace(piece=LEAST_OF_A_PIECE)

    assert belief_in(weak, query).level == "none"
    assert belief_in(near, query).level == "possible"
    assert belief_in(near._replace(missing=0.1), query).level == "none"


def test_only_a_piece_that_names_a_rival_answers_a_question_on_it() -> None:
    unit = Unit("L-101", "lamps/", "box", (UnitPart("", "河马钱包的钱转不过来。"),))

    assert not is_of_a_rival(frozenset(), unit)
    assert not is_of_a_rival(frozenset({"河马钱包"}), unit)
    assert is_of_a_rival(frozenset({"海豚付"}), unit)


@given(st.floats(0, 1), st.floats(0, 10))
def test_no_article_is_on_what_no_piece_is_believed_to_be_on(
    shop_search: Search, subject: float, explained: float
) -> None:
    query = shop_search.parsed("灯不亮")

    assert is_on_nothing(explained, query, subject) == (subject < NO_SUBJECT_BELOW)
    assert is_on_nothing(explained, query) == (explained < NOTHING_BELOW)
    assert not is_on_nothing(explained, shop_search.parsed("灯"), subject)
