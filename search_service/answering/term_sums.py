"""Every sum over the terms of a question that choosing needs of one article, in one pass.

All of them are sums of what a term weighs times something that no question changes, so that where a
term adds something, and which share of its weight, is written down once for an article. A question
then gathers the rows of its terms and adds them up with four calls of NumPy, in the order of the
terms: the same sums as term after term and place after place, in a fifth of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.answering.coverage import CHARACTER_SHARE, Holders
from search_service.answering.term_numbers import Numbered, TermNumbers
from search_service.answering.unit_terms import Term, Terms

# Where in a unit a term stands: a posting is 16 × the unit's place + a sum of these.
OWN, HEADING, LEAD, LABEL = 1, 2, 4, 8
PLACE = 16
# What a term of the title counts beside questions given to sections: all of them are about it.
TITLE_SHARE = 0.1

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]
# Places of sums as they are kept.
_PLACE = np.dtype(np.uint32)
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
        self.words = sum([one for (kind, _), one in weights.items() if kind == "w"]) or 1.0
        self.characters = sum([one for (kind, _), one in weights.items() if kind == "u"]) or 1.0
        scaled = [
            weight if kind == "w" else CHARACTER_SHARE * weight
            for (kind, _), weight in weights.items()
        ]
        self.scaled: Floats = np.array(scaled, np.float64)
        self.shares: Floats = np.empty((len(scaled), _SHARES))
        self.shares[:, _PLAIN] = [*weights.values()]
        self.shares[:, _SCALED : _RARE + 1] = self.scaled[:, None]
        self.shares[:, _TITLED] = self.scaled * TITLE_SHARE
        self._numbered = Numbered(self.terms)

    def numbered(self, numbers: TermNumbers) -> list[int]:
        """The numbers of its terms."""
        return self._numbered.by(numbers)


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
        self._numbers = numbers
        terms = list(dict.fromkeys((*title, *postings, *headlines, *asked)))
        places = _Places(terms, title)
        found = places.of(postings)
        places.add_units(found, blocks)
        places.add_singles(headlines)
        of_said, of_about = places.of(holders.said), places.of(holders.about)
        places.add(_SCALED, of_said.whose, of_said.values + blocks["said"])
        places.add(_PLAIN, of_about.whose, of_about.values + blocks["about"])
        headed, questioned = places.of(headlines), places.of(asked)
        places.add(_SCALED, headed.whose, headed.values + first_headline)
        places.add_asked(questioned, first_asked)
        counts = np.bincount(found.whose, minlength=len(terms)).tolist()
        rarities = {count: (1.0 - count / (units + 1)) ** 2 for count in {*counts}}
        rows = zip(places.rows(), counts, strict=True)
        self._rows = {
            number: _Row(columns, sizes, rarities[count])
            for number, ((columns, sizes), count) in zip(numbers.of(terms), rows, strict=True)
        }
        # What is no term of the article is missed by it.
        self._missed = {
            "w": _row(([_BEYOND_WORDS], [_ASKED], [], []), 0.0),
            "u": _row(([_BEYOND_CHARACTERS], [_ASKED], [], []), 0.0),
        }

    def known(self, question: Weighed) -> list[bool]:
        """Whether each term stands in a unit, in the title or in a question of the article."""
        return list(map(self._rows.__contains__, question.numbered(self._numbers)))

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
        places = np.frombuffer(b"".join(columns), _PLACE)
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
    places = np.array([at for one in columns for at in one], _PLACE)
    return _Row(places.tobytes(), np.array([*map(len, columns)], np.intp).tobytes(), rarity)


class _Found(NamedTuple):
    """Which term each of some values belongs to, by its place among all, and the values."""

    whose: Numbers
    values: Numbers


class _Places:
    """Gathers the places of sums that terms add to, for all terms of an article at once.

    Args:
        terms: All of them, each once.
        title: Those of the title.
    """

    def __init__(self, terms: Sequence[Term], title: Terms) -> None:
        self._at = {term: at for at, term in enumerate(terms)}
        self._is_word = np.array([kind == "w" for kind, _ in terms], np.bool_)
        self._in_title = np.array([term in title for term in terms], np.bool_)
        self._whose: list[Numbers] = []
        self._values: list[Numbers] = []

    def of(self, known: Mapping[Term, Sequence[int]]) -> _Found:
        """What is known of terms, one term after the other."""
        at = np.array([*map(self._at.__getitem__, known)], np.intp)
        whose = at.repeat([*map(len, known.values())])
        return _Found(whose, np.array([*chain.from_iterable(known.values())], np.intp))

    def add(self, share: int, whose: Numbers, values: Numbers) -> None:
        """Terms that add this share of their weight somewhere."""
        self._whose.append(whose * _SHARES + share)
        self._values.append(values)

    def add_units(self, found: _Found, blocks: Mapping[str, int]) -> None:
        """The sums of units, by the postings of terms."""
        whose, posting = found
        at, in_title, is_word = posting // PLACE, self._in_title[whose], self._is_word[whose]
        is_own = posting & OWN > 0
        is_label = posting & LABEL > 0
        is_lead = ~is_own & (posting & LEAD > 0) & (in_title | (posting & HEADING == 0))
        for share, block, those in (
            (_RARE, "rare", is_own),
            (_PLAIN, "characters", is_own & ~in_title & ~is_word),
            (_PLAIN, "lead", is_lead),
            (_SCALED, "label", is_label),
            (_SCALED, "named", is_label & ~in_title),
        ):
            self.add(share, whose[those], at[those] + blocks[block])
        self._add_single(_RARE, _MOST_RARE, np.unique(whose))

    def add_singles(self, headlines: Mapping[Term, Sequence[int]]) -> None:
        """The sums that are one number, but for those that `add_units` and `add_asked` add."""
        in_title, is_word = self._in_title, self._is_word
        headed = [at for term, at in self._at.items() if headlines.get(term)]
        self._add_single(_SCALED, _IN_TITLE, in_title.nonzero()[0])
        self._add_single(_PLAIN, _TITLE_CHARACTERS, (in_title & ~is_word).nonzero()[0])
        self._add_single(_PLAIN, _BEYOND_WORDS, (~in_title & is_word).nonzero()[0])
        self._add_single(_PLAIN, _BEYOND_CHARACTERS, (~in_title & ~is_word).nonzero()[0])
        self._add_single(_SCALED, _HELD, np.array(headed, np.intp))

    def add_asked(self, found: _Found, first: int) -> None:
        """Questions given to units: a term of the title says less among them."""
        for share, those in ((_TITLED, self._in_title), (_SCALED, ~self._in_title)):
            among = those[found.whose]
            self.add(share, found.whose[among], found.values[among] + first)
            self._add_single(share, _ASKED, those.nonzero()[0])

    def rows(self) -> Iterator[tuple[bytes, bytes]]:
        """Of each term its places, share after share, and how many they are; as `_Row` has them."""
        whose, size = np.concatenate(self._whose), _SHARES * len(self._at)
        order = whose.argsort(kind="stable")
        columns = np.concatenate(self._values)[order].astype(_PLACE).tobytes()
        counts = np.bincount(whose, minlength=size)
        ends = (counts.cumsum()[_SHARES - 1 :: _SHARES] * _PLACE.itemsize).tolist()
        sizes, width = counts.astype(np.intp).tobytes(), _SHARES * np.intp().itemsize
        known: dict[bytes, bytes] = {}  # most are like others
        for at, (start, end) in enumerate(pairwise((0, *ends))):
            own = sizes[at * width : (at + 1) * width]
            yield columns[start:end], known.setdefault(own, own)

    def _add_single(self, share: int, place: int, whose: Numbers) -> None:
        self.add(share, whose, np.full(len(whose), place))
