"""All units by article, what terms weigh among them, and the rows of data by their name."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from search_service.analysis.normalise import normalised_text
from search_service.answering.article_units import (
    ArticleUnits,
    article_units,
    phrasings_given,
    texts_of,
)
from search_service.answering.asked_places import Read
from search_service.answering.documents import Documents
from search_service.answering.naive_bayes import Wordings, put_together
from search_service.answering.phrasings import Phrasings
from search_service.answering.term_numbers import TermNumbers
from search_service.answering.unit_terms import Term
from search_service.content.units import Unit

_REMEMBERED = 100_000
# A unit: the code of its article, and its place there.
Standing = tuple[str, int]


class TermWeights:
    """How much terms say: the less, the more of all units have them.

    Args:
        counts: How many units have a term.
        size: How many units there are.

    Attributes:
        counts: The same.
    """

    def __init__(self, counts: Mapping[Term, int], size: int) -> None:
        self.counts = counts
        self._masses = _Masses(counts, size)

    def idf(self, term: Term) -> float:
        """How much a term says; most when it stands in no unit."""
        # Halving and doubling lose nothing.
        return self._masses[term] * (1.0 if term[0] == "w" else 2.0)

    def mass(self, terms: Iterable[Term]) -> float:
        """What terms weigh together, a character half as much as a word.

        Summed exactly: the order of a set, which no two processes share, changes nothing.
        """
        return math.fsum(map(self._masses.__getitem__, terms))


def _idf(count: int, size: int) -> float:
    return math.log1p((size - count + 0.5) / (count + 0.5))


class _Masses(dict[Term, float]):
    """What terms weigh, each worked out once: all texts of a release are weighed at its opening.

    Knows counts and not `TermWeights`: a cycle would keep a release after it was replaced.
    """

    def __init__(self, counts: Mapping[Term, int], size: int) -> None:
        super().__init__()
        self._counts, self._size = counts, size

    def __missing__(self, term: Term) -> float:
        weight = _idf(self._counts.get(term, 0), self._size) * (1.0 if term[0] == "w" else 0.5)
        if len(self) < _REMEMBERED:
            self[term] = weight
        return weight


class Names(Protocol):
    """Rows of data and definitions by what they name."""

    def within(self, text: str) -> Iterable[Standing]:
        """What a text names; it has no spaces."""
        ...


class HeldNames:
    """Names in memory; few enough to look for each of them."""

    def __init__(self, named: Mapping[str, Sequence[Standing]]) -> None:
        self._named = named

    def within(self, text: str) -> Iterator[Standing]:
        """What a text names, in the order of the names."""
        for name, rows in self._named.items():
            if name in text:
                yield from rows


class UnitsOfArticles(Mapping[str, ArticleUnits]):
    """Units by the code of their article."""

    def phrasings(self, code: str) -> Phrasings | None:
        """The questions given to an article and to its pieces; None where there is none."""
        article = self.get(code)
        return article.phrasings if article else None

    def wordings(self, code: str) -> Wordings | None:
        """How people ask for an article and for its pieces; None where there is none."""
        article = self.get(code)
        return article.wordings if article else None

    def prepare(self) -> None:
        """Make now what would be made at somebody's question, where all of it is kept."""


class _HeldArticles(UnitsOfArticles):
    """Units in memory; of each article analysed when somebody asks for it, and then kept.

    Ranking needs phrasings alone, which are a tenth of the work.
    """

    def __init__(
        self,
        documents: Documents,
        grouped: Mapping[str, Sequence[Unit]],
        read: Read,
        weights: TermWeights,
    ) -> None:
        self._documents, self._grouped = documents, grouped
        self._read, self._weights = read, weights
        self._numbers = TermNumbers()
        self._phrasings: dict[str, Phrasings] = {}
        self._made: dict[str, ArticleUnits] = {}

    def phrasings(self, code: str) -> Phrasings | None:
        """Of one article, without its units."""
        found, units = self._phrasings.get(code), self._grouped.get(code)
        if found is None and units is not None:
            headlines = headlines_of(self._documents, code)
            mass = self._weights.mass
            found = phrasings_given(units, headlines, self._read, mass, self._numbers)
            self._phrasings[code] = found
        return found

    def wordings(self, code: str) -> Wordings | None:
        """As of any units, but those of ten articles are looked at for each question."""
        made = self._made.get(code)
        return made.wordings if made else super().wordings(code)

    def __getitem__(self, code: str) -> ArticleUnits:
        made = self._made.get(code)
        if made is None:
            units, headlines = self._grouped[code], headlines_of(self._documents, code)
            mass, known = self._weights.mass, self.phrasings(code)
            made = self._made[code] = article_units(units, headlines, self._read, mass, known)
        return made

    def prepare(self) -> None:
        """Analyse all of them."""
        for article in self.values():
            article.prepare()
        put_together([article.wordings for article in self.values()])

    def __contains__(self, code: object) -> bool:
        return code in self._grouped

    def __len__(self) -> int:
        return len(self._grouped)

    def __iter__(self) -> Iterator[str]:
        return iter(self._grouped)


