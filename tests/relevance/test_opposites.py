"""Of pieces that differ by a negation alone, a question never gets the one that contradicts it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest

from search_service.analysis.normalise import normalised_text
from search_service.answering.opposites import Opposites, Side, said
from search_service.content.units import Unit
from tests.conftest import RealBuild

_CLAUSES = re.compile(r"[，。；：！？、「」→]")


class Case(NamedTuple):
    """A question, its article, and the pieces that agree with it and that contradict it."""

    question: str
    article_id: str
    agreeing: Sequence[Unit]
    other: Sequence[Unit]


def _wordings(clause: str, title: str, side: Side) -> Iterator[str]:
    yield clause
    yield f"{clause}怎么办"
    yield f"{title} {clause}"
    yield f"我的{clause}，接下来呢"
    if side == "not":
        plain = clause.replace("还没", "没").replace("没有", "没")
        yield f"{title} {plain.replace('没', '还没有')}"
    else:
        yield f"已经{clause.removesuffix('了')}了"


def _cases_of(build: RealBuild, code: str, one: Opposites) -> Iterator[Case]:
    units = [analysed.unit for analysed in build.search.answering.index.articles[code].units]
    title = build.search.documents.articles_by_id[code].title
    affirming, denying = ([units[at] for at in at_all] for at_all in (one.affirming, one.denying))
    sides: tuple[tuple[Side, Sequence[Unit], Sequence[Unit]], ...] = (
        ("is", affirming, denying),
        ("not", denying, affirming),
    )
    for side, agreeing, other in sides:
        for unit in agreeing:
            for clause in filter(None, _CLAUSES.split(unit.label or unit.text)):
                if said(normalised_text(clause)).side_of(one.word) == side:
                    for question in _wordings(clause, title, side):
                        yield Case(question, code, agreeing, other)


@pytest.fixture(scope="module")
def cases(real_build: RealBuild) -> list[Case]:
    articles = real_build.search.answering.index.articles
    return [
        case
        for code in articles
        for one in articles[code].opposites
        for case in _cases_of(real_build, code, one)
    ]


def test_the_content_has_pieces_that_differ_by_a_negation(cases: list[Case]) -> None:
    assert len({case.article_id for case in cases}) >= 10


def test_the_first_piece_of_an_article_never_contradicts_the_question(
    real_build: RealBuild, cases: list[Case]
) -> None:
    looked_at = 0
    for case in cases:
        result = real_build.search.search(case.question[:64])
        pieces = [result.answer, *(one for hit in result.hits[:1] for one in hit.extracts)]
        first = next((one for one in pieces if one), None)
        if first is None or first.article_id != case.article_id:
            continue
        looked_at += 1
        words = set(first.words)
        shown = [unit for unit in case.other if {part.text for part in unit.parts} <= words]
        beside = [unit for unit in case.agreeing if {part.text for part in unit.parts} <= words]
        assert not shown or beside, (case.question, first.words)

    assert looked_at >= 150
