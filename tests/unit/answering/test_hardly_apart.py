"""Two rows or two pieces of a section that a question hardly tells apart are one answer."""

from __future__ import annotations

import numpy as np
import pytest

from search_service.answering.article_units import ArticleUnits, article_units
from search_service.answering.candidates import Place, Scored
from search_service.answering.extracts import Page, extract_of
from search_service.answering.rows_together import (
    HARDLY_APART,
    MOST_CHARACTERS_OF_TWO,
    hardly_apart,
)
from search_service.answering.unit_terms import Terms
from search_service.content.units import Unit, UnitKind, UnitPart


def _read(text: str) -> Terms:
    return frozenset(("u", one) for one in text)


def _row(text: str, anchor: str = "lamps") -> Unit:
    parts = (UnitPart("现象", text), UnitPart("怎么办", "换"))
    return Unit("L-101", "lamps/", "row", parts, label=text, anchor=anchor, lead="现象 怎么办")


def _article(*units: Unit) -> ArticleUnits:
    return article_units(units, ["灯"], _read, lambda terms: float(len(frozenset(terms))))


def _scored(article: ArticleUnits, *scores: float) -> list[Scored]:
    place = Place(article, 1.0, is_first=True)
    units = zip(scores, article.units, strict=True)
    found = [Scored(score, unit, place, np.empty(0), 0) for score, unit in units]
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


def _said(kind: UnitKind, text: str, anchor: str = "lamps") -> Unit:
    return Unit("L-101", "lamps/", kind, (UnitPart("", text),), heading="灯", anchor=anchor)


@pytest.mark.parametrize("scores", [(200.0, 199.0, 10.0), (199.0, 200.0, 10.0)])
def test_two_steps_are_shown_in_their_order(scores: tuple[float, ...]) -> None:
    article = _article(_said("step", "关灯。"), _said("step", "换灯泡。"), _said("step", "开灯。"))

    assert _texts(_scored(article, *scores)) == ["关灯。", "换灯泡。"]


def test_how_a_section_begins_comes_before_what_else_it_says() -> None:
    article = _article(_said("paragraph", "灯泡另买。"), _said("opening", "先关灯。再换灯泡。"))

    assert _texts(_scored(article, 200.0, 199.0)) == ["先关灯。再换灯泡。", "灯泡另买。"]


@pytest.mark.parametrize(
    ("best", "other"),
    [
        (_said("step", "关灯。"), _said("opening", "关灯。 换灯泡。")),
        (_said("paragraph", "先关灯。再换灯泡。"), _said("paragraph", "再换灯泡。开灯。")),
        (_said("step", "关灯。"), _said("step", "开灯。", "bulbs")),
        (_said("step", "关灯。"), _row("不亮")),
        (_said("note", "小心烫。"), _said("step", "关灯。")),
        (_said("step", "关灯。"), _said("step", "换" * MOST_CHARACTERS_OF_TWO)),
    ],
)
def test_what_repeats_it_or_stands_elsewhere_does_not_join(best: Unit, other: Unit) -> None:
    assert _texts(_scored(_article(best, other), 200.0, 199.0)) is None


def test_pieces_of_a_section_keep_their_kind_and_rows_become_a_table() -> None:
    steps = [_said("step", "关灯。"), _said("step", "换灯泡。")]
    rows = [_row("不亮"), _row("闪")]

    def shown(units: list[Unit]) -> tuple[str, int]:
        extract = extract_of(units, Page("灯"), [], frozenset(), 0.9, "sure")
        return extract.kind, len(extract.parts)

    assert shown(steps) == ("step", 2)
    assert shown(rows) == ("table", 4)


def test_what_is_no_row_stays_alone() -> None:
    box = Unit("L-101", "lamps/", "box", (UnitPart("", "先看插头"),))
    article = _article(box, _row("不亮"))

    assert _texts(_scored(article, 200.0, 199.0)) is None


def test_what_a_piece_promises_is_not_shown_twice() -> None:
    lead = Unit("L-101", "lamps/", "paragraph", (UnitPart("", "写清两样："),), anchor="lamps")
    entries = [
        Unit("L-101", "lamps/", "item", (UnitPart("", text),), lead="写清两样：", anchor="lamps")
        for text in ("哪盏灯", "怎么不亮")
    ]
    article = _article(lead, *entries)
    shown = [article.units[0].unit]

    assert shown[0].text.endswith("哪盏灯 怎么不亮")
    for scores in ((200.0, 150.0, 199.0), (199.0, 150.0, 200.0)):
        scored = _scored(article, *scores)
        assert hardly_apart(scored[0], scored) == shown
