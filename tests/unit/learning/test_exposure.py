"""How often an article would be opened by where it stands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.learning.aliased import AliasTrial
from search_service.learning.evidence import evidence
from search_service.learning.exposure import Exposure, exposure_of, ranking_of
from search_service.learning.findings import opened_from
from search_service.learning.habits import Habits
from search_service.learning.questions import Article, Question, Questions

CODES = [f"L-{number}" for number in range(101, 115)]


def shown(text: str) -> Sequence[str]:
    """A question is answered with the codes after its own number."""
    return CODES[int(text) :]


def asked(opened: Sequence[dict[str, Article]], visits: int = 40) -> Questions:
    """One cluster of questions 0, 1, … that all fail."""
    return Questions(
        all=[Question(str(n), visits=visits, failed=visits) for n in range(len(opened))],
        labels=np.zeros(len(opened), np.int64),
        opened=opened,
        moved={},
        vectors=np.ones((len(opened), 1), np.float32),
    )


def test_the_same_openings_say_more_where_few_look() -> None:
    questions = asked([{CODES[0]: Article(read=3), CODES[7]: Article(read=3)}])
    habits = Habits(0.8, 0.3, exposure=Exposure(shown))
    opened = opened_from(questions, [0], habits)

    assert opened[CODES[7]].expected < opened[CODES[0]].expected
    found = evidence(opened, habits)
    assert found[CODES[7]].answers > found[CODES[0]].answers


def test_readers_who_open_little_are_not_expected_to_open_much() -> None:
    one, others = {CODES[3]: Article(left=4)}, {code: Article(left=9) for code in CODES[4:9]}
    habits = Habits(0.8, 0.3, exposure=Exposure(shown))

    quiet = opened_from(asked([one]), [0], habits)
    lively = opened_from(asked([one | others]), [0], habits)
    assert quiet[CODES[3]].expected < lively[CODES[3]].expected


@given(
    st.lists(
        st.dictionaries(st.sampled_from(CODES), st.integers(1, 30)), min_size=1, max_size=4
    ).filter(any)
)
def test_something_is_expected_of_all_that_was_opened(of: list[dict[str, int]]) -> None:
    questions = asked([{code: Article(left=n) for code, n in one.items()} for one in of])
    exposure = exposure_of(questions, {0}, shown)
    openings = {code: n for one in of for code, n in one.items()}

    assert all(0 < rate < 1 for rate in exposure.rates)
    expected = exposure.expected(questions.all, openings)
    assert expected.keys() == openings.keys()
    assert min(expected.values()) > 0
    assert exposure.expected(questions.all, {}) == {}


def test_without_a_search_every_place_is_alike() -> None:
    opened = {CODES[0]: Article(left=3), CODES[7]: Article(left=3)}
    found = opened_from(asked([opened]), [0], Habits(0.8, 0.3))

    assert found[CODES[0]].expected == pytest.approx(found[CODES[7]].expected)


def test_a_search_ranks_what_it_takes_and_nothing_else(trial: AliasTrial) -> None:
    ranking = ranking_of(trial.search)

    assert ranking("灯不亮怎么办")
    assert not ranking("")
