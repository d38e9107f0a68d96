"""Every sum over the terms of a question that choosing needs of one article, in one pass.

All of them are sums of what a term weighs times something that no question changes, so that where a
term adds something, and which share of its weight, is written down once for an article. A question
then gathers the rows of its terms and adds them up with four calls of NumPy, in the order of the
terms: the same sums as term after term and place after place, in a fifth of the time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.answering.coverage import CHARACTER_SHARE
from search_service.answering.term_numbers import Numbered, TermNumbers
from search_service.answering.unit_terms import Term

# Where in a unit a term stands: a posting is 16 × the unit's place + a sum of these.
OWN, HEADING, LEAD, LABEL = 1, 2, 4, 8
PLACE = 16
# What a term of the title counts beside questions given to sections: all of them are about it.
TITLE_SHARE = 0.1

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]
# Places of sums as they are kept.
PLACE_TYPE = np.dtype(np.uint32)
# The shares of its weight that a term adds somewhere: all of it; with a character at half of a
# word; the same the less the more units have the term; and the same of a term of the title.
PLAIN, SCALED, RARE, TITLED = range(4)
SHARES = 4
# The sums that are one number, in their places before all others.
(BEYOND_WORDS, BEYOND_CHARACTERS, MOST_RARE, HELD, IN_TITLE, TITLE_CHARACTERS, ASKED) = range(7)
_SINGLE = 7
# The sums of which each unit has one.
OF_UNITS = ("characters", "rare", "lead", "label", "named", "said", "about")


def added(rows: Floats) -> Floats:
    """Rows added one after the other, as a loop adds them; adding pairs would round differently.

    NumPy does so where it adds along the slow axis, in a third of the time of `accumulate`.
    """
    sums: Floats = np.add.reduce(rows, 0) if rows.shape[1] > 1 else np.add.accumulate(rows)[-1]
    return sums


class Sums(NamedTuple):
    """Sums of what matching terms weigh.

    Attributes:
        beyond_words: What the words weigh that the title does not have.
        beyond_characters: The same of characters.
        most_rare: What the rare terms of a unit would be with all terms.
        held: What stands in any headline.
        titled: What the title holds, words and characters; units hold it as well.
        titled_characters: What the title holds of the characters.
        asked_mass: What the question weighs beside those given to units.
        units: Rows of which each unit has a number: characters of its text, those of the title left
            out; terms of its text, each the less the more units of the article have it; terms of
            its lead that stand neither in the text nor in the heading; terms of its label; those of
            them that the title does not have; what it says beyond the title; the characters that it
            is about beyond the title.
        given: Of each headline, terms that it has, and then the same of each question given to
            units.
    """

    beyond_words: float
    beyond_characters: float
    most_rare: float
    held: float
    titled: float
    titled_characters: float
    asked_mass: float
    units: Floats
    given: Floats


class Weighed:
    """Terms of a question, and what each adds where.

    Args:
        weights: What each term weighs.

    Attributes:
        kinds: Their fields.
        words: What its words weigh; 1 without any.
        characters: What its characters weigh; 1 without any.
        scaled: What each counts, a character `CHARACTER_SHARE` of a word.
        shares: What each adds, by the share that it adds.
    """

    def __init__(self, weights: Mapping[Term, float]) -> None:
        self.terms = list(weights)
        self.kinds = [kind for kind, _ in weights]
        self.words = sum([one for (kind, _), one in weights.items() if kind == "w"]) or 1.0
        self.characters = sum([one for (kind, _), one in weights.items() if kind == "u"]) or 1.0
        scaled = [
            weight if kind == "w" else CHARACTER_SHARE * weight
            for (kind, _), weight in weights.items()
        ]
        self.scaled: Floats = np.array(scaled, np.float64)
        self.shares: Floats = np.empty((len(scaled), SHARES))
        self.shares[:, PLAIN] = [*weights.values()]
        self.shares[:, SCALED : RARE + 1] = self.scaled[:, None]
        self.shares[:, TITLED] = self.scaled * TITLE_SHARE
        self._numbered = Numbered(self.terms)

    def numbered(self, numbers: TermNumbers) -> list[int]:
        """The numbers of its terms."""
        return self._numbered.by(numbers)


class TermSums:
    """Of each term of an article, which sums it adds to, and how much of its weight.

    Args:
        rows: By the number of a term, what it adds to.
        sizes: How many units, headlines and questions given to units there are.
        numbers: Numbers the terms.
    """

    def __init__(
        self, rows: Mapping[int, Row], sizes: tuple[int, int, int], numbers: TermNumbers
    ) -> None:
        self.rows, self.sizes = rows, sizes
        begins = begins_of(sizes)
        self._width, self._first_given = begins["end"], begins["headlines"]
        self._numbers = numbers
        # What is no term of the article is missed by it.
        self._missed = {
            "w": _row(([BEYOND_WORDS], [ASKED], [], []), 0.0),
            "u": _row(([BEYOND_CHARACTERS], [ASKED], [], []), 0.0),
        }

    def known(self, question: Weighed) -> list[bool]:
        """Whether each term stands in a unit, in the title or in a question of the article."""
        return list(map(self.rows.__contains__, question.numbered(self._numbers)))

    def of(self, question: Weighed) -> Sums:
        """The sums of a question."""
        if not question.terms:
            return self._named(np.zeros(self._width))
        missed = map(self._missed.__getitem__, question.kinds)
        rows = map(self.rows.get, question.numbered(self._numbers), missed)
        columns, sizes, rarities = zip(*rows, strict=True)
        amounts = question.shares.copy()
        amounts[:, RARE] *= rarities
        added_up = amounts.ravel().repeat(np.frombuffer(b"".join(sizes), np.intp))
        places = np.frombuffer(b"".join(columns), PLACE_TYPE)
        # NumPy's types say that bincount counts; with weights it gives float64.
        return self._named(np.bincount(places, added_up, self._width))  # type: ignore[arg-type]

    def _named(self, sums: Floats) -> Sums:
        units = sums[_SINGLE : self._first_given].reshape(len(OF_UNITS), -1)
        return Sums._make((*sums[:_SINGLE].tolist(), units, sums[self._first_given :]))


def begins_of(sizes: tuple[int, int, int]) -> Mapping[str, int]:
    """Where the sums of units begin, by their names, those of headlines and of questions."""
    units, headlines, asked = sizes
    begins = {name: _SINGLE + units * block for block, name in enumerate(OF_UNITS)}
    first = _SINGLE + units * len(OF_UNITS)
    ends = first + headlines, first + headlines + asked
    return {**begins, "headlines": first, "asked": ends[0], "end": ends[1]}


class Row(NamedTuple):
    """What a term adds to: bytes, of which a few are put together faster than of arrays.

    Attributes:
        columns: Places of sums, share after share.
        sizes: Of each share, how many they are.
        rarity: What the share of rare terms is multiplied by.
    """

    columns: bytes
    sizes: bytes
    rarity: float


def _row(columns: Sequence[Sequence[int]], rarity: float) -> Row:
    places = np.array([at for one in columns for at in one], PLACE_TYPE)
    return Row(places.tobytes(), np.array([*map(len, columns)], np.intp).tobytes(), rarity)
