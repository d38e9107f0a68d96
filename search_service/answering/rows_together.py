"""When all rows of a table answer: the question says nothing that tells them apart.

退款几天 has as many answers as there are ways of paying; 信用卡退款几天 has one.
"""

from __future__ import annotations

from collections.abc import Sequence

from search_service.answering.article_units import AnalysedUnit, ArticleUnits
from search_service.answering.candidates import Scored
from search_service.answering.choosing import Asked
from search_service.answering.wanted import VALUES
from search_service.content.units import Unit

# Two rows of a table, or two pieces of a section, whose scores differ by less are hardly told apart
# by the question: at 15, .3 % of the judged questions get the right row by it, at 25 .6 % and at 40
# no more, but longer cards.
HARDLY_APART = 25.0
MOST_CHARACTERS_OF_TWO = 160
_RUNNING = frozenset({"opening", "paragraph", "step", "item"})


def rows_together(asked: Asked, best: Scored) -> list[Unit] | None:
    """All rows of the table that the best row stands in, when the question names none of them.

    Args:
        asked: The question.
        best: What answers it best; of a table of data the box that quotes it counts as well.
    """
    unit, article = best.unit.unit, best.place.article
    if best.place.among is not None or unit.kind not in {"row", "box"}:
        return None
    values = asked.wanted & VALUES
    if values:
        rows = [one for one in article.data_rows if values & one.held]
        if _is_one_table(rows, unit) and not _names_one(asked, rows, article):
            return [one.unit for one in rows]
    if unit.kind != "row" or unit.source != "article":
        return None
    places = article.short_tables.get(best.unit.at)
    if places and not _tells_apart(asked, places, article):
        return [article.units[at].unit for at in places]
    return None


def hardly_apart(best: Scored, scored: Sequence[Scored]) -> list[Unit] | None:
    """The best piece and the next one beside it, when the question hardly tells them apart.

    Args:
        best: What answers best.
        scored: All candidates, the best first.
    """
    unit, article = best.unit.unit, best.place.article
    if best.place.among is not None or unit.source != "article":
        return None
    least = best.score - HARDLY_APART
    for one in scored:
        if one.score < least:
            break
        is_other = one.score <= best.score and one.unit is not best.unit
        if is_other and one.place.article is article and _is_beside(best.unit, one.unit, article):
            is_short = len(best.unit.text) + len(one.unit.text) <= MOST_CHARACTERS_OF_TWO
            return _in_order(best.unit, one.unit) if is_short else None
    return None


def _is_beside(one: AnalysedUnit, other: AnalysedUnit, article: ArticleUnits) -> bool:
    """Whether two pieces are rows of one table, or say different things in one section."""
    if one.unit.kind == "row":
        return other.at in article.tables[one.at]
    is_one_section = one.unit.anchor == other.unit.anchor
    is_running = one.unit.kind in _RUNNING and other.unit.kind in _RUNNING
    return is_one_section and is_running and not _repeats(one.text, other.text)


def _repeats(one: str, other: str) -> bool:
    """Whether a sentence of one text stands in the other: windows of a paragraph overlap."""
    pairs = ((one, other), (other, one))
    return any(
        sentence in text for said, text in pairs for sentence in said.split("。") if sentence
    )


def _in_order(best: AnalysedUnit, next_one: AnalysedUnit) -> list[Unit]:
    """Rows with the better one first; else as on the page, where a section opens first.

    A piece that promises the other one is shown with it already.
    """
    if best.unit.kind == "row":
        return [best.unit, next_one.unit]
    for one, other in ((best, next_one), (next_one, best)):
        if all(part in one.unit.parts for part in other.unit.parts):
            return [one.unit]
    pair = sorted((best, next_one), key=lambda one: (one.unit.kind != "opening", one.at))
    return [one.unit for one in pair]


def _is_one_table(rows: Sequence[AnalysedUnit], unit: Unit) -> bool:
    is_choice = len(rows) > 1 and len({one.unit.lead for one in rows}) == 1
    return is_choice and (unit.kind == "box" or unit in [one.unit for one in rows])


def _names_one(asked: Asked, rows: Sequence[AnalysedUnit], article: ArticleUnits) -> bool:
    subject = {term for term in asked.weights if term[0] == "w" and term not in article.title}
    return any(subject & one.label_terms for one in rows)


def _tells_apart(asked: Asked, table: Sequence[int], article: ArticleUnits) -> bool:
    """Whether a word of the question, beyond the title, stands in some of the rows only."""
    places = set(table)
    found = (places.intersection(article.rows_with.get(term, ())) for term in asked.weights)
    return any(0 < len(one) < len(places) for one in found)
