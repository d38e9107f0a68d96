"""Makes what is shown of a question: the best pieces as extracts, with what belongs to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from search_service.answering.answer_confidence import (
    Belief,
    Findings,
    OfArticle,
    belief_in,
    evidence_of,
    is_of_a_rival,
    of_article,
)
from search_service.answering.candidates import Candidates, Scored
from search_service.answering.choosing import Asked
from search_service.answering.documents import StoredArticle
from search_service.answering.extracts import Extract, Page, extract_of
from search_service.answering.rows_together import hardly_apart, rows_together
from search_service.asking.query import Query
from search_service.content.units import Unit


@dataclass(frozen=True)
class Showing:
    """Makes extracts of one query.

    Attributes:
        query: As it was understood.
        asked: The same, as a question to units.
        found: What was found, whichever unit is looked at.
        articles: By their codes, for their titles.
        beliefs: Remembered, by unit.
        of_articles: Remembered, by article.
    """

    query: Query
    asked: Asked
    found: Findings
    articles: Mapping[str, StoredArticle]
    beliefs: dict[int, Belief] = field(default_factory=dict)
    of_articles: dict[int, OfArticle] = field(default_factory=dict)

    def belief(self, best: Scored) -> Belief:
        """How far a piece is believed."""
        known = self.beliefs.get(id(best.unit))  # each is asked about two or three times
        if known is None:
            is_foreign = is_of_a_rival(self.query.rivals, best.unit.unit)
            known = Belief(0.0, 0.0) if is_foreign else self._belief(best)
            self.beliefs[id(best.unit)] = known
        return known

    def _belief(self, best: Scored) -> Belief:
        article = best.place.article
        of = self.of_articles.get(id(article))
        if of is None:
            of = self.of_articles[id(article)] = of_article(article, self.asked)
        return belief_in(evidence_of(best, of, self.found, self.asked), self.query)

    def extract(self, units: Sequence[Unit], best: Scored) -> Extract:
        """Pieces as they are shown, believed as the best of them is."""
        belief, page = self.belief(best), page_of(units[0], self.articles)
        words, wanted = self.query.highlights, self.asked.wanted
        return extract_of(units, page, words, wanted, belief.confidence, belief.level)


def page_of(unit: Unit, articles: Mapping[str, StoredArticle]) -> Page:
    """The page that a unit stands on."""
    if (article := articles.get(unit.article_id)) is None:
        return Page(unit.page_title)
    return Page(article.title, article.review_due or None)


def with_rows(one: Scored, scored: Sequence[Scored], show: Showing) -> list[Unit]:
    """A piece, with the rows of its table that belong to the answer as well."""
    return rows_together(show.asked, one) or hardly_apart(one, scored) or [one.unit.unit]


def with_words_to_say(units: list[Unit], best: Scored, show: Showing) -> list[Unit]:
    """Pieces, and the words of their section for who asks what to say."""
    shown = " ".join(unit.text for unit in units)
    if "say" not in show.asked.wanted or best.unit.unit.kind == "row":
        return units
    words = [
        one.unit
        for one in best.place.article.units
        if one.unit.kind == "quote" and one.unit.anchor == best.unit.unit.anchor
    ]
    return units if any(one.text in shown for one in words) else [*units, *words[:1]]


def words_to_say(scored: Candidates, shown: Sequence[str], show: Showing) -> Scored | None:
    """The likeliest words of the best article for who asks what to say; None where some are shown.

    Args:
        scored: All candidates.
        shown: What is shown above them, or before them.
        show: The question.
    """
    if "say" not in show.asked.wanted or not scored:
        return None
    own = scored.of(scored[0].unit.unit.article_id)
    words = [one for one in own if one.unit.unit.kind == "quote"]
    is_shown = any(one.unit.text in text for one in words for text in shown)
    return words[0] if words and not is_shown else None


def pieces(
    scored: Candidates, count: int, shown: Sequence[str], show: Showing
) -> tuple[Extract, ...]:
    """The best pieces of one article; a table stands whole in one of them, if at all.

    Where nothing is likely to answer, a whole table would only be long.
    """
    likely = show.belief(scored[0]).level != "none" if scored else False
    found: list[Extract] = []
    texts = list(shown)
    for one in scored:
        text = one.unit.text
        if _repeats(text, texts):
            continue
        units = [one.unit.unit]
        table = with_rows(one, scored, show) if likely else units
        if table != units and not any(row.text in texts for row in table):
            units = table
        found.append(show.extract(units, one))
        texts += [unit.text for unit in units]
        if len(found) == count:
            break
    if words := words_to_say(scored, texts, show):
        found[count - 1 :] = [show.extract([words.unit.unit], words)]
    return tuple(found)


def _repeats(text: str, shown: Sequence[str]) -> bool:
    """Whether a text stands in what is shown, or the other way round."""
    for other in shown:  # noqa: SIM110 - a generator takes three times as long
        if text in other or other in text:
            return True
    return False
