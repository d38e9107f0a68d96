"""Units that may be answers, as mapped files: opening reads none of them, a question its articles'.

units_of      dictionary: of each article where its units begin among those of the documents and how
              many there are, its terms, and of each text that is read of it their places there
unit_counts   dictionary: of each term, written after its field, how many units have it
unit_names    dictionary: of each name its rank among all and what it names
name_lengths  dictionary: of the first two characters of names, how long the names are
unit_codes    dictionary: of each code of the app its rows
unit_count    JSON: how many units there are

What is made of it is what `unit_index` makes of the same documents, by the same code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from search_service.answering.article_units import (
    ArticleUnits,
    article_units,
    phrasings_given,
    texts_of,
)
from search_service.answering.asked_places import Read
from search_service.answering.documents import Documents
from search_service.answering.term_numbers import TermNumbers
from search_service.answering.unit_index import (
    Standing,
    TermWeights,
    UnitIndex,
    UnitsOfArticles,
    coded_units,
    headlines_of,
    named_units,
    unit_counts,
    units_by_article,
)
from search_service.answering.unit_terms import Term, Terms
from search_service.content.units import Unit
from search_service.engines.mapped_dictionary import map_dictionary, write_dictionary
from search_service.engines.mapped_files import write_bytes

# No more units are read when they are opened: questions are then answered faster.
FEW_UNITS = 20_000
# Articles whose units are kept once they were read: 2 ms and 100 KB each (measured).
_ARTICLES_KEPT = 200
# Terms that articles share instead of each having its own: a third of what an article takes.
_TERMS_SHARED = 50_000
_OF, _COUNTS, _NAMES, _LENGTHS = "units_of", "unit_counts", "unit_names", "name_lengths"
_CODES, _COUNT = "unit_codes", "unit_count"
# What a name is looked for by.
_HEAD = 2


class _Written(Mapping[str, Any]):
    """What is written of each article, made when it is."""

    def __init__(
        self, documents: Documents, grouped: Mapping[str, Sequence[Unit]], read: Read
    ) -> None:
        self._documents, self._grouped, self._read = documents, grouped, read
        self._firsts: dict[str, int] = {}
        first = 0
        for code, units in grouped.items():
            self._firsts[code] = first
            first += len(units)

    def __getitem__(self, code: str) -> Any:  # noqa: ANN401 - JSON
        units = self._grouped[code]
        numbers: dict[Term, int] = {}
        texts = [
            [numbers.setdefault(term, len(numbers)) for term in sorted(self._read(text))]
            for text in texts_of(units, headlines_of(self._documents, code))
        ]
        return [self._firsts[code], len(units), [_written(term) for term in numbers], texts]

    def __len__(self) -> int:
        return len(self._grouped)

    def __iter__(self) -> Iterator[str]:
        return iter(self._grouped)


class _Articles(UnitsOfArticles):
    """The units of an article by its code, put together when somebody asks for them."""

    def __init__(self, documents: Documents, of: Mapping[str, Any], weights: TermWeights) -> None:
        self._of = of
        numbers = TermNumbers()

        @lru_cache(_ARTICLES_KEPT)
        def article(code: str) -> ArticleUnits:
            first, count, terms, places = of[code]
            spelled = [_term(term) for term in terms]
            units = documents.units[first : first + count]
            headlines = headlines_of(documents, code)
            known: dict[str, Terms] = {
                text: frozenset([spelled[place] for place in own])
                for text, own in zip(texts_of(units, headlines), places, strict=True)
            }
            read, mass = known.__getitem__, weights.mass
            phrasings = phrasings_given(units, headlines, read, mass, numbers)
            return article_units(units, headlines, read, mass, phrasings)

        self._article = article

    def __getitem__(self, code: str) -> ArticleUnits:
        return self._article(code)

    def __contains__(self, code: object) -> bool:
        return code in self._of

    def __len__(self) -> int:
        return len(self._of)

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)


class _Counts(Mapping[Term, int]):
    """How many units have a term."""

    def __init__(self, written: Mapping[str, int]) -> None:
        self._written = written

    def __getitem__(self, term: Term) -> int:
        return self._written[_written(term)]

    def __len__(self) -> int:
        return len(self._written)

    def __iter__(self) -> Iterator[Term]:
        return map(_term, self._written)


class _Names:
    """Looks every stretch of a text up that is as long as a name that begins so."""

    def __init__(self, named: Mapping[str, Any], lengths: Mapping[str, Sequence[int]]) -> None:
        self._named, self._lengths = named, lengths

    def within(self, text: str) -> Iterator[Standing]:
        """What a text names, in the order of the names."""
        found: dict[int, Sequence[Standing]] = {}
        for start in range(len(text)):
            for length in self._lengths.get(text[start : start + _HEAD], ()):
                if (known := self._named.get(text[start : start + length])) is not None:
                    rank, standings = known
                    found[rank] = standings
        for rank in sorted(found):
            yield from found[rank]


def write_mapped_units(folder: Path, documents: Documents, read: Read) -> None:
    """Write into a folder that exists; `read` gives the terms of a text."""
    grouped = units_by_article(documents)
    counts = unit_counts(documents, read)
    write_dictionary(folder, _COUNTS, {_written(term): count for term, count in counts.items()})
    named = named_units(grouped, documents.tool_articles)
    ranked = {name: [rank, rows] for rank, (name, rows) in enumerate(named.items())}
    write_dictionary(folder, _NAMES, ranked)
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in named:
        lengths[name[:_HEAD]].add(len(name))
    write_dictionary(folder, _LENGTHS, {head: sorted(own) for head, own in lengths.items()})
    write_dictionary(folder, _CODES, coded_units(named, grouped))
    write_dictionary(folder, _OF, _Written(documents, grouped, read))
    write_bytes(folder / _COUNT, orjson.dumps(len(documents.units)))


def map_units(folder: Path, documents: Documents, few: int | None = None) -> UnitIndex | None:
    """What `write_mapped_units` wrote; None where it wrote nothing.

    Args:
        folder: Where it lies.
        documents: The same documents.
        few: What has no more entries is read at once.
    """
    if not (folder / _COUNT).exists():
        return None
    size: int = orjson.loads((folder / _COUNT).read_bytes())
    few_values = {} if few is None else {"few": few}
    weights = TermWeights(_Counts(map_dictionary(folder, _COUNTS, int, **few_values)), size)
    of = map_dictionary(folder, _OF, list, few=0, remembered=0)
    named = map_dictionary(folder, _NAMES, _ranked, **few_values)
    lengths = map_dictionary(folder, _LENGTHS, tuple, **few_values)
    coded = map_dictionary(folder, _CODES, _standings, **few_values)
    articles = _Articles(documents, of, weights)
    return UnitIndex(weights, articles, _Names(named, lengths), coded)


def _ranked(stored: Any) -> tuple[int, Sequence[Standing]]:  # noqa: ANN401 - JSON
    return stored[0], _standings(stored[1])


def _standings(stored: Any) -> Sequence[Standing]:  # noqa: ANN401 - JSON
    return tuple((code, at) for code, at in stored)


def _written(term: Term) -> str:
    return "".join(term)


@lru_cache(_TERMS_SHARED)
def _term(written: str) -> Term:
    return written[0], written[1:]
