"""The heading of a section speaks for its pieces as a question given to the section does."""

from __future__ import annotations

from search_service.answering.article_units import article_units
from search_service.answering.candidates import Place
from search_service.answering.choosing import Asked, choose
from search_service.answering.unit_terms import Terms
from search_service.content.units import Unit, UnitPart


def _read(text: str) -> Terms:
    return frozenset(("u", one) for one in text if one.isalpha())


def _opening(text: str, heading: str) -> Unit:
    parts = (UnitPart("", text),)
    return Unit("L-101", "lamps/", "opening", parts, heading=heading, anchor=heading)


def test_who_asks_what_a_heading_says_gets_its_section() -> None:
    units = [_opening("闪个不停就换灯泡。", "没电"), _opening("插座可能松了。", "灯老是闪")]
    article = article_units(units, ["灯"], _read, lambda terms: float(len(frozenset(terms))))
    asked = Asked(dict.fromkeys(_read("灯老是闪"), 1.0), frozenset(), "灯老是闪")

    assert choose(asked, [Place(article, 1.0, is_first=True)])[0].unit.text == "插座可能松了。"
