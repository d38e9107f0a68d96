"""A question of two or three words names a matter: its article's first paragraph answers."""

from __future__ import annotations

import pytest

from search_service.answering.article_units import ArticleUnits, article_units
from search_service.answering.candidates import Place
from search_service.answering.choosing import WEIGHTS, Asked, choose, features
from search_service.answering.unit_terms import Terms
from search_service.answering.wanted import Kind
from search_service.content.units import Unit, UnitPart

HEADLINES = ["灯不亮怎么办", "灯泡烧了"]


def _read(text: str) -> Terms:
    return frozenset(("u", one) for one in text)


def _units() -> ArticleUnits:
    row = Unit("L-101", "lamps/", "row", (UnitPart("", "灯泡坏了就换"),), label="灯泡")
    box = Unit("L-101", "lamps/", "box", (UnitPart("", "先看插头"),))
    return article_units([row, box], HEADLINES, _read, lambda terms: float(len(frozenset(terms))))


def _favoured(text: str, wanted: frozenset[Kind]) -> list[str]:
    asked = Asked({("u", one): 1.0 for one in text}, wanted)
    at = list(WEIGHTS).index("box for a short question")
    found = features(asked, Place(_units(), 1.0, is_first=True))
    return [one.unit.kind for one, values in found if values[at]]


@pytest.mark.parametrize(
    ("text", "wanted", "kinds"),
    [
        ("灯泡", frozenset(), ["box"]),
        ("灯泡不亮了", frozenset({"how"}), ["box"]),
        ("灯泡", frozenset({"amount"}), []),
        ("客厅里灯泡不亮", frozenset(), []),
    ],
)
def test_the_first_paragraph_is_favoured_where_a_question_is_short_and_open(
    text: str, wanted: frozenset[Kind], kinds: list[str]
) -> None:
    assert _favoured(text, wanted) == kinds


@pytest.mark.parametrize(
    ("text", "is_first", "kinds"),
    [
        ("灯泡不亮", True, ["box"]),
        ("灯泡不亮怎么办", True, ["box"]),
        ("灯泡不亮", False, []),
        ("灯泡不亮换插座", True, []),
    ],
)
def test_the_first_paragraph_is_favoured_where_the_first_article_names_all_that_is_asked(
    text: str, kinds: list[str], *, is_first: bool
) -> None:
    asked = Asked({("u", one): 100.0 for one in text}, frozenset({"amount"}))
    at = list(WEIGHTS).index("box of the matter")
    found = features(asked, Place(_units(), 1.0, is_first=is_first))

    assert [one.unit.kind for one, values in found if values[at]] == kinds


def test_what_is_remembered_of_short_questions_is_not_taken_for_long_ones() -> None:
    place = Place(_units(), 1.0, is_first=True)
    texts = "灯泡", "客厅里灯泡不亮"
    asked = [Asked({("u", one): 1.0 for one in text}, frozenset()) for text in texts]
    alone = [choose(one, [Place(_units(), 1.0, is_first=True)]) for one in asked]
    after = [choose(one, [place]) for one in asked]

    assert [[one.score for one in of] for of in after] == [
        [one.score for one in of] for of in alone
    ]


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("灯不亮", True),
        ("灯泡", True),
        ("亮", True),
        ("灯泡不亮", False),
        ("电灯", False),
        ("", False),
    ],
)
def test_a_question_is_whole_in_one_headline_and_not_in_two(text: str, *, is_whole: bool) -> None:
    assert _units().has_headline_with(_read(text)) == is_whole
