"""How far the questions given to an article speak for it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search_service.answering.phrasings import (
    NO_LIKENESS,
    Likeness,
    likenesses,
    phrasings_of,
)
from search_service.answering.term_numbers import TermNumbers
from search_service.answering.term_sums import Weighed
from search_service.answering.unit_terms import Term, Terms

TERMS: list[Term] = [("w", one) for one in "灯亮坏修"]
QUESTIONS = st.lists(st.frozensets(st.sampled_from(TERMS), min_size=1), max_size=6)
ASKED = st.frozensets(st.sampled_from(TERMS), min_size=1)


def _mass(terms: Terms) -> float:
    return float(len(terms))


def _like(known: list[Terms], pieces: list[Terms], asked: Terms) -> Likeness:
    texts = [*known, *pieces]
    phrasings = phrasings_of(texts, map(_mass, texts), len(known))
    return phrasings.likeness(Weighed(dict.fromkeys(asked, 1.0)), _mass(asked))


@given(QUESTIONS, QUESTIONS, ASKED)
def test_each_likeness_is_that_of_its_own_questions(
    known: list[Terms], pieces: list[Terms], asked: Terms
) -> None:
    def dice(questions: list[Terms]) -> float:
        shares = (2 * len(one & asked) / (len(one) + len(asked)) for one in questions)
        return max(shares, default=0.0)

    like = _like(known, pieces, asked)
    held = max((len(one & asked) / len(asked) for one in known), default=0.0)

    assert abs(like.within - held) < 1e-9
    assert abs(like.nearest - dice(known)) < 1e-9
    assert abs(like.piece - dice(pieces)) < 1e-9


@given(QUESTIONS, ASKED)
def test_a_further_question_with_what_is_asked_speaks_more_and_never_without_bound(
    known: list[Terms], asked: Terms
) -> None:
    before, after = _like(known, [], asked), _like([*known, asked], [], asked)

    assert before.held < after.held < 2.2
    assert after.nearest == 1.0


@given(QUESTIONS)
def test_what_stands_in_no_question_speaks_for_nothing(known: list[Terms]) -> None:
    assert _like(known, [], frozenset({("w", "门")})) == NO_LIKENESS


@given(st.lists(st.tuples(QUESTIONS, QUESTIONS), min_size=1, max_size=4), ASKED)
def test_articles_compared_together_are_as_near_as_each_alone(
    articles: list[tuple[list[Terms], list[Terms]]], asked: Terms
) -> None:
    numbers, question = TermNumbers(), Weighed(dict.fromkeys(sorted(asked), 1.0 / 3.0))
    given_to = [
        phrasings_of([*known, *pieces], map(_mass, [*known, *pieces]), len(known), numbers)
        for known, pieces in articles
    ]

    together = likenesses(question, _mass(asked), given_to)

    assert together == [one.likeness(question, _mass(asked)) for one in given_to]
