"""Two rows of a table that a question hardly tells apart are shown as one answer."""

from __future__ import annotations

import pytest

from search_service.answering.article_units import ArticleUnits, article_units
from search_service.answering.choosing import Place, Scored
from search_service.answering.rows_together import (
    HARDLY_APART,
    MOST_CHARACTERS_OF_TWO,
    hardly_apart,
)
from search_service.answering.unit_terms import Terms
from search_service.content.units import Unit, UnitPart


def _read(text: str) -> Terms:
    return frozenset(("u", one) for one in text)


def _row(text: str, anchor: str = "lamps") -> Unit:
    parts = (UnitPart("现象", text), UnitPart("怎么办", "换"))
    return Unit("L-101", "lamps/", "row", parts, label=text, anchor=anchor, lead="现象 怎么办")


def _article(*units: Unit) -> ArticleUnits:
    return article_units(units, ["灯"], _read, lambda terms: float(len(frozenset(terms))))


def _scored(article: ArticleUnits, *scores: float) -> list[Scored]:
    place = Place(article, 1.0, is_first=True)
    found = [Scored(score, unit, place) for score, unit in zip(scores, article.units, strict=True)]
    return sorted(found, key=lambda one: one.score, reverse=True)


def _texts(scored: list[Scored], at: int = 0) -> list[str] | None:
    units = hardly_apart(scored[at], scored)
    return [unit.parts[0].text for unit in units] if units else None


@pytest.mark.parametrize(
    ("scores", "shown"),
    [
        ((200.0, 199.0, 10.0), ["不亮", "闪"]),
        ((199.0, 200.0, 198.0), ["闪", "不亮"]),
        ((200.0, 200.0 - HARDLY_APART, 10.0), ["不亮", "闪"]),
        ((200.0, 199.0 - HARDLY_APART, 10.0), None),
    ],
)
def test_the_next_row_joins_the_best_one_where_it_says_nearly_as_much(
    scores: tuple[float, ...], shown: list[str] | None
) -> None:
    article = _article(_row("不亮"), _row("闪"), _row("响"))

    assert _texts(_scored(article, *scores)) == shown


def test_rows_of_another_table_and_long_ones_do_not_join() -> None:
    other = _article(_row("不亮"), _row("闪", "bulbs"))
    long = _article(_row("不亮"), _row("闪" * MOST_CHARACTERS_OF_TWO))

    assert _texts(_scored(other, 200.0, 199.0)) is None
    assert _texts(_scored(long, 200.0, 199.0)) is None


def test_a_row_is_never_joined_by_a_better_one_or_by_itself() -> None:
    article = _article(_row("不亮"), _row("闪"))
    scored = _scored(article, 200.0, 199.0)

    assert _texts(scored, at=1) is None


def test_what_is_no_row_stays_alone() -> None:
    box = Unit("L-101", "lamps/", "box", (UnitPart("", "先看插头"),))
    article = _article(box, _row("不亮"))

    assert _texts(_scored(article, 200.0, 199.0)) is None
