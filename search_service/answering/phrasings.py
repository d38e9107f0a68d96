"""The questions an article is known to answer, and how far they speak for it when one is asked.

An article may hold every word of a question and be on something else: 怎么贷款 stands in one on
calls about debts. Where it is on the question, some question given to it is nearly the one asked.
Questions of single pieces speak for an article too, but less: in it alone one knows what they mean.

What a comparison costs depends on the questions that share a term with the one asked, and hardly on
how many were given: of each term an article knows which have it.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, repeat
from typing import NamedTuple

import numpy as np

from search_service.answering.term_numbers import TermNumbers
from search_service.answering.term_sums import Floats, Weighed, added
from search_service.answering.unit_terms import Term, Terms

# How soon further questions with a term add nothing (k1 of BM25).
_SATURATION = 1.2
# Places of questions, as C and NumPy know the type: an unsigned int.
_PLACE = "I"
_PLACE_SIZE = array(_PLACE).itemsize


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


# Of all four: as by its name, in a third of the time.
_likeness = partial(tuple.__new__, Likeness)
NO_LIKENESS = Likeness(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Phrasings:
    """Questions given to an article, without their question words.

    An empty one stands before those of the article and before those of its pieces.

    Attributes:
        numbers: Numbers the terms; the same for all articles that are compared together.
        rows: By the number of a term, the places of the questions that have it, as bytes, of which
            many are put together faster than of arrays.
        masses: Of each question, what it weighs.
        pieces: Where those of single pieces begin; all before are its title, its questions or its
            sections'.
    """

    numbers: TermNumbers = field(compare=False)
    rows: Mapping[int, bytes]
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
    numbers = question.numbered(given[0].numbers)
    rows = [row for one in given for row in map(one.rows.get, numbers, repeat(b""))]
    sizes = np.array([*map(len, rows)]) // _PLACE_SIZE
    counts = sizes.reshape(len(given), -1)
    firsts = [0, *accumulate([len(one.masses) for one in given])]
    places = np.frombuffer(b"".join(rows), _PLACE) + np.array(firsts[:-1]).repeat(counts.sum(1))
    adding = question.scaled[None].repeat(len(given), 0).ravel().repeat(sizes)
    sums = np.bincount(places, adding, firsts[-1])
    agreements = sums / (np.concatenate([one.masses for one in given]) + mass)
    cuts: list[int] = []
    for first, one in zip(firsts, given, strict=False):
        cuts += (first, first + one.pieces)
    nearest = np.minimum(1.0, 2 * np.maximum.reduceat(agreements, cuts)).tolist()
    within = (np.maximum.reduceat(sums, cuts)[::2] / mass).tolist()
    often = counts.T
    held = added(question.scaled[:, None] * often / (often + _SATURATION))
    held = (held * ((1.0 + _SATURATION) / mass)).tolist()
    return list(map(_likeness, zip(nearest[::2], nearest[1::2], held, within, strict=True)))


def phrasings_of(
    texts: Iterable[Terms], masses: Iterable[float], known: int, numbers: TermNumbers | None = None
) -> Phrasings:
    """Number the terms of questions; the first `known` ones are not those of single pieces."""
    numbers = numbers or TermNumbers()
    given, weighed = [*texts], [*masses]
    given[known:known], weighed[known:known] = [frozenset()], [1.0]
    given, weighed = [frozenset[Term](), *given], [1.0, *weighed]
    places: dict[int, list[int]] = defaultdict(list)
    for place, terms in enumerate(given):
        for number in numbers.of(sorted(terms)):  # in one order in every process
            places[number].append(place)
    rows = {number: array(_PLACE, own).tobytes() for number, own in places.items()}
    return Phrasings(numbers, rows, np.array(weighed, np.float64), known + 1)
