from __future__ import annotations

from dataclasses import replace

from search_service.answering.article_units import article_units
from search_service.answering.term_sums import Weighed
from search_service.answering.unit_terms import Terms
from search_service.content.units import Unit, UnitPart

TITLE = "怎么寄"


def _read(text: str) -> Terms:
    return frozenset(("u", one) for one in text)


def _row(label: str, text: str) -> Unit:
    return Unit("L-101", "lamps/", "row", (UnitPart("", text),), label=label)


def test_a_question_of_a_piece_is_its_own_and_speaks_apart_for_the_article() -> None:
    fast, slow = _row("快递", "快递 两天"), _row("平邮", "平邮 九天")
    units = [fast, replace(slow, piece_questions=("最省的呢",))]

    article = article_units(units, [TITLE], _read, lambda terms: float(len(frozenset(terms))))

    number = article.asked.postings["u", "省"][0]
    assert (article.asked.places[number], article.asked.of_section[number]) == ([1], False)
    like = article.phrasings.likeness(Weighed({("u", one): 1.0 for one in "最省的呢"}), 4.0)
    assert like.piece > like.nearest == 0.0
