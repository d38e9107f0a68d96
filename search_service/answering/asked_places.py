"""Questions that writers gave to the sections, rows and sentences of an article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.normalise import normalised_text
from search_service.answering.term_sums import TITLE_SHARE, Floats
from search_service.answering.unit_terms import Term, Terms
from search_service.answering.wanted import Kind, wanted, without_question_words
from search_service.content.units import Unit

# A question given to a section is one of its units where that says at least this share of it, and
# any other at most this much of that.
LEAST_SAID = 0.3
LESS_SAID = 0.6
# What an agreement counts with a question that wants another kind of answer.
OTHER_KIND = 0.9
# Kinds of questions whose fixed part is remembered.
MOST_KINDS = 64

Read = Callable[[str], Terms]
Mass = Callable[[Iterable[Term]], float]


class Given(NamedTuple):
    """Questions by the unit that answers them.

    Attributes:
        units: Places of the units that have any, ascending; after all of them, by the same places,
            those whose section has any.
        starts: Of each of them, where its questions begin.
        questions: The questions, one unit's after the other's.
    """

    units: NDArray[np.intp]
    starts: NDArray[np.intp]
    questions: NDArray[np.intp]


@dataclass(frozen=True)
class AskedPlaces:
    """Questions that writers gave to sections and rows, with postings of their own.

    Attributes:
        places: Of each question, the units that answer it.
        of_section: Of each, whether it was given to the whole section.
        kinds: Of each, the kinds of answer it wants.
        masses: Of each, what it weighs.
        postings: Term → the questions that have it.
        shares: What is remembered of `shares_of`.
    """

    places: Sequence[Sequence[int]]
    of_section: Sequence[bool]
    kinds: Sequence[frozenset[Kind]]
    masses: Floats
    postings: Mapping[Term, Sequence[int]]
    shares: dict[frozenset[Kind], Floats] = field(default_factory=dict, compare=False)

    def given(self, size: int) -> Given:
        """Those of each of `size` units, and of the section of each."""
        pairs = sorted(
            (place + size * self.of_section[number], number)
            for number, places in enumerate(self.places)
            for place in places
        )
        found = np.array(pairs, np.intp).reshape(-1, 2)
        units, starts = np.unique(found[:, 0], return_index=True)
        return Given(units, starts, found[:, 1].copy())

    def shares_of(self, wanted: frozenset[Kind]) -> Floats:
        """What an agreement with each question counts, by the kinds of answer wanted."""
        known = self.shares.get(wanted)
        if known is None:
            if len(self.shares) >= MOST_KINDS:
                self.shares.clear()
            known = np.array([1.0 if kinds == wanted else OTHER_KIND for kinds in self.kinds])
            self.shares[wanted] = known
        return known


# The public articles stand in the agents' index as well.
@lru_cache(maxsize=20_000)
def asked_text(question: str) -> str:
    """What is read of a question that is compared with the one asked."""
    return without_question_words(normalised_text(question))


def asked_of_section(unit: Unit) -> Sequence[str]:
    """What the section of a unit answers: the questions given to it, and its heading."""
    return list(dict.fromkeys(filter(None, (*unit.section_questions, unit.heading))))


def asked_places(units: Sequence[Unit], title: Terms, read: Read, mass: Mass) -> AskedPlaces:
    """The questions given to the units of an article; the arguments of `article_units`."""
    places: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        for question in (*unit.questions, *(() if unit.kind == "box" else unit.piece_questions)):
            places[question, False].append(place)
        for question in asked_of_section(unit):
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
        masses=np.array(masses),
        postings=by_term(texts),
    )


def _said_by_one(terms: Terms, units: Sequence[tuple[int, Terms]], mass: Mass) -> int | None:
    """The one unit of a section that says by far most of a question given to the section."""
    whole = mass(terms) or 1.0
    said = sorted(((mass(terms & own) / whole, at) for at, own in units), reverse=True)
    if not said or said[0][0] < LEAST_SAID:
        return None
    return said[0][1] if len(said) == 1 or said[1][0] <= LESS_SAID * said[0][0] else None


def by_term(texts: Sequence[Terms]) -> Mapping[Term, Sequence[int]]:
    """Term → which of some texts have it."""
    postings: dict[Term, list[int]] = defaultdict(list)
    for number, terms in enumerate(texts):
        for term in terms:
            postings[term].append(number)
    return postings
