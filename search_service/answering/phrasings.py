"""The questions an article is known to answer, and how far they speak for it when one is asked.

An article may hold every word of a question and be on something else: 怎么贷款 stands in one on
calls about debts. Where it is on the question, some question given to it is nearly the one asked.
Questions of single pieces speak for an article too, but less: in it alone one knows what they mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.answering.coverage import CHARACTER_SHARE
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
        postings: Term → the phrasings that have it.
        masses: Of each phrasing, what it weighs.
        known: How many of them, the first ones, are its title, its questions or its sections'; all
            others are those of single pieces.
    """

    postings: Mapping[Term, NDArray[np.int32]]
    masses: NDArray[np.float64]
    known: int

    def likeness(self, weights: Mapping[Term, float], mass: float) -> Likeness:
        """How far they speak for a question.

        Args:
            weights: Terms of the question and what each weighs.
            mass: What the question weighs, a character `CHARACTER_SHARE` of a word.
        """
        found: list[NDArray[np.int32]] = []
        amounts: list[float] = []
        held = 0.0
        postings = self.postings
        for term, weight in weights.items():
            numbers = postings.get(term)
            if numbers is not None:
                scaled = weight if term[0] == "w" else CHARACTER_SHARE * weight
                count = len(numbers)
                held += scaled * count / (count + _SATURATION)
                found.append(numbers)
                amounts.append(scaled)
        if not found:
            return NO_LIKENESS
        # NumPy adds in the order of the terms, so that the sums are those of a loop.
        added = np.repeat(amounts, [len(numbers) for numbers in found])
        sums = np.bincount(np.concatenate(found), added, len(self.masses))
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
    arrays = {term: np.array(numbers, np.int32) for term, numbers in postings.items()}
    return Phrasings(arrays, np.array([*masses], np.float64), known)
