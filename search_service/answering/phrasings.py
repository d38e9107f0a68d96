"""The questions an article is known to answer, and how far they speak for it when one is asked.

An article may hold every word of a question and be on something else: 怎么贷款 stands in one on
calls about debts. Where it is on the question, some question given to it is nearly the one asked.
Questions of single pieces speak for an article too, but less: in it alone one knows what they mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.answering.term_sums import Weighed, added
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


@dataclass(frozen=True)
class Phrasings:
    """Questions given to an article, without their question words.

    Attributes:
        rows: Term → its row in `has`.
        has: Of each term, which phrasings have it; none have what the last row is for.
        counts: Of each row, how many have it.
        masses: Of each phrasing, what it weighs.
        known: How many of them, the first ones, are its title, its questions or its sections'; all
            others are those of single pieces.
    """

    rows: Mapping[Term, int]
    has: NDArray[np.bool_]
    counts: Sequence[int]
    masses: NDArray[np.float64]
    known: int

    def likeness(self, question: Weighed, mass: float) -> Likeness:
        """How far they speak for a question.

        Args:
            question: Its terms.
            mass: What it weighs, a character `CHARACTER_SHARE` of a word.
        """
        row_of, counts, none = self.rows.get, self.counts, len(self.rows)
        rows = [row_of(term, none) for term in question.terms]
        held = 0.0
        for row, weight in zip(rows, question.scaled, strict=True):
            if row != none:
                count = counts[row]
                held += weight * count / (count + _SATURATION)
        if not held:
            return NO_LIKENESS
        sums = added(self.has[rows] * question.column)
        agreements: list[float] = (sums / (self.masses + mass)).tolist()
        # A list gives its greatest number in half of an array's time.
        known = self.known
        nearest, piece = max(agreements[:known], default=0.0), max(agreements[known:], default=0.0)
        within: float = max(sums[:known].tolist(), default=0.0)
        held *= (1.0 + _SATURATION) / mass
        return Likeness(min(1.0, 2 * nearest), min(1.0, 2 * piece), held, within / mass)


def phrasings_of(texts: Iterable[Terms], masses: Iterable[float], known: int) -> Phrasings:
    """Gather terms by the phrasing that has them; `known` as in `Phrasings`."""
    postings: dict[Term, list[int]] = defaultdict(list)
    for number, terms in enumerate(texts):
        for term in terms:
            postings[term].append(number)
    order = sorted(postings)  # in one order in every process
    weighed = np.array([*masses], np.float64)
    has = np.zeros((len(order) + 1, len(weighed)), np.bool_)
    for row, term in zip(has, order, strict=False):
        row[postings[term]] = True
    counts = [*(len(postings[term]) for term in order), 0]
    return Phrasings(dict(zip(order, range(len(order)), strict=True)), has, counts, weighed, known)
