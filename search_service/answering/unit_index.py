"""The units of each article with their terms, as compact postings of that article alone.

What a question costs depends on the units of the articles that it finds, not on the corpus.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from search_service.analysis.normalise import normalised_text
from search_service.answering.coverage import Holders, holders_of
from search_service.answering.documents import Documents
from search_service.answering.phrasings import Phrasings, phrasings_of
from search_service.answering.unit_terms import Term, Terms, UnitTerms
from search_service.answering.wanted import Kind, held, wanted, without_question_words
from search_service.content.units import Unit

# Where in a unit a term stands: a posting is 16 × the unit's place + a sum of these.
OWN, HEADING, LEAD, LABEL = 1, 2, 4, 8
PLACE = 16
# What a term counts that the article's title has, where questions are compared with those given
# to its sections: all of them are about it.
TITLE_SHARE = 0.1
# A question given to a section is one of its units where that says at least this share of it, and
# any other at most this much of that.
LEAST_SAID = 0.3
LESS_SAID = 0.6


@dataclass(frozen=True)
class AnalysedUnit:
    """What choosing knows of a unit; `text` is all of it, `at` its place in its article."""

    unit: Unit
    text: str
    at: int
    label_terms: Terms
    held: frozenset[Kind]


@dataclass(frozen=True)
class AskedPlaces:
    """Questions that writers gave to sections and rows, with postings of their own.

    Attributes:
        places: Of each question, the units that answer it.
        of_section: Of each, whether it was given to the whole section.
        kinds: Of each, the kinds of answer it wants.
        masses: Of each, what it weighs.
        postings: Term → the questions that have it.
    """

    places: Sequence[Sequence[int]]
    of_section: Sequence[bool]
    kinds: Sequence[frozenset[Kind]]
    masses: Sequence[float]
    postings: Mapping[Term, Sequence[int]]


@dataclass(frozen=True)
class ArticleUnits:
    """The units of an article, and which terms stand where in them.

    Attributes:
        units: In reading order.
        postings: Term → its places, as `PLACE` × place + where.
        title: Terms of the title.
        headline_postings: Term → which of the title (0) and the questions have it.
        label_masses: Of each unit, what its label weighs.
        headline_masses: Of each headline, what it weighs.
        asked: Questions given to its sections and rows.
        holders: Which units hold a term that the title does not have.
        phrasings: All questions that it is known to answer.
        boxes: Places of its first paragraph.
        tables: Of each row, the places of all rows of its table.
        fixed_scores: What choosing remembers, by the kinds of answer wanted.
    """

    units: Sequence[AnalysedUnit]
    postings: Mapping[Term, tuple[int, ...]]
    title: Terms
    headline_postings: Mapping[Term, Sequence[int]]
    label_masses: Sequence[float]
    headline_masses: Sequence[float]
    asked: AskedPlaces
    holders: Holders
    phrasings: Phrasings
    boxes: frozenset[int]
    tables: Mapping[int, Sequence[int]]
    fixed_scores: dict[frozenset[Kind], Sequence[float]] = field(default_factory=dict)

    def has(self, term: Term) -> bool:
        """Whether a term stands in a unit, in the title or in a question given to the article."""
        return (
            term in self.postings or term in self.headline_postings or term in self.asked.postings
        )


class UnitIndex:
    """All units by article, the weight of terms among them, and the rows of data by their name."""

    def __init__(self, documents: Documents, read: UnitTerms) -> None:
        grouped: dict[str, list[Unit]] = defaultdict(list)
        for unit in documents.units:
            grouped[unit.article_id].append(unit)
        counts: Counter[Term] = Counter()
        own: dict[int, Terms] = {}
        for unit in documents.units:
            own[id(unit)] = read(unit.text)
            counts.update(own[id(unit)])
        self._size = len(documents.units)
        self._idf = {term: self._idf_of(count) for term, count in counts.items()}
        self._most = self._idf_of(0)
        self.articles: dict[str, ArticleUnits] = {}
        for code, units in grouped.items():
            article = documents.articles_by_id.get(code)
            headlines = (article.title, *article.questions) if article else ()
            self.articles[code] = self._article(units, headlines, read, own)
        self.named = self._named(documents)
        self.coded = self._coded()

    def _idf_of(self, count: int) -> float:
        return math.log1p((self._size - count + 0.5) / (count + 0.5))

    def idf(self, term: Term) -> float:
        """How much a term says; most when it stands in no unit."""
        return self._idf.get(term, self._most)

    def mass(self, terms: Iterable[Term]) -> float:
        """What terms weigh together, a character half as much as a word."""
        return sum(self.idf(term) * (1.0 if term[0] == "w" else 0.5) for term in terms)

    def _article(
        self,
        units: Sequence[Unit],
        headlines: Sequence[str],
        read: Callable[[str], Terms],
        own: Mapping[int, Terms],
    ) -> ArticleUnits:
        postings: dict[Term, list[int]] = defaultdict(list)
        analysed = []
        for place, unit in enumerate(units):
            label = read(unit.label)
            bits: Counter[Term] = Counter()
            for terms, where in (
                (own[id(unit)], OWN),
                (read(unit.heading or ""), HEADING),
                (read(unit.lead), LEAD),
                (label, LABEL),
            ):
                for term in terms:
                    bits[term] += where
            for term, where in bits.items():
                postings[term].append(PLACE * place + where)
            analysed.append(AnalysedUnit(unit, unit.text, place, label, held(unit.text)))
        titles = [read(text) for text in headlines]
        title = titles[0] if titles else frozenset()
        asked = self._asked(units, title, read)
        return ArticleUnits(
            units=analysed,
            postings={term: tuple(places) for term, places in postings.items()},
            title=title,
            headline_postings=_postings(titles),
            label_masses=[self.mass(one.label_terms) for one in analysed],
            headline_masses=[self.mass(terms) for terms in titles],
            asked=asked,
            holders=_holders(title, postings, asked),
            phrasings=self._phrasings(units, headlines, read),
            boxes=frozenset(one.at for one in analysed if one.unit.kind == "box"),
            tables=_tables(units),
        )

    def _asked(
        self, units: Sequence[Unit], title: Terms, read: Callable[[str], Terms]
    ) -> AskedPlaces:
        places: dict[tuple[str, bool], list[int]] = defaultdict(list)
        for place, unit in enumerate(units):
            for question in unit.questions:
                places[question, False].append(place)
            for question in unit.section_questions:
                places[question, True].append(place)
        masses, kinds, texts = [], [], []
        answered: list[Sequence[int]] = []
        of_section: list[bool] = []
        for (question, is_section), found in places.items():
            plain = normalised_text(question)
            terms = read(without_question_words(plain))
            own = self._said_by_one(terms - title, [(at, read(units[at].text)) for at in found])
            answered.append([own] if is_section and own is not None else found)
            of_section.append(is_section and own is None)
            texts.append(terms)
            masses.append(self.mass(terms - title) + TITLE_SHARE * self.mass(terms & title))
            kinds.append(wanted(plain))
        return AskedPlaces(
            places=answered,
            of_section=of_section,
            kinds=kinds,
            masses=masses,
            postings=_postings(texts),
        )

    def _phrasings(
        self, units: Sequence[Unit], headlines: Sequence[str], read: Callable[[str], Terms]
    ) -> Phrasings:
        given = (one for unit in units for one in (*unit.questions, *unit.section_questions))
        texts = [
            read(without_question_words(normalised_text(text)))
            for text in dict.fromkeys((*headlines, *given))
        ]
        return phrasings_of(texts, map(self.mass, texts))

    def _said_by_one(self, terms: Terms, units: Sequence[tuple[int, Terms]]) -> int | None:
        """The one unit of a section that says by far most of a question given to the section."""
        whole = self.mass(terms) or 1.0
        said = sorted(((self.mass(terms & own) / whole, at) for at, own in units), reverse=True)
        if not said or said[0][0] < LEAST_SAID:
            return None
        return said[0][1] if len(said) == 1 or said[1][0] <= LESS_SAID * said[0][0] else None

    def _named(self, documents: Documents) -> Mapping[str, Sequence[tuple[str, int]]]:
        """Rows of data and definitions by what they name: article and place.

        What a tool's page shows again counts only where no article shows it.
        """
        found: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
        tools = documents.tool_articles
        for code, article in sorted(self.articles.items(), key=lambda item: item[0] in tools):
            for place, one in enumerate(article.units):
                if one.unit.source != "article":
                    for name in names_of(one.unit.label):
                        found[name].setdefault(one.unit.text, (code, place))
        return {name: tuple(places.values()) for name, places in found.items()}

    def _coded(self) -> Mapping[str, Sequence[Unit]]:
        """Rows of the app's codes, by the code and by its digits where they are one code's only."""
        found: dict[str, list[Unit]] = defaultdict(list)
        for name, places in self.named.items():
            if code := _CODE.fullmatch(name):
                rows = [self.articles[article].units[at].unit for article, at in places]
                found[name] += rows
                found[code[1]] += rows
        labels = {code: {row.label for row in rows} for code, rows in found.items()}
        return {code: rows for code, rows in found.items() if len(labels[code]) == 1}


def _postings(texts: Sequence[Terms]) -> Mapping[Term, Sequence[int]]:
    postings: dict[Term, list[int]] = defaultdict(list)
    for number, terms in enumerate(texts):
        for term in terms:
            postings[term].append(number)
    return postings


def _holders(title: Terms, postings: Mapping[Term, Sequence[int]], asked: AskedPlaces) -> Holders:
    def answering(*, section: bool) -> Iterator[tuple[Term, Sequence[int]]]:
        for term, numbers in asked.postings.items():
            for number in numbers:
                if asked.of_section[number] == section:
                    yield term, asked.places[number]

    own = ((term, [one // PLACE for one in found]) for term, found in postings.items())
    return holders_of(title, chain(own, answering(section=False)), answering(section=True))


def _tables(units: Sequence[Unit]) -> Mapping[int, Sequence[int]]:
    """Rows below one heading with one head make a table."""
    rows: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        if unit.kind == "row":
            rows[unit.anchor, unit.lead].append(place)
    return {place: table for table in rows.values() for place in table}


_CODE = re.compile(r"[a-z]{1,4}(\d{4,6})")
_BRACKETED = re.compile(r"[（(].*?[）)]")


def names_of(label: str) -> set[str]:
    """What people call what a label names: 储蓄卡（借记卡） is both."""
    whole = normalised_text(label)
    inside = re.findall(r"[（(](.*?)[）)]", label)
    names = {whole, normalised_text(_BRACKETED.sub("", label)), *map(normalised_text, inside)}
    return {name.replace(" ", "") for name in names if len(name) > 1}
