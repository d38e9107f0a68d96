"""Units that may be answers, analysed when a release arrived: opening it puts them together.

units          JSON: the terms and grams that have numbers, in their order, how many units have each
               term, and of each article what is small
phrasings, sums, wordings  rows of bytes by a number, one article's after the other's: NAME.numbers
               int32, NAME.sizes int32 and NAME.rows
sums.shares    uint32: of each row of sums how many places each share has; sums.rarities float64
amounts.numbers int32: grams of articles; amounts.counts uint8: how many texts have each

What comes out is what `unit_index` makes of the same documents, prepared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import orjson
from numpy.typing import NDArray

from search_service.answering.article_units import AnalysedUnit, ArticleUnits
from search_service.answering.asked_places import AskedPlaces, Given
from search_service.answering.coverage import Holders
from search_service.answering.documents import Documents
from search_service.answering.naive_bayes import Wordings, amounts_of, counts_of, put_together
from search_service.answering.opposites import Opposites
from search_service.answering.phrasings import Phrasings
from search_service.answering.promises import with_what_it_promises
from search_service.answering.term_numbers import Key, TermNumbers
from search_service.answering.term_sums import SHARES, Row, TermSums
from search_service.answering.unit_index import (
    HeldNames,
    TermWeights,
    UnitIndex,
    UnitsOfArticles,
    coded_units,
    named_units,
    units_by_article,
)
from search_service.answering.unit_terms import Term
from search_service.content.units import Unit
from search_service.engines.mapped_files import write_all, write_array, write_bytes

_UNITS, _PHRASINGS, _SUMS, _WORDINGS = "units", "phrasings", "sums", "wordings"
_AMOUNTS = "amounts"
_Row = TypeVar("_Row")


class _Articles(UnitsOfArticles):
    """Units by the code of their article."""

    def __init__(self, made: Mapping[str, ArticleUnits]) -> None:
        self._made = made

    def phrasings(self, code: str) -> Phrasings | None:
        """As of any units."""
        made = self._made.get(code)
        return made.phrasings if made else None

    def wordings(self, code: str) -> Wordings | None:
        """As of any units."""
        made = self._made.get(code)
        return made.wordings if made else None

    def prepare(self) -> None:
        """Put the little together that was not read."""
        for article in self._made.values():
            article.prepare()
        put_together([article.wordings for article in self._made.values()])

    def __getitem__(self, code: str) -> ArticleUnits:
        return self._made[code]

    def __len__(self) -> int:
        return len(self._made)

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)


def write_kept_units(folder: Path, index: UnitIndex) -> None:
    """Write into a folder that exists.

    Args:
        folder: Gets the files.
        index: All units, with one numbering for all articles.
    """
    index.articles.prepare()
    articles, counts = dict(index.articles), index.weights.counts
    given = next((one.phrasings.numbers for one in articles.values()), TermNumbers())
    # Others than they had, for those depend on the order of sets.
    keys = sorted((key for key, _ in given.items()), key=lambda key: (isinstance(key, tuple), key))
    numbers = TermNumbers(keys)
    written = {code: _written(one, numbers) for code, one in articles.items()}
    of_terms = [counts.get(key, 0) if isinstance(key, tuple) else 0 for key in keys]
    whole = {"keys": keys, "counts": of_terms, "articles": written}
    write_bytes(folder / _UNITS, orjson.dumps(whole))
    made = articles.values()
    moved = np.array(numbers.of(key for key, _ in given.items()), np.intp)
    _write_rows(folder, _PHRASINGS, [_moved(one.phrasings.rows, moved) for one in made])
    _write_rows(folder, _WORDINGS, [_moved(one.wordings.rows, moved) for one in made])
    sums = [_moved(one.sums.rows, moved) for one in made]
    _write_rows(folder, _SUMS, [{at: row.columns for at, row in one.items()} for one in sums])
    rows = [row for one in sums for row in one.values()]
    shares = np.frombuffer(b"".join([row.sizes for row in rows]), np.intp)
    write_array(folder / f"{_SUMS}.shares", shares, "<u4")
    write_array(folder / f"{_SUMS}.rarities", np.array([row.rarity for row in rows]), "<f8")
    amounts = [_moved(one.wordings.amounts, moved) for one in made]
    found = np.array([at for one in amounts for at in one], np.int32)
    write_array(folder / f"{_AMOUNTS}.numbers", found, "<i4")
    counted = counts_of([amount for one in amounts for amount in one.values()])
    write_array(folder / f"{_AMOUNTS}.counts", counted, "u1")


def _written(one: ArticleUnits, numbers: TermNumbers) -> dict[str, Any]:
    sizes = len(one.phrasings.rows), len(one.sums.rows), len(one.wordings.rows)
    return {
        "labels": [numbers.of(sorted(unit.label_terms)) for unit in one.units],
        "held": [sorted(unit.held) for unit in one.units],
        "title": numbers.of(sorted(one.title)),
        "headlines": _by_number(one.headline_postings, numbers),
        "rows_with": _by_number(one.rows_with, numbers),
        "label_masses": one.label_masses.tolist(),
        "headline_masses": one.headline_masses.tolist(),
        "own_headlines": one.own_headlines,
        "kinds": [sorted(kinds) for kinds in one.asked.kinds],
        "asked_masses": one.asked.masses.tolist(),
        "given": [part.tolist() for part in one.given],
        "subjects": sorted(one.subjects),
        "tables": [*dict.fromkeys(map(tuple, one.tables.values()))],
        "opposites": one.opposites,
        "phrasing_masses": one.phrasings.masses.tolist(),
        "pieces": one.phrasings.pieces,
        "absent": one.wordings.absent,
        "pieces_absent": one.wordings.pieces_absent.tolist(),
        "trust": one.wordings.trust,
        "sums": one.sums.sizes,
        "sizes": (*sizes, len(one.wordings.amounts)),
    }


def _by_number(
    postings: Mapping[Term, Sequence[int]], numbers: TermNumbers
) -> list[tuple[int, Sequence[int]]]:
    return sorted(zip(numbers.of(postings), postings.values(), strict=True))


def _moved(rows: Mapping[int, _Row], moved: NDArray[np.intp]) -> Mapping[int, _Row]:
    """By their new numbers, ascending."""
    old = np.fromiter(rows, np.intp, len(rows))
    new = moved[old]
    order = new.argsort()
    in_order = map(rows.__getitem__, old[order].tolist())
    return dict(zip(new[order].tolist(), in_order, strict=True))


def _write_rows(folder: Path, name: str, rows: Sequence[Mapping[int, bytes]]) -> None:
    numbers = np.array([at for one in rows for at in one], np.int32)
    write_array(folder / f"{name}.numbers", numbers, "<i4")
    ends = write_all(folder / f"{name}.rows", (row for one in rows for row in one.values()))
    write_array(folder / f"{name}.sizes", np.diff(np.array([0, *ends])), "<i4")


def read_kept_units(folder: Path, documents: Documents) -> UnitIndex | None:
    """What `write_kept_units` wrote; None where it wrote nothing.

    Args:
        folder: Where it lies.
        documents: The same documents.
    """
    if not (folder / _UNITS).exists():
        return None
    whole = orjson.loads((folder / _UNITS).read_bytes())
    keys: list[Key] = [one if isinstance(one, str) else (one[0], one[1]) for one in whole["keys"]]
    grouped, read = units_by_article(documents), _Read(folder, keys)
    made = {code: read.article(grouped[code], known) for code, known in whole["articles"].items()}
    counts = {
        key: count
        for key, count in zip(keys, whole["counts"], strict=True)
        if isinstance(key, tuple) and count
    }
    weights = TermWeights(counts, len(documents.units))
    named = named_units(grouped, documents.tool_articles)
    return UnitIndex(weights, _Articles(made), HeldNames(named), coded_units(named, grouped))


class _Read:
    """Reads articles in the order in which they were written."""

    def __init__(self, folder: Path, keys: Sequence[Key]) -> None:
        self._keys: Sequence[Any] = keys
        self._numbers = TermNumbers(keys)
        # One object for each number: what is looked up by it is found without comparing.
        number = [one for _, one in self._numbers.items()]
        self._phrasings, self._sums, self._wordings = (
            _rows(folder, name, number) for name in (_PHRASINGS, _SUMS, _WORDINGS)
        )
        self._shares = _shares(folder)
        self._rarities = iter(_array(folder / f"{_SUMS}.rarities", "<f8").tolist())
        grams = _array(folder / f"{_AMOUNTS}.numbers", "<i4").tolist()
        amounts = amounts_of(_array(folder / f"{_AMOUNTS}.counts", "u1"))
        self._amounts = zip(map(number.__getitem__, grams), amounts, strict=True)
        self._kinds: dict[tuple[str, ...], frozenset[Any]] = {}

    def article(self, units: Sequence[Unit], known: Mapping[str, Any]) -> ArticleUnits:
        """The next one."""
        phrasings, sums, wordings, amounts = known["sizes"]
        numbers, columns = self._numbers, islice(self._sums, sums)
        rows = {at: Row(own, next(self._shares), next(self._rarities)) for at, own in columns}
        kinds = [*map(self._kinds_of, known["kinds"])]
        article = ArticleUnits(
            units=[
                AnalysedUnit(
                    with_what_it_promises(unit, units),
                    unit.text,
                    place,
                    self._terms(known["labels"][place]),
                    self._kinds_of(known["held"][place]),
                )
                for place, unit in enumerate(units)
            ],
            postings={},
            title=self._terms(known["title"]),
            headline_postings=self._by_term(known["headlines"]),
            label_masses=np.array(known["label_masses"], np.float64),
            headline_masses=np.array(known["headline_masses"], np.float64),
            own_headlines=known["own_headlines"],
            rows_with=self._by_term(known["rows_with"]),
            asked=AskedPlaces((), (), kinds, np.array(known["asked_masses"], np.float64), {}),
            holders=Holders({}, {}),
            subjects=frozenset(known["subjects"]),
            phrasings=Phrasings(
                numbers,
                dict(islice(self._phrasings, phrasings)),
                np.array(known["phrasing_masses"], np.float64),
                known["pieces"],
            ),
            wordings=Wordings(
                numbers,
                dict(islice(self._amounts, amounts)),
                known["absent"],
                dict(islice(self._wordings, wordings)),
                np.array(known["pieces_absent"], np.float64),
                known["trust"],
            ),
            boxes=np.array([one.kind == "box" for one in units], np.bool_),
            openings=np.array([one.kind == "opening" for one in units], np.bool_),
            tables={place: table for table in known["tables"] for place in table},
        )
        article.know(
            TermSums(rows, known["sums"], numbers),
            Given(*(np.array(part, np.intp) for part in known["given"])),
            tuple(_opposites(**one) for one in known["opposites"]),
        )
        return article

    def _terms(self, numbers: Sequence[int]) -> frozenset[Term]:
        return frozenset([self._keys[number] for number in numbers])

    def _by_term(self, pairs: Sequence[Any]) -> dict[Term, Sequence[int]]:
        return {self._keys[number]: places for number, places in pairs}

    def _kinds_of(self, names: Sequence[str]) -> frozenset[Any]:
        key = tuple(names)
        return self._kinds.get(key) or self._kinds.setdefault(key, frozenset(key))


def _opposites(word: str, affirming: Sequence[int], denying: Sequence[int]) -> Opposites:
    return Opposites(word, tuple(affirming), tuple(denying))


def _array(file: Path, dtype: str) -> NDArray[Any]:
    return np.frombuffer(file.read_bytes(), dtype)


def _rows(folder: Path, name: str, number: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    content = (folder / f"{name}.rows").read_bytes()
    ends = accumulate(_array(folder / f"{name}.sizes", "<i4").tolist(), initial=0)
    numbers = map(number.__getitem__, _array(folder / f"{name}.numbers", "<i4").tolist())
    rows = [content[start:end] for start, end in pairwise(ends)]
    return zip(numbers, map(_like_others(), rows, rows), strict=True)


def _shares(folder: Path) -> Iterator[bytes]:
    shares = _array(folder / f"{_SUMS}.shares", "<u4").astype(np.intp).tobytes()
    width, once = SHARES * np.intp().itemsize, _like_others()
    for start in range(0, len(shares), width):
        own = shares[start : start + width]
        yield once(own, own)


def _like_others() -> Callable[[bytes, bytes], bytes]:
    """Of equal ones the first: most are like others, and what is one is sooner at hand."""
    return dict[bytes, bytes]().setdefault
