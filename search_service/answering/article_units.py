"""The units of an article with their terms, as compact postings of that article alone.

What a question costs depends on the units of the articles that it finds, not on the corpus.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from search_service.analysis.normalise import normalised_text
from search_service.answering.coverage import Holders, holders_of
from search_service.answering.phrasings import Phrasings, phrasings_of
from search_service.answering.unit_terms import Term, Terms
from search_service.answering.wanted import Kind, held, wanted, without_question_words
from search_service.content.units import Unit

# Where in a unit a term stands: a posting is 16 × the unit's place + a sum of these.
OWN, HEADING, LEAD, LABEL = 1, 2, 4, 8
PLACE = 16
# What a term counts that the article's title has, where questions are compared with those given
# to its sections: all of them are about it.
TITLE_SHARE = 0.1
# How a page begins the line on where in the app something is.
_ENTRY = "入口"
# A question given to a section is one of its units where that says at least this share of it, and
# any other at most this much of that.
LEAST_SAID = 0.3
LESS_SAID = 0.6


Read = Callable[[str], Terms]
Mass = Callable[[Iterable[Term]], float]


@dataclass(frozen=True)
class AnalysedUnit:
    """What choosing knows of a unit; `text` is all of it, `at` its place in its article."""

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
        headline_postings: Term → which of the title (0), the questions and those given to the first
            paragraph have it.
        label_masses: Of each unit, what its label weighs.
        headline_masses: Of each headline, what it weighs.
        own_headlines: How many of them are its title and its questions.
        asked: Questions given to its sections and rows.
        holders: Which units hold a term that the title does not have.
        subjects: The questions given to it and to its pieces, without question words.
        phrasings: All questions given to it and to its pieces.
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
    label_masses: Sequence[float]
    headline_masses: Sequence[float]
    own_headlines: int
    asked: AskedPlaces
    holders: Holders
    subjects: frozenset[str]
    phrasings: Phrasings
    boxes: Sequence[bool]
    openings: Sequence[bool]
    tables: Mapping[int, Sequence[int]]
    fixed_scores: dict[tuple[frozenset[Kind], bool], Sequence[float]] = field(
        default_factory=dict, compare=False
    )

    def has(self, term: Term) -> bool:
        """Whether a term stands in a unit, in the title or in a question given to the article."""
        return (
            term in self.postings or term in self.headline_postings or term in self.asked.postings
        )

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
        analysed.append(AnalysedUnit(unit, unit.text, place, label, held(unit.text)))
    titles = [read(text) for text in (*headlines, *_asked_of_the_matter(units))]
    title = titles[0] if headlines else frozenset()
    asked = _asked(units, title, read, mass)
    return ArticleUnits(
        units=analysed,
        postings={term: tuple(places) for term, places in postings.items()},
        title=title,
        headline_postings=_postings(titles),
        label_masses=[mass(one.label_terms) for one in analysed],
        headline_masses=[mass(terms) for terms in titles],
        own_headlines=len(headlines),
        asked=asked,
        holders=_holders(title, postings, asked),
        subjects=frozenset(map(asked_text, _given(units, headlines))),
        phrasings=known or phrasings_given(units, headlines, read, mass),
        boxes=[one.unit.kind == "box" for one in analysed],
        openings=[one.unit.kind == "opening" for one in analysed],
        tables=_tables(units),
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
        given = (*unit.questions, *unit.piece_questions, *unit.section_questions)
        found |= dict.fromkeys(map(asked_text, given))
    return list(found)


# The public articles stand in the agents' index as well.
@lru_cache(maxsize=20_000)
def asked_text(question: str) -> str:
    """What is read of a question that is compared with the one asked."""
    return without_question_words(normalised_text(question))


def _asked(units: Sequence[Unit], title: Terms, read: Read, mass: Mass) -> AskedPlaces:
    places: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        for question in (*unit.questions, *(() if unit.kind == "box" else unit.piece_questions)):
            places[question, False].append(place)
        for question in unit.section_questions:
            places[question, True].append(place)
    masses, kinds, texts = [], [], []
    answered: list[Sequence[int]] = []
    of_section: list[bool] = []
    for (question, is_section), found in places.items():
        terms = read(asked_text(question))
        own = _said_by_one(terms - title, [(at, read(units[at].text)) for at in found], mass)
        answered.append([own] if is_section and own is not None else found)
        of_section.append(is_section and own is None)
        texts.append(terms)
        masses.append(mass(terms - title) + TITLE_SHARE * mass(terms & title))
        kinds.append(wanted(normalised_text(question)))
    return AskedPlaces(
        places=answered,
        of_section=of_section,
        kinds=kinds,
        masses=masses,
        postings=_postings(texts),
    )


def phrasings_given(
    units: Sequence[Unit], headlines: Sequence[str], read: Read, mass: Mass
) -> Phrasings:
    """All questions given to an article and to its pieces; the arguments of `article_units`."""
    given = (one for unit in units for one in (*unit.questions, *unit.section_questions))
    known = dict.fromkeys((*headlines, *given))
    pieces = dict.fromkeys(one for unit in units for one in unit.piece_questions)
    texts = [read(asked_text(text)) for text in (*known, *pieces)]
    return phrasings_of(texts, map(mass, texts), len(known))


def _said_by_one(terms: Terms, units: Sequence[tuple[int, Terms]], mass: Mass) -> int | None:
    """The one unit of a section that says by far most of a question given to the section."""
    whole = mass(terms) or 1.0
    said = sorted(((mass(terms & own) / whole, at) for at, own in units), reverse=True)
    if not said or said[0][0] < LEAST_SAID:
        return None
    return said[0][1] if len(said) == 1 or said[1][0] <= LESS_SAID * said[0][0] else None


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

    own = ((term, tuple([one // PLACE for one in found])) for term, found in postings.items())
    return holders_of(title, own, answering(section=False), answering(section=True))


def _tables(units: Sequence[Unit]) -> Mapping[int, Sequence[int]]:
    """Rows below one heading with one head make a table."""
    rows: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        if unit.kind == "row":
            rows[unit.anchor, unit.lead].append(place)
    return {place: table for table in rows.values() for place in table}
