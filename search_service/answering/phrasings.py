"""The questions an article is known to answer, and how far they speak for it when one is asked.

An article may hold every word of a question and be on something else: 怎么贷款 stands in one on
calls about debts. Where it is on the question, some question given to it is nearly the one asked.
Questions of single pieces speak for an article too, but less: in it alone one knows what they mean.

Terms are numbers here, and an article's questions two rows of them: of the first articles, which a
question is compared with, all are looked through in one pass. A look-up of each term in each
article took twice as long, and most of it was waiting for memory.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.answering.term_sums import Floats, Weighed, added
from search_service.answering.unit_terms import Term, Terms

# How soon further questions with a term add nothing (k1 of BM25).
_SATURATION = 1.2


class Likeness(NamedTuple):
    """How far the questions given to an article speak for it.

    Attributes:
        nearest: Dice's coefficient of the nearest known question, from 0 to 1.
        piece: The same of the nearest question of a single piece.
        held: What of the question stands in any of them, the more often the more, as a share of
            what it weighs; from 0 to 2.2.
        within: What of it the known question says that says most of it, as a share; from 0 to 1.
    """

    nearest: float
    piece: float
    held: float
    within: float = 0.0


NO_LIKENESS = Likeness(0.0, 0.0, 0.0)


class TermNumbers:
    """Numbers of terms, each given when it is first read; safe to use from several threads."""

    def __init__(self) -> None:
        self._numbers: dict[Term, int] = {}
        self._giving = threading.Lock()

    def of(self, terms: Iterable[Term]) -> list[int]:
        """The numbers of terms that are read."""
        with self._giving:
            return [self._numbers.setdefault(term, len(self._numbers)) for term in terms]

    def places_of(self, terms: Sequence[Term]) -> NDArray[np.uint16]:
        """Of each number the place of its term among those of a question, from 1; 0 for none."""
        places = np.zeros(len(self._numbers), np.uint16)
        known = self._numbers.get
        for place, term in enumerate(terms, 1):
            if (number := known(term)) is not None and number < len(places):
                places[number] = place
        return places


@dataclass(frozen=True)
class Phrasings:
    """Questions given to an article, without their question words.

    An empty one stands before those of the article and before those of its pieces.

    Attributes:
        numbers: Numbers the terms; the same for all articles that are compared together.
        terms: Numbers of the terms of all questions.
        places: Of each of them, the place of the question that has it.
        masses: Of each question, what it weighs.
        pieces: Where those of single pieces begin; all before are its title, its questions or its
            sections'.
    """

    numbers: TermNumbers = field(compare=False)
    terms: NDArray[np.intp]
    places: NDArray[np.intp]
    masses: Floats
    pieces: int

    def likeness(self, question: Weighed, mass: float) -> Likeness:
        """How far they speak for a question; as `likenesses`."""
        return likenesses(question, mass, [self])[0]


def likenesses(question: Weighed, mass: float, given: Sequence[Phrasings]) -> list[Likeness]:
    """How far the questions given to each of some articles speak for one that is asked.

    Sums are added up in the order of the question's terms, as a loop would.

    Args:
        question: Its terms.
        mass: What it weighs, a character `CHARACTER_SHARE` of a word.
        given: Those of each article.
    """
    if not question.terms:
        return [NO_LIKENESS] * len(given)
    scaled = question.column[:, 0]
    asked = given[0].numbers.places_of(question.terms)
    found = asked.take(np.concatenate([one.terms for one in given]))
    matching = found.nonzero()[0]
    order = found[matching].argsort(kind="stable")
    matching = matching[order]
    terms = found[matching] - np.intp(1)
    of = np.arange(len(given)).repeat([len(one.terms) for one in given])[matching]
    firsts = [0, *accumulate([len(one.masses) for one in given])]
    places = np.concatenate([one.places for one in given])[matching] + np.array(firsts)[of]
    sums = np.bincount(places, scaled[terms], firsts[-1])
    agreements = sums / (np.concatenate([one.masses for one in given]) + mass)
    cuts: list[int] = []
    for first, one in zip(firsts, given, strict=False):
        cuts += (first, first + one.pieces)
    nearest = np.minimum(1.0, 2 * np.maximum.reduceat(agreements, cuts))
    within = np.maximum.reduceat(sums, cuts)[::2] / mass
    counts = np.bincount(terms * len(given) + of, minlength=len(scaled) * len(given))
    counts = counts.reshape(len(scaled), len(given))
    held = added(scaled[:, None] * counts / (counts + _SATURATION))
    held *= (1.0 + _SATURATION) / mass
    rows = nearest[::2], nearest[1::2], held, within
    return list(map(Likeness._make, zip(*(row.tolist() for row in rows), strict=True)))


def phrasings_of(
    texts: Iterable[Terms], masses: Iterable[float], known: int, numbers: TermNumbers | None = None
) -> Phrasings:
    """Number the terms of questions; the first `known` ones are not those of single pieces."""
    numbers = numbers or TermNumbers()
    given, weighed = [*texts], [*masses]
    given[known:known], weighed[known:known] = [frozenset()], [1.0]
    given, weighed = [frozenset[Term](), *given], [1.0, *weighed]
    terms = [numbers.of(sorted(one)) for one in given]  # in one order in every process
    places = np.repeat(np.arange(len(given)), [*map(len, terms)])
    flat = np.array([number for one in terms for number in one], np.intp)
    return Phrasings(numbers, flat, places, np.array(weighed, np.float64), known + 1)
