"""The sums of an article put together: where each of its terms adds something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from search_service.answering.coverage import Holders
from search_service.answering.term_numbers import TermNumbers
from search_service.answering.term_sums import (
    ASKED,
    BEYOND_CHARACTERS,
    BEYOND_WORDS,
    HEADING,
    HELD,
    IN_TITLE,
    LABEL,
    LEAD,
    MOST_RARE,
    OWN,
    PLACE,
    PLACE_TYPE,
    PLAIN,
    RARE,
    SCALED,
    SHARES,
    TITLE_CHARACTERS,
    TITLED,
    Numbers,
    Row,
    TermSums,
    begins_of,
)
from search_service.answering.unit_terms import Term, Terms


def article_sums(  # noqa: PLR0913 - what terms stand in
    postings: Mapping[Term, Sequence[int]],
    title: Terms,
    headlines: Mapping[Term, Sequence[int]],
    asked: Mapping[Term, Sequence[int]],
    holders: Holders,
    sizes: tuple[int, int, int],
    numbers: TermNumbers,
) -> TermSums:
    """Put together the sums of an article.

    Args:
        postings: Term → its places in the units, as `PLACE` × place + where.
        title: Terms of the article's title.
        headlines: Term → the headlines that have it.
        asked: Term → the questions given to units that have it.
        holders: Which units hold a term that the title does not have.
        sizes: How many units, headlines and such questions there are.
        numbers: Numbers the terms.
    """
    begins = begins_of(sizes)
    terms = list(dict.fromkeys((*title, *postings, *headlines, *asked)))
    places = _Places(terms, title)
    found = places.of(postings)
    places.add_units(found, begins)
    places.add_singles(headlines)
    of_said, of_about = places.of(holders.said), places.of(holders.about)
    places.add(SCALED, of_said.whose, of_said.values + begins["said"])
    places.add(PLAIN, of_about.whose, of_about.values + begins["about"])
    headed, questioned = places.of(headlines), places.of(asked)
    places.add(SCALED, headed.whose, headed.values + begins["headlines"])
    places.add_asked(questioned, begins["asked"])
    counts = np.bincount(found.whose, minlength=len(terms)).tolist()
    rarities = {count: (1.0 - count / (sizes[0] + 1)) ** 2 for count in {*counts}}
    rows = zip(numbers.of(terms), places.rows(), counts, strict=True)
    made = {number: Row(*columns, rarities[count]) for number, columns, count in rows}
    return TermSums(made, sizes, numbers)


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
        self._whose.append(whose * SHARES + share)
        self._values.append(values)

    def add_units(self, found: _Found, blocks: Mapping[str, int]) -> None:
        """The sums of units, by the postings of terms."""
        whose, posting = found
        at, in_title, is_word = posting // PLACE, self._in_title[whose], self._is_word[whose]
        is_own = posting & OWN > 0
        is_label = posting & LABEL > 0
        is_lead = ~is_own & (posting & LEAD > 0) & (in_title | (posting & HEADING == 0))
        for share, block, those in (
            (RARE, "rare", is_own),
            (PLAIN, "characters", is_own & ~in_title & ~is_word),
            (PLAIN, "lead", is_lead),
            (SCALED, "label", is_label),
            (SCALED, "named", is_label & ~in_title),
        ):
            self.add(share, whose[those], at[those] + blocks[block])
        self._add_single(RARE, MOST_RARE, np.unique(whose))

    def add_singles(self, headlines: Mapping[Term, Sequence[int]]) -> None:
        """The sums that are one number, but for those that `add_units` and `add_asked` add."""
        in_title, is_word = self._in_title, self._is_word
        headed = [at for term, at in self._at.items() if headlines.get(term)]
        self._add_single(SCALED, IN_TITLE, in_title.nonzero()[0])
        self._add_single(PLAIN, TITLE_CHARACTERS, (in_title & ~is_word).nonzero()[0])
        self._add_single(PLAIN, BEYOND_WORDS, (~in_title & is_word).nonzero()[0])
        self._add_single(PLAIN, BEYOND_CHARACTERS, (~in_title & ~is_word).nonzero()[0])
        self._add_single(SCALED, HELD, np.array(headed, np.intp))

    def add_asked(self, found: _Found, first: int) -> None:
        """Questions given to units: a term of the title says less among them."""
        for share, those in ((TITLED, self._in_title), (SCALED, ~self._in_title)):
            among = those[found.whose]
            self.add(share, found.whose[among], found.values[among] + first)
            self._add_single(share, ASKED, those.nonzero()[0])

    def rows(self) -> Iterator[tuple[bytes, bytes]]:
        """Of each term its places, share after share, and how many they are; as `Row` has them."""
        whose, size = np.concatenate(self._whose), SHARES * len(self._at)
        order = whose.argsort(kind="stable")
        columns = np.concatenate(self._values)[order].astype(PLACE_TYPE).tobytes()
        counts = np.bincount(whose, minlength=size)
        ends = (counts.cumsum()[SHARES - 1 :: SHARES] * PLACE_TYPE.itemsize).tolist()
        sizes, width = counts.astype(np.intp).tobytes(), SHARES * np.intp().itemsize
        known: dict[bytes, bytes] = {}  # most are like others
        for at, (start, end) in enumerate(pairwise((0, *ends))):
            own = sizes[at * width : (at + 1) * width]
            yield columns[start:end], known.setdefault(own, own)

    def _add_single(self, share: int, place: int, whose: Numbers) -> None:
        self.add(share, whose, np.full(len(whose), place))
