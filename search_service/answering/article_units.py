"""The units of an article with their terms, as compact postings of that article alone.

What a question costs depends on the units of the articles that it finds, not on the corpus.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search_service.answering.article_sums import article_sums
from search_service.answering.asked_places import (
    AskedPlaces,
    Given,
    Mass,
    Read,
    asked_of_section,
    asked_places,
    asked_text,
    by_term,
)
from search_service.answering.coverage import Holders, holders_of
from search_service.answering.naive_bayes import Wordings, wordings_of
from search_service.answering.opposites import Opposites, opposites_among
from search_service.answering.phrasings import Phrasings, phrasings_of
from search_service.answering.promises import with_what_it_promises
from search_service.answering.term_numbers import TermNumbers
from search_service.answering.term_sums import (
    HEADING,
    LABEL,
    LEAD,
    OWN,
    PLACE,
    Floats,
    TermSums,
)
from search_service.answering.unit_tables import rows_with, tables_of
from search_service.answering.unit_terms import Term, Terms
from search_service.answering.wanted import Kind, held
from search_service.content.units import Unit

# How a page begins the line on where in the app something is.
_ENTRY = "入口"
# Characters of a table; a longer one is opened, not read in a card.
SHORT_TABLE = 240


@dataclass(frozen=True)
class AnalysedUnit:
    """What choosing knows of a unit; `text` is its own, `at` its place in its article.

    What it promises is shown with it (`unit`), and not looked for in it.
    """

    unit: Unit
    text: str
    at: int
    label_terms: Terms
    held: frozenset[Kind]

    @property
    def is_entry(self) -> bool:
        """Whether it says where in the app something is."""
        return self.text.startswith(_ENTRY)


@dataclass(frozen=True)
class ArticleUnits:
    """The units of an article, and which terms stand where in them.

    Attributes:
        units: In reading order.
        postings: Term → its places, as `PLACE` × place + where. What the sums are made of may be
            left out once they are made: these, `holders`, and the places of `asked`.
        title: Terms of the title.
        headline_postings: Term → which of the title (0), the questions and those given to the first
            paragraph have it.
        label_masses: Of each unit, what its label weighs; 1 without any.
        headline_masses: Of each headline, what it weighs.
        own_headlines: How many of them are its title and its questions.
        asked: Questions given to its sections and rows.
        rows_with: Word that the title does not have → the rows of tables whose text has it.
        holders: Which units hold a term that the title does not have.
        subjects: The questions given to it and to its pieces, without question words.
        phrasings: All questions given to it and to its pieces.
        wordings: How people ask for it and for its pieces.
        boxes: Of each unit, whether it is its first paragraph.
        openings: Of each unit, whether a section begins with it.
        tables: Of each row, the places of all rows of its table.
        fixed_scores: What choosing remembers, by the kinds of answer wanted and by whether the
            question is short.
    """

    units: Sequence[AnalysedUnit]
    postings: Mapping[Term, tuple[int, ...]]
    title: Terms
    headline_postings: Mapping[Term, Sequence[int]]
    label_masses: Floats
    headline_masses: Floats
    own_headlines: int
    rows_with: Mapping[Term, Sequence[int]]
    asked: AskedPlaces
    holders: Holders
    subjects: frozenset[str]
    phrasings: Phrasings
    wordings: Wordings
    boxes: NDArray[np.bool_]
    openings: NDArray[np.bool_]
    tables: Mapping[int, Sequence[int]]
    fixed_scores: dict[tuple[frozenset[Kind], bool], Floats] = field(
        default_factory=dict, compare=False
    )

    @cached_property
    def sums(self) -> TermSums:
        """Which terms add to which sums; made when the article is first looked at for an answer."""
        sizes = len(self.units), len(self.headline_masses), len(self.asked.masses)
        return article_sums(
            self.postings,
            self.title,
            self.headline_postings,
            self.asked.postings,
            self.holders,
            sizes,
            self.phrasings.numbers,
        )

    @cached_property
    def short_tables(self) -> Mapping[int, Sequence[int]]:
        """As `tables`, those of several rows that may be read in a card."""
        return {
            at: table
            for at, table in self.tables.items()
            if len(table) > 1 and sum([len(self.units[one].text) for one in table]) <= SHORT_TABLE
        }

    @cached_property
    def data_rows(self) -> Sequence[AnalysedUnit]:
        """Its rows of data."""
        return [one for one in self.units if one.unit.source == "data" and one.unit.kind == "row"]

    @cached_property
    def opposites(self) -> tuple[Opposites, ...]:
        """Its pieces that differ by a negation alone."""
        return opposites_among([one.unit for one in self.units])

    @cached_property
    def given(self) -> Given:
        """Which of the questions given to units belong to which."""
        return self.asked.given(len(self.units))

    @cached_property
    def given_masses(self) -> Floats:
        """What the headlines weigh, and then what the questions given to units do."""
        return np.concatenate([self.headline_masses, self.asked.masses])

    @cached_property
    def facts(self) -> Floats:
        """What no question changes: label masses, whether a first paragraph, whether an opening."""
        return np.array([self.label_masses, self.boxes, self.openings], np.float64)

    def know(self, sums: TermSums, given: Given, opposites: tuple[Opposites, ...]) -> None:
        """Take what was made before, of what is left out here."""
        self.__dict__.update(sums=sums, given=given, opposites=opposites)

    def prepare(self) -> None:
        """Make now what would be made when it is first looked at for an answer."""
        _ = self.sums, self.opposites, self.given, self.given_masses, self.facts
        _ = self.short_tables, self.data_rows

    def has_headline_with(self, terms: Iterable[Term]) -> bool:
        """Whether the title, or one question given to the article, has all of some terms."""
        common: set[int] | None = None
        for term in terms:
            found = self.headline_postings.get(term, ())
            common = common.intersection(found) if common is not None else set(found)
            if not common:
                return False
        return bool(common)


def article_units(
    units: Sequence[Unit],
    headlines: Sequence[str],
    read: Read,
    mass: Mass,
    known: Phrasings | None = None,
) -> ArticleUnits:
    """Analyse the units of an article.

    Args:
        units: All of them, in reading order.
        headlines: Its title and the questions given to it; nothing for what is no article.
        read: Gives the terms of a text.
        mass: Gives what terms weigh among the units of all articles.
        known: Its phrasings, where they have been made.
    """
    postings: dict[Term, list[int]] = defaultdict(list)
    analysed = []
    for place, unit in enumerate(units):
        label = read(unit.label)
        bits = dict.fromkeys(read(unit.text), OWN)
        for terms, where in (
            (read(unit.heading or ""), HEADING),
            (read(unit.lead), LEAD),
            (label, LABEL),
        ):
            for term in terms:
                bits[term] = bits.get(term, 0) + where
        for term, where in bits.items():
            postings[term].append(PLACE * place + where)
        shown = with_what_it_promises(unit, units)
        analysed.append(AnalysedUnit(shown, unit.text, place, label, held(unit.text)))
    titles = [read(text) for text in (*headlines, *_asked_of_the_matter(units))]
    title = titles[0] if headlines else frozenset()
    asked = asked_places(units, title, read, mass)
    tables = tables_of(units)
    phrasings = known or phrasings_given(units, headlines, read, mass)
    return ArticleUnits(
        units=analysed,
        postings={term: tuple(places) for term, places in postings.items()},
        title=title,
        headline_postings=by_term(titles),
        label_masses=np.array([mass(one.label_terms) or 1.0 for one in analysed]),
        headline_masses=np.array([mass(terms) for terms in titles]),
        own_headlines=len(headlines),
        rows_with=rows_with(postings, title, tables),
        asked=asked,
        holders=_holders(title, postings, asked),
        subjects=frozenset(map(asked_text, _given(units, headlines))),
        phrasings=phrasings,
        wordings=wordings_of(units, headlines, phrasings.numbers),
        boxes=np.array([one.unit.kind == "box" for one in analysed], np.bool_),
        openings=np.array([one.unit.kind == "opening" for one in analysed], np.bool_),
        tables=tables,
    )


def _asked_of_the_matter(units: Sequence[Unit]) -> list[str]:
    """Questions given to a first paragraph: further wordings of what the page is about."""
    return [one for unit in units if unit.kind == "box" for one in unit.piece_questions]


def _given(units: Sequence[Unit], headlines: Sequence[str]) -> Iterator[str]:
    yield from headlines
    for unit in units:
        yield from (*unit.questions, *unit.piece_questions, *unit.section_questions)


def texts_of(units: Sequence[Unit], headlines: Sequence[str]) -> list[str]:
    """Every text that `article_units` reads, each once, in an order of its own."""
    found = dict.fromkeys((*headlines, *map(asked_text, headlines), *_asked_of_the_matter(units)))
    for unit in units:
        found |= dict.fromkeys((unit.text, unit.heading or "", unit.lead, unit.label))
        given = (*unit.questions, *unit.piece_questions, *asked_of_section(unit))
        found |= dict.fromkeys(map(asked_text, given))
    return list(found)


def phrasings_given(
    units: Sequence[Unit],
    headlines: Sequence[str],
    read: Read,
    mass: Mass,
    numbers: TermNumbers | None = None,
) -> Phrasings:
    """All questions given to an article and to its pieces; the arguments of `article_units`.

    `numbers` numbers the terms of all articles that may be compared together.
    """
    given = (one for unit in units for one in (*unit.questions, *unit.section_questions))
    known = dict.fromkeys((*headlines, *given))
    pieces = dict.fromkeys(one for unit in units for one in unit.piece_questions)
    texts = [read(asked_text(text)) for text in (*known, *pieces)]
    return phrasings_of(texts, map(mass, texts), len(known), numbers)


def _holders(title: Terms, postings: Mapping[Term, Sequence[int]], asked: AskedPlaces) -> Holders:
    def answering(*, section: bool) -> Iterator[tuple[Term, Sequence[int]]]:
        for term, numbers in asked.postings.items():
            for number in numbers:
                if asked.of_section[number] == section:
                    yield term, asked.places[number]

    own = ((term, tuple([one // PLACE for one in found])) for term, found in postings.items())
    return holders_of(title, own, answering(section=False), answering(section=True))