@dataclass(frozen=True)
class UnitIndex:
    """All units of a release.

    Attributes:
        weights: What terms weigh among them.
        articles: Units by the code of their article.
        names: Rows of data and definitions by what they name.
        coded: Rows of the app's codes, by the code and by its digits where they are one code's.
    """

    weights: TermWeights
    articles: UnitsOfArticles
    names: Names
    coded: Mapping[str, Sequence[Standing]]

    def rows_of_code(self, code: str) -> Sequence[Unit]:
        """The rows of a code of the app; none where nobody knows it."""
        return [self.articles[of].units[at].unit for of, at in self.coded.get(code, ())]


def unit_index(documents: Documents, read: Read) -> UnitIndex:
    """All units in memory; `read` gives the terms of a text, and is asked for every one of them."""
    grouped = units_by_article(documents)
    weights = TermWeights(unit_counts(documents, read), len(documents.units))
    for code, units in grouped.items():
        for text in texts_of(units, headlines_of(documents, code)):
            read(text)
    articles = _HeldArticles(documents, grouped, read, weights)
    named = named_units(grouped, documents.tool_articles)
    return UnitIndex(weights, articles, HeldNames(named), coded_units(named, grouped))


def units_by_article(documents: Documents) -> Mapping[str, Sequence[Unit]]:
    """Units by the code of their article; of all pages that are none together by an empty one."""
    grouped: dict[str, list[Unit]] = defaultdict(list)
    for unit in documents.units:
        grouped[unit.article_id].append(unit)
    return dict(grouped)


def unit_counts(documents: Documents, read: Read) -> Counter[Term]:
    """How many units have each term."""
    counts: Counter[Term] = Counter()
    for unit in documents.units:
        counts.update(read(unit.text))
    return counts


def headlines_of(documents: Documents, code: str) -> Sequence[str]:
    """Title and questions of an article; nothing for what is none."""
    article = documents.articles_by_id.get(code)
    return (article.title, *article.questions) if article else ()


def named_units(
    grouped: Mapping[str, Sequence[Unit]], tools: frozenset[str]
) -> Mapping[str, Sequence[Standing]]:
    """Rows of data and definitions by what they name.

    What a tool's page shows again counts only where no article shows it.
    """
    found: dict[str, dict[str, Standing]] = defaultdict(dict)
    for code, units in sorted(grouped.items(), key=lambda item: item[0] in tools):
        for place, unit in enumerate(units):
            if unit.source != "article":
                for name in names_of(unit.label):
                    found[name].setdefault(unit.text, (code, place))
    return {name: tuple(places.values()) for name, places in found.items()}


def coded_units(
    named: Mapping[str, Sequence[Standing]], grouped: Mapping[str, Sequence[Unit]]
) -> Mapping[str, Sequence[Standing]]:
    """Rows of the app's codes, by the code and by its digits where they are one code's only."""
    found: dict[str, list[Standing]] = defaultdict(list)
    for name, places in named.items():
        if code := _CODE.fullmatch(name):
            found[name] += places
            found[code[1]] += places
    labels = {code: {grouped[of][at].label for of, at in rows} for code, rows in found.items()}
    return {code: rows for code, rows in found.items() if len(labels[code]) == 1}


_CODE = re.compile(r"[a-z]{1,4}(\d{4,6})")
_BRACKETED = re.compile(r"[（(].*?[）)]")


def names_of(label: str) -> list[str]:
    """What people call what a label names: 储蓄卡（借记卡） is both."""
    whole = normalised_text(label)
    inside = re.findall(r"[（(](.*?)[）)]", label)
    names = [whole, normalised_text(_BRACKETED.sub("", label)), *map(normalised_text, inside)]
    return list(dict.fromkeys(name.replace(" ", "") for name in names if len(name) > 1))
