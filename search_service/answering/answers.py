"""The answer itself: what of the articles found, the data and the glossary says what was asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from search_service.analysis.chains import Analyser
from search_service.answering.answer_confidence import (
    LEAST_ELSEWHERE,
    LEAST_IN_TROUBLE,
    Belief,
    Findings,
    OfArticle,
    belief_in,
    evidence_of,
    is_of_a_rival,
    of_article,
)
from search_service.answering.asked import asked_of, codes_of, understood_text
from search_service.answering.candidates import Place, Scored, apart
from search_service.answering.choosing import Asked, choose
from search_service.answering.documents import Documents, StoredArticle
from search_service.answering.extracts import Extract, extract_of
from search_service.answering.phrasings import Likeness
from search_service.answering.rows_together import hardly_apart, rows_together
from search_service.answering.unit_index import UnitIndex, unit_index
from search_service.answering.unit_terms import Terms, UnitTerms
from search_service.asking.query import Query
from search_service.content.units import Unit

# Articles whose units are read: the cost of a question depends on them alone.
ARTICLES_READ = 3
# Pieces of each of them, and one more of the first.
EXTRACTS_A_HIT = 2


class Found(NamedTuple):
    """An article found: its code and its score."""

    article_id: str
    score: float


@dataclass(frozen=True)
class Answers:
    """What is shown above and inside the hits.

    Attributes:
        answer: The best unit; None when none is likely enough.
        also_possible: A second one, when the first is not sure, or is what to do now in trouble, or
            the text asks two things.
        extracts: Of the first articles, what else says most of what was asked: two pieces of
            each, three of the first one.
        unknown_code: Whether the text has a code of the app that nobody knows.
    """

    answer: Extract | None = None
    also_possible: tuple[Extract, ...] = ()
    extracts: Mapping[str, tuple[Extract, ...]] = field(default_factory=dict)
    unknown_code: bool = False


class Answering:
    """Chooses answers among the units of one generation; holds no state that changes.

    Args:
        documents: What the units stand in.
        analyser: Makes the terms.
        known: Terms of texts that were read before by the same analysis.
        index: All units, where they were indexed before.
    """

    def __init__(
        self,
        documents: Documents,
        analyser: Analyser,
        known: dict[str, Terms] | None = None,
        index: UnitIndex | None = None,
    ) -> None:
        self.terms = UnitTerms(analyser, known)
        self.index = index or unit_index(documents, self.terms)
        self._analyser = analyser
        self._articles = documents.articles_by_id

    def asked(self, query: Query) -> Asked:
        """What a query asks of units."""
        return asked_of(query, self.index, self._analyser)

    def likeness(self, asked: Asked, code: str) -> Likeness:
        """How far the questions given to an article speak for it."""
        if code not in asked.known:
            asked.compare({code: self.index.articles.phrasings(code)})
        return asked.known[code]

    def answers(
        self, query: Query, asked: Asked, found: Sequence[Found], explained: float
    ) -> Answers:
        """What answers a query.

        Args:
            query: As it was understood.
            asked: The same, as a question to units.
            found: The articles found, the best first.
            explained: Score of the first one as a multiple of the query's mass.
        """
        text = understood_text(query)
        coded = self._coded(text)
        if coded is not None:
            return self._of_code(query, coded, found)
        scored = choose(asked, self.places(text, found))
        if not scored:
            return Answers()
        near = (self.likeness(asked, one.article_id).nearest for one in found[:ARTICLES_READ])
        known = max(near, default=0.0)
        findings = Findings(explained, lead_of(found), known, *scored.best_two)
        show = _Showing(query, asked, findings, self._articles)
        above = self._above(scored, show)
        shown = [unit.text for units, _ in above for unit in units]
        extracts = {
            code: _pieces(scored.of(code), EXTRACTS_A_HIT + (at == 0), shown, show)
            for at, code in enumerate(
                dict.fromkeys(one.article_id for one in found[:ARTICLES_READ])
            )
        }
        cards = [show.extract(units, best) for units, best in above]
        return Answers(cards[0] if cards else None, tuple(cards[1:]), extracts)

    def in_trouble(self, query: Query, code: str, answers: Answers) -> Answers:
        """What to do now, for somebody in trouble without a likely answer: the top of an article.

        Its first paragraph stands above, before what may answer; in its hit, how its first section
        begins comes first. What another article says has to be sure to stand above it.
        """
        article = self.index.articles.get(code)
        units = [one.unit for one in article.units] if article else []
        box = next((one for one in units if one.kind == "box"), None)
        known = answers.answer
        is_enough = known and (
            known.kind == "box" or known.confidence >= LEAST_IN_TROUBLE
            if known.article_id == code
            else known.confidence >= LEAST_ELSEWHERE
        )
        if box is None or is_enough:
            return answers
        steps = [one for one in units if one.kind == "opening"][:1]

        def extract(unit: Unit) -> Extract:
            title = _title(unit, self._articles)
            return extract_of([unit], title, query.highlights, frozenset(), 1.0, "sure")

        above = (extract(box), *((known,) if known else ()))
        said = {one.words for one in above}
        known_of = [one for one in answers.extracts.get(code, ()) if one.words not in said]
        others = known_of[:EXTRACTS_A_HIT]
        said.update(one.words for one in others)
        first = [one for one in map(extract, steps) if one.words not in said]
        return replace(
            answers,
            answer=above[0],
            also_possible=above[1:],
            extracts={**answers.extracts, code: (*first, *others)},
        )

    def _above(self, scored: Sequence[Scored], show: _Showing) -> list[tuple[list[Unit], Scored]]:
        """What stands above the hits, each with its best unit: one if sure, two if possible."""
        level = show.belief(scored[0]).level
        if level == "none":
            return []
        above = [(_with_rows(scored[0], scored, show), scored[0])]
        if level == "sure":
            return above
        shown = [unit.text for unit in above[0][0]]
        for other in apart(scored, 1, shown):
            units = _with_rows(other, scored, show)
            is_new = not any(unit.text in shown for unit in units)
            above.append((units if is_new else [other.unit.unit], other))
        return above

    def places(self, text: str, found: Sequence[Found]) -> list[Place]:
        """Where the answer may stand: in the first articles, or in what the text names."""
        best = found[0].score if found else 1.0
        shares = {one.article_id: one.score / best if best else 1.0 for one in found}
        read, articles = [one.article_id for one in found[:ARTICLES_READ]], self.index.articles
        places = [
            Place(articles[code], shares[code], is_first=at == 0)
            for at, code in enumerate(read)
            if code in articles
        ]
        named: dict[str, list[int]] = defaultdict(list)
        for code, at in self.index.names.within(text.replace(" ", "")):
            if code not in read:
                named[code].append(at)
        places += [
            Place(articles[code], 0.0, is_first=False, among=tuple(dict.fromkeys(among)))
            for code, among in named.items()
        ]
        return places

    def _coded(self, text: str) -> Sequence[Unit] | None:
        """The row of the app's code in a text; empty when it has one that nobody knows."""
        found: Sequence[Unit] | None = None
        for code in codes_of(text):
            if rows := self.index.rows_of_code(code):
                return rows
            if code[0].isalpha():
                found = ()
        return found

    def _of_code(self, query: Query, rows: Sequence[Unit], found: Sequence[Found]) -> Answers:
        """A code means what its row says, and nothing else does."""
        if not rows:
            return Answers(unknown_code=True)
        extracts = [
            extract_of(
                [row], _title(row, self._articles), query.highlights, frozenset(), 1.0, "sure"
            )
            for row in rows
        ]
        by_article = {
            one.article_id: tuple(row for row in extracts[1:] if row.article_id == one.article_id)
            for one in found[:ARTICLES_READ]
        }
        return Answers(extracts[0], (), by_article)


