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
        """How far they speak for a question; as `likenesses` of one."""
        return likenesses(question, [self], mass)[0]


def likenesses(question: Weighed, given: Sequence[Phrasings], mass: float) -> list[Likeness]:
    """How far the questions given to each of some articles speak for a question.

    Worked out for all of them together: NumPy's calls cost more than what they do.

    Args:
        question: Its terms.
        given: Phrasings of each article.
        mass: What the question weighs, a character `CHARACTER_SHARE` of a word.
    """
    if not given or not question.terms:
        return [NO_LIKENESS] * len(given)
    held: list[float] = []
    parts = []
    for one in given:
        row_of, counts, none = one.rows.get, one.counts, len(one.rows)
        rows = [row_of(term, none) for term in question.terms]
        amount = 0.0
        for row, weight in zip(rows, question.scaled, strict=True):
            if row != none:
                count = counts[row]
                amount += weight * count / (count + _SATURATION)
        held.append(amount * ((1.0 + _SATURATION) / mass))
        parts.append(one.has[rows])
    sums = added(np.concatenate(parts, 1) * question.column)
    masses = np.concatenate([one.masses for one in given])
    agreements: list[float] = (sums / (masses + mass)).tolist()
    said: list[float] = sums.tolist()
    found: list[Likeness] = []
    end = 0
    for one, amount in zip(given, held, strict=True):
        start, known, end = end, end + one.known, end + len(one.masses)
        nearest = max(agreements[start:known], default=0.0)
        piece = max(agreements[known:end], default=0.0)
        within = max(said[start:known], default=0.0) / mass
        found.append(Likeness(min(1.0, 2 * nearest), min(1.0, 2 * piece), amount, within))
    return found


def phrasings_of(texts: Iterable[Terms], masses: Iterable[float], known: int) -> Phrasings:
    """Gather terms by the phrasing that has them; `known` as in `Phrasings`."""
    postings: dict[Term, list[int]] = defaultdict(list)
    for number, terms in enumerate(texts):
        for term in terms:
            postings[term].append(number)
    weighed = np.array([*masses], np.float64)
    has = np.zeros((len(postings) + 1, len(weighed)), np.bool_)
    for row, numbers in zip(has, postings.values(), strict=False):
        row[numbers] = True
    rows = {term: row for row, term in enumerate(postings)}
    counts = [*map(len, postings.values()), 0]
    return Phrasings(rows, has, counts, weighed, known)
