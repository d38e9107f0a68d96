"""An article whose readers ask in such words comes further up, and nothing else is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.answering.choosing import Asked
from search_service.answering.known_question import LONGEST
from search_service.answering.likely_articles import LIKELY_GAIN, MOST_COMPARED, by_likelihood
from search_service.answering.naive_bayes import Grams, Wordings, grams_of, wordings_of
from search_service.answering.ranking import RankedPassage
from search_service.answering.term_numbers import TermNumbers

NUMBERS = TermNumbers()
ASKED = Asked({("u", "灯"): 1.0}, frozenset(), grams=Grams(grams_of("灯泡怎么换")))
CODES = [f"L-{number}" for number in range(101, 117)]
KNOWN = {
    "L-102": wordings_of([], [f"灯泡怎么换{number}" for number in range(40)], NUMBERS),
    "L-101": wordings_of([], [f"灯不亮{number}" for number in range(40)], NUMBERS),
}
SCORES = st.lists(st.floats(0, 9), min_size=1, max_size=16)


def again(hits: list[RankedPassage], asked: Asked = ASKED) -> list[RankedPassage]:
    def known(hit: RankedPassage) -> Wordings | None:
        return KNOWN.get(CODES[hit.passage])

    return by_likelihood(hits, asked, known)


def test_who_is_asked_so_stands_first() -> None:
    hits = [RankedPassage(0, 5.0), RankedPassage(1, 4.5), RankedPassage(2, 1.0)]

    first, second, third = again(hits)

    assert (first.passage, second.passage, third) == (1, 0, hits[2])
    assert first.score == pytest.approx(4.5 * first.known)
    assert first.score < 4.5 + LIKELY_GAIN * 5.0


def test_what_stands_first_by_its_code_stays_and_hides_nothing() -> None:
    hits = [RankedPassage(3, 5.0, by_code=True), RankedPassage(0, 5.0), RankedPassage(1, 4.9)]

    first, second, _ = again(hits)

    assert first.passage == 3
    assert first.score == second.score > 5.0
    assert first.unlifted == 5.0


@pytest.mark.parametrize(
    "asked",
    [
        Asked({}, frozenset()),
        Asked({("u", "灯"): 2 * LONGEST / 0.5}, frozenset(), grams=ASKED.grams),
    ],
    ids=["without characters", "a long text"],
)
def test_what_says_nothing_or_too_much_changes_nothing(asked: Asked) -> None:
    hits = [RankedPassage(0, 5.0), RankedPassage(1, 4.9)]

    assert again(hits, asked) == hits


@given(SCORES)
def test_every_hit_stays_and_none_scores_less(scores: list[float]) -> None:
    hits = [RankedPassage(place, score) for place, score in enumerate(sorted(scores, reverse=True))]
    before = {hit.passage: hit.score for hit in hits}

    found = again(hits)

    assert sorted(hit.passage for hit in found) == sorted(before)
    assert all(hit.score >= before[hit.passage] for hit in found)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert found[MOST_COMPARED:] == hits[MOST_COMPARED:]