@dataclass(frozen=True)
class _Showing:
    """Makes extracts of one query."""

    query: Query
    asked: Asked
    found: Findings
    articles: Mapping[str, StoredArticle]
    beliefs: dict[int, Belief] = field(default_factory=dict)
    of_articles: dict[int, OfArticle] = field(default_factory=dict)

    def belief(self, best: Scored) -> Belief:
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
        belief, title = self.belief(best), _title(units[0], self.articles)
        words, wanted = self.query.highlights, self.asked.wanted
        return extract_of(units, title, words, wanted, belief.confidence, belief.level)


def lead_of(found: Sequence[Found]) -> float:
    """How far the first article stands before the second, as a share of its score."""
    if len(found) < 2 or not found[0].score:  # noqa: PLR2004 - a first and a second one
        return 1.0
    return (found[0].score - found[1].score) / found[0].score


def _title(unit: Unit, articles: Mapping[str, StoredArticle]) -> str:
    return articles[unit.article_id].title if unit.article_id in articles else unit.page_title


def _with_rows(one: Scored, scored: Sequence[Scored], show: _Showing) -> list[Unit]:
    """A piece, with the rows of its table that belong to the answer as well."""
    return rows_together(show.asked, one) or hardly_apart(one, scored) or [one.unit.unit]


def _pieces(
    scored: Sequence[Scored], count: int, shown: Sequence[str], show: _Showing
) -> tuple[Extract, ...]:
    """The best pieces of one article; a table stands whole in one of them, if at all.

    Where nothing is likely to answer, a whole table would only be long.
    """
    likely = show.belief(scored[0]).level != "none" if scored else False
    pieces: list[Extract] = []
    texts = list(shown)
    for one in scored:
        text = one.unit.text
        if any(text in other or other in text for other in texts):
            continue
        units = [one.unit.unit]
        table = _with_rows(one, scored, show) if likely else units
        if table != units and not any(row.text in texts for row in table):
            units = table
        pieces.append(show.extract(units, one))
        texts += [text] if len(units) == 1 else [unit.text for unit in units]
        if len(pieces) == count:
            break
    return tuple(pieces)
