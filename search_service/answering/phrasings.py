"""The questions an article is known to answer, and how near one of them comes to what was asked.

An article may hold every word of a question and be on something else: 怎么贷款 stands in one on
calls about debts. Where it is on the question, some question given to it is nearly the one asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from search_service.answering.coverage import CHARACTER_SHARE
from search_service.answering.unit_terms import Term, Terms


@dataclass(frozen=True)
class Phrasings:
    """Title, questions and section questions of an article, without their question words.

    Attributes:
        postings: Term → the phrasings that have it.
        masses: Of each phrasing, what it weighs.
    """

    postings: Mapping[Term, Sequence[int]]
    masses: Sequence[float]

    def nearest(self, weights: Mapping[Term, float], mass: float) -> float:
        """Dice's coefficient of the nearest one, from 0 to 1.

        Args:
            weights: Terms of the question and what each weighs.
            mass: What the question weighs, a character `CHARACTER_SHARE` of a word.
        """
        sums: dict[int, float] = {}
        for term, weight in weights.items():
            scaled = weight if term[0] == "w" else CHARACTER_SHARE * weight
            for number in self.postings.get(term, ()):
                sums[number] = sums.get(number, 0.0) + scaled
        masses = self.masses
        agreements = (2 * both / (mass + masses[number]) for number, both in sums.items())
        return min(1.0, max(agreements, default=0.0))


def phrasings_of(texts: Iterable[Terms], masses: Iterable[float]) -> Phrasings:
    """Gather terms by the phrasing that has them."""
    postings: dict[Term, list[int]] = defaultdict(list)
    for number, terms in enumerate(texts):
        for term in terms:
            postings[term].append(number)
    return Phrasings(postings, tuple(masses))
