"""Every sum over the terms of a question that choosing needs of one article, in one pass.

All of them are sums of what a term weighs times something that no question changes, so that where a
term adds something, and which share of its weight, is written down once for an article. A question
then gathers the rows of its terms and adds them up with four calls of NumPy, in the order of the
terms: the same sums as term after term and place after place, in a fifth of the time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.answering.coverage import CHARACTER_SHARE, Holders
from search_service.answering.term_numbers import TermNumbers
from search_service.answering.unit_terms import Term, Terms

# Where in a unit a term stands: a posting is 16 × the unit's place + a sum of these.
OWN, HEADING, LEAD, LABEL = 1, 2, 4, 8
PLACE = 16
# What a term counts that the article's title has, where questions are compared with those given
# to its sections: all of them are about it.
TITLE_SHARE = 0.1

Floats = NDArray[np.float64]
# The shares of its weight that a term adds somewhere: all of it; with a character at half of a
# word; the same the less the more units have the term; and the same of a term of the title.
_PLAIN, _SCALED, _RARE, _TITLED = range(4)
_SHARES = 4
# The sums that are one number, in their places before all others.
(_BEYOND_WORDS, _BEYOND_CHARACTERS, _MOST_RARE, _HELD, _IN_TITLE, _TITLE_CHARACTERS, _ASKED) = (
    range(7)
)
_SINGLE = 7
# The sums of which each unit has one.
_OF_UNITS = ("characters", "rare", "lead", "label", "named", "said", "about")


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
        self.scaled = [
            weight if kind == "w" else CHARACTER_SHARE * weight
            for (kind, _), weight in weights.items()
        ]
        self.words = sum([one for (kind, _), one in weights.items() if kind == "w"]) or 1.0
        self.characters = sum([one for (kind, _), one in weights.items() if kind == "u"]) or 1.0
        rows = [
            (weight, scaled, scaled, scaled * TITLE_SHARE)
            for weight, scaled in zip(weights.values(), self.scaled, strict=True)
        ]
        self.shares: Floats = np.array(rows).reshape(-1, _SHARES)
        self._numbered: tuple[TermNumbers | None, int, list[int]] = None, 0, []

    def numbered(self, numbers: TermNumbers) -> list[int]:
        """The numbers of its terms; looked up again where terms were read since."""
        by, size, known = self._numbered
        if by is not numbers or size != numbers.size:
            size, known = numbers.size, numbers.known(self.terms)
            self._numbered = numbers, size, known
        return known


class TermSums:
    """Of each term of an article, which sums it adds to, and how much of its weight.

    Args:
        postings: Term → its places in the units, as `PLACE` × place + where.
        title: Terms of the article's title.
        headlines: Term → the headlines that have it.
        asked: Term → the questions given to units that have it.
        holders: Which units hold a term that the title does not have.
        sizes: How many units, headlines and such questions there are.
        numbers: Numbers the terms.
    """

    def __init__(  # noqa: PLR0913 - what terms stand in
        self,
        postings: Mapping[Term, Sequence[int]],
        title: Terms,
        headlines: Mapping[Term, Sequence[int]],
        asked: Mapping[Term, Sequence[int]],
        holders: Holders,
        sizes: tuple[int, int, int],
        numbers: TermNumbers,
    ) -> None:
        units, heads, questions = sizes
        starts = [_SINGLE + units * block for block in range(len(_OF_UNITS) + 1)]
        blocks = dict(zip(_OF_UNITS, starts, strict=False))
        first_headline, first_asked = starts[-1], starts[-1] + heads
        self._width, self._first_given = first_asked + questions, first_headline
        self._numbers, self._rows = numbers, dict[int, _Row]()
        terms = list(dict.fromkeys((*title, *postings, *headlines, *asked)))
        for number, term in zip(numbers.of(terms), terms, strict=True):
            is_word, in_title = term[0] == "w", term in title
            found = postings.get(term, ())
            plain, scaled, rare, titled = _of_units(
                found, blocks, is_word=is_word, in_title=in_title
            )
            if in_title:
                scaled.append(_IN_TITLE)
                if not is_word:
                    plain.append(_TITLE_CHARACTERS)
            else:
                plain.append(_BEYOND_WORDS if is_word else _BEYOND_CHARACTERS)
                scaled += [blocks["said"] + at for at in holders.said.get(term, ())]
                if not is_word:
                    plain += [blocks["about"] + at for at in holders.about.get(term, ())]
            if headed := headlines.get(term):
                scaled.append(_HELD)
                scaled += [first_headline + at for at in headed]
            among_asked = titled if in_title else scaled
            among_asked.append(_ASKED)
            among_asked += [first_asked + at for at in asked.get(term, ())]
            rarity = (1.0 - len(found) / (units + 1)) ** 2
            self._rows[number] = _row((plain, scaled, rare, titled), rarity)
        # What is no term of the article is missed by it.
        self._missed = {
            "w": _row(([_BEYOND_WORDS], [_ASKED], [], []), 0.0),
            "u": _row(([_BEYOND_CHARACTERS], [_ASKED], [], []), 0.0),
        }

    def has(self, term: Term) -> bool:
        """Whether a term stands in a unit, in the title or in a question given to the article."""
        return self._numbers.known([term])[0] in self._rows

    def of(self, question: Weighed) -> Sums:
        """The sums of a question."""
        if not question.terms:
            return self._named(np.zeros(self._width))
        missed = map(self._missed.__getitem__, question.kinds)
        rows = map(self._rows.get, question.numbered(self._numbers), missed)
        columns, sizes, rarities = zip(*rows, strict=True)
        amounts = question.shares.copy()
        amounts[:, _RARE] *= rarities
        added_up = amounts.ravel().repeat(np.frombuffer(b"".join(sizes), np.intp))
        places = np.frombuffer(b"".join(columns), np.intp)
        # NumPy's types say that bincount counts; with weights it gives float64.
        return self._named(np.bincount(places, added_up, self._width))  # type: ignore[arg-type]

    def _named(self, sums: Floats) -> Sums:
        units = sums[_SINGLE : self._first_given].reshape(len(_OF_UNITS), -1)
        return Sums._make((*sums[:_SINGLE].tolist(), units, sums[self._first_given :]))


class _Row(NamedTuple):
    """What a term adds to: bytes, of which a few are put together faster than of arrays.

    Attributes:
        columns: Places of sums, share after share.
        sizes: Of each share, how many they are.
        rarity: What the share of rare terms is multiplied by.
    """

    columns: bytes
    sizes: bytes
    rarity: float


def _row(columns: Sequence[Sequence[int]], rarity: float) -> _Row:
    places = np.array([at for one in columns for at in one], np.intp)
    return _Row(places.tobytes(), np.array([*map(len, columns)], np.intp).tobytes(), rarity)


def _of_units(
    found: Sequence[int], blocks: Mapping[str, int], *, is_word: bool, in_title: bool
) -> tuple[list[int], list[int], list[int], list[int]]:
    """The sums of units that a term adds to, by the share that it adds."""
    columns: dict[int, list[int]] = defaultdict(list)
    for posting in found:
        at = posting // PLACE
        if posting & OWN:
            columns[_RARE].append(blocks["rare"] + at)
            if not in_title and not is_word:
                columns[_PLAIN].append(blocks["characters"] + at)
        elif posting & LEAD and (in_title or not posting & HEADING):
            columns[_PLAIN].append(blocks["lead"] + at)
        if posting & LABEL:
            columns[_SCALED].append(blocks["label"] + at)
            if not in_title:
                columns[_SCALED].append(blocks["named"] + at)
    if found:
        columns[_RARE].append(_MOST_RARE)
    plain, scaled, rare, titled = (columns[share] for share in range(_SHARES))
    return plain, scaled, rare, titled
