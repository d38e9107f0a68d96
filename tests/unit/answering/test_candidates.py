"""Units that may answer are looked at in the order of their scores."""

from __future__ import annotations

from itertools import chain

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search_service.answering.article_units import ArticleUnits, article_units
from search_service.answering.candidates import Candidates, Place, Scored
from search_service.answering.unit_terms import Terms
from search_service.content.units import Unit, UnitPart


def _read(text: str) -> Terms:
    return frozenset(("u", one) for one in text)


def _article(code: str) -> ArticleUnits:
    units = [Unit(code, "lamps/", "row", (UnitPart("", one),)) for one in "亮闪响灭"]
    return article_units(units, ["灯"], _read, lambda terms: float(len(frozenset(terms))))


ARTICLES = {code: _article(code) for code in ("L-101", "L-102", "L-103")}
# Few different ones, so that many are equal.
SCORES = st.lists(st.sampled_from([0.0, 1.0, 1.5, 2.0]), min_size=4, max_size=4)


@given(st.lists(SCORES, min_size=3, max_size=3), st.permutations(range(4)), st.integers(0, 4))
def test_the_best_come_first_and_equal_ones_as_they_stand(
    scores: list[list[float]], order: list[int], count: int
) -> None:
    places = [Place(article, 1.0, is_first=False) for article in ARTICLES.values()]
    places[-1] = places[-1]._replace(among=order[:count])
    given_scores = [*scores[:-1], [scores[-1][at] for at in order[:count]]]

    matched = np.arange(4.0 * len(places))[None]  # of each unit its number
    found = Candidates([*zip(places, map(np.array, given_scores), strict=True)], matched)

    rows = [
        [
            Scored(score, place.article.units[at], place, matched, 4 * number + at)
            for at, score in zip(place.among or range(4), own, strict=False)
        ]
        if place.among is None or place.among
        else []
        for number, (place, own) in enumerate(zip(places, given_scores, strict=True))
    ]
    expected = sorted(chain(*rows), key=lambda one: one.score, reverse=True)
    assert [*found] == found[:] == expected
    assert len(found) == len(expected)
    assert found.best_two == (*(one.score for one in expected[:2]), 0.0, 0.0)[:2]
    for code in ARTICLES:
        assert [*found.of(code)] == [one for one in expected if one.unit.unit.article_id == code]


def test_without_a_place_there_is_nothing() -> None:
    found = Candidates([], np.empty((1, 0)))

    assert not found
    assert not found.of("L-101")
    assert found.best_two == (0.0, 0.0)
