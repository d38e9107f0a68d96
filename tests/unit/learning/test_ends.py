"""Where visits that asked on ended, and how far that speaks for an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.learning.evidence import evidence
from search_service.learning.findings import findings_of, opened_from
from search_service.learning.habits import Habits, ending_at
from search_service.learning.questions import Article, Question, Questions

SHOWN, WANTED = "L-101", "L-102"
Moved = Mapping[tuple[int, int], Counter[str]]


def asked(
    first: Sequence[str],
    moved: Moved,
    opened: Mapping[int, dict[str, Article]] | None = None,
    labels: Sequence[int] | None = None,
    failed: int = 36,
) -> Questions:
    """Questions 0, 1, … of forty visits, each with the article that is shown first."""
    count = len(first)
    return Questions(
        all=[
            Question(f"第{n}种说法", visits=40, failed=failed, first=Counter({code: 40}))
            for n, code in enumerate(first)
        ],
        labels=np.array(labels or [0] * count, np.int64),
        opened=[(opened or {}).get(n, {}) for n in range(count)],
        moved=moved,
        vectors=np.ones((count, 1), np.float32),
    )


@pytest.mark.parametrize(
    ("first", "counts"),
    [
        ([SHOWN, WANTED], 3),  # words that miss it led on to words that find it
        ([WANTED, WANTED], 0),  # found already: its reader is counted once, where it was opened
        ([SHOWN, SHOWN], 0),  # read from below the first hit: counted there
    ],
)
def test_ends_within_a_group_count_where_they_led_to_words_that_find_the_article(
    first: Sequence[str], counts: int
) -> None:
    questions = asked(first, {(0, 1): Counter({WANTED: 3})})
    found = opened_from(questions, [0, 1], Habits(0.8, 0.3))

    assert (found[WANTED].later if WANTED in found else 0) == counts


def test_ends_outside_a_group_always_count() -> None:
    questions = asked([WANTED, WANTED], {(0, 1): Counter({WANTED: 3})})

    assert opened_from(questions, [0], Habits(0.8, 0.3))[WANTED].later == 3


@given(st.lists(st.sampled_from(["", SHOWN]), max_size=6), st.sets(st.integers(0, 5)))
def test_what_a_question_ends_at_by_itself_stays(ends: list[str], places: set[int]) -> None:
    found = ending_at(Habits(0.8, 0.3, ends=ends), dict.fromkeys(places, WANTED))

    assert [new for new, old in zip(found.ends, ends, strict=True) if old] == [e for e in ends if e]
    assert all(
        new == (WANTED if place in places else "")
        for place, (new, old) in enumerate(zip(found.ends, ends, strict=True))
        if not old
    )


def test_words_that_lead_to_words_of_an_answered_group_are_answered_with_it() -> None:
    served = {0: {WANTED: Article(read=20, left=2)}}
    moved = {(1, 0): Counter({"": 8})}
    questions = asked([SHOWN, SHOWN, "L-103"], moved, served, labels=[0, 1, 2])
    questions.all[2].visits, questions.all[2].failed = 4_000, 40
    found = findings_of(questions, ()).failing

    assert {one.decision.article for one in found} == {WANTED}
    assert {place for one in found for place in one.members} == {0, 1}


@given(st.integers(0, 12), st.integers(0, 40))
def test_more_readers_who_leave_an_article_never_speak_for_it(later: int, left: int) -> None:
    def answers(left: int) -> float:
        opened = {SHOWN: Article(read=2, left=left, later=later), WANTED: Article(read=3, later=1)}
        return evidence(opened, Habits(0.7, 0.3))[SHOWN].answers

    # Opened more often, it may be what readers are after, as far as staying does not deny it.
    assert answers(left + 40) <= answers(left) + 1e-9


def test_many_who_leave_an_article_outweigh_a_few_who_are_taken_to_have_ended_there() -> None:
    opened = {SHOWN: Article(read=7, left=34, later=8), WANTED: Article(read=10, left=7, later=5)}
    found = evidence(opened, Habits(0.62, 0.18))

    assert found[SHOWN].answers < found[WANTED].answers
