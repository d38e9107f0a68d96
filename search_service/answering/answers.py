"""The answer itself: what of the articles found, the data and the glossary says what was asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import normalised_text
from search_service.answering.answer_confidence import (
    LEAST_ELSEWHERE,
    LEAST_IN_TROUBLE,
    Findings,
)
from search_service.answering.asked import asked_of, codes_of
from search_service.answering.candidates import Candidates, Place, Scored, apart
from search_service.answering.choosing import Asked, choose
from search_service.answering.documents import Documents
from search_service.answering.extracts import Extract, extract_of
from search_service.answering.phrasings import Likeness
from search_service.answering.showing import (
    Showing,
    page_of,
    pieces,
    with_rows,
    with_words_to_say,
    words_to_say,
)
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
        subject: How far the best unit is believed to be on what was asked; None where none was
            looked for.
    """

    answer: Extract | None = None
    also_possible: tuple[Extract, ...] = ()
    extracts: Mapping[str, tuple[Extract, ...]] = field(default_factory=dict)
    unknown_code: bool = False
    subject: float | None = None


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
        text = asked.text
        coded = self._coded(text)
        if coded is not None:
            return self._of_code(query, coded, found)
        scored = choose(asked, self.places(text, found))
        if not scored:
            return Answers()
        near = (self.likeness(asked, one.article_id).nearest for one in found[:ARTICLES_READ])
        known = max(near, default=0.0)
        findings = Findings(explained, lead_of(found), known, *scored.best_two)
        show = Showing(query, asked, findings, self._articles)
        above = self._above(scored, show)
        shown = [unit.text for units, _ in above for unit in units]
        extracts = {
            code: pieces(scored.of(code), EXTRACTS_A_HIT + (at == 0), shown, show)
            for at, code in enumerate(
                dict.fromkeys(one.article_id for one in found[:ARTICLES_READ])
            )
        }
        cards = [show.extract(units, best) for units, best in above]
        subject = show.belief(scored[0]).subject if asked.length else None  # letters alone
        return Answers(cards[0] if cards else None, tuple(cards[1:]), extracts, subject=subject)

    def in_trouble(self, query: Query, code: str, answers: Answers) -> Answers:
        """What to do now, for somebody in trouble without a likely answer: the top of an article.

        Its first paragraph, or its warning of this very trouble, stands above, before what may
        answer; in its hit, how its first section begins comes first. What another article says has
        to be sure to stand above it.
        """
        article = self.index.articles.get(code)
        units = [one.unit for one in article.units] if article else []
        box = next((one for one in units if one.kind == "box"), None)
        told = query.urgent
        if told and code != told.articles[0]:
            # An article mainly on something else: its warning of this trouble, if it has one.
            warnings = (one for one in units if one.kind == "note")
            box = next((one for one in warnings if told.is_told_by(_said(one))), box)
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
            page = page_of(unit, self._articles)
            return extract_of([unit], page, query.highlights, frozenset(), 1.0, "sure")

        top = extract(box)
        above = (top, *((known,) if known and known.words != top.words else ()))
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

    def _above(self, scored: Candidates, show: Showing) -> list[tuple[list[Unit], Scored]]:
        """What stands above the hits, each with its best unit: one if sure, two if possible.

        Who asks what to say gets the words, beside the best piece or after it.
        """
        level = show.belief(scored[0]).level
        if level == "none":
            return []
        best = with_words_to_say(with_rows(scored[0], scored, show), scored[0], show)
        above = [(best, scored[0])]
        shown = [unit.text for unit in best]
        if words := words_to_say(scored, shown, show):
            return [*above, ([words.unit.unit], words)]
        if level == "sure":
            return above
        for other in apart(scored, 1, shown):
            units = with_rows(other, scored, show)
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
                [row], page_of(row, self._articles), query.highlights, frozenset(), 1.0, "sure"
            )
            for row in rows
        ]
        by_article = {
            one.article_id: tuple(row for row in extracts[1:] if row.article_id == one.article_id)
            for one in found[:ARTICLES_READ]
        }
        return Answers(extracts[0], (), by_article)


def lead_of(found: Sequence[Found]) -> float:
    """How far the first article stands before the second, as a share of its score."""
    if len(found) < 2 or not found[0].score:  # noqa: PLR2004 - a first and a second one
        return 1.0
    return (found[0].score - found[1].score) / found[0].score


def _said(unit: Unit) -> str:
    return normalised_text(unit.text).replace(" ", "")
