"""The terms of an index as mapped files: a term by its number, and a number by its term.

terms      all terms in UTF-8, one after the other, by number
term_ends  int64: where each of them ends
hashes     uint32: the CRC-32 of each term, ascending within each field
places     int32: of each hash, the place of its term among those of its field

A look-up bisects the hashes and compares the term itself, so that two terms of one hash are told
apart. Nothing is read when the files are opened.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import TypeVar, overload
from zlib import crc32

import numpy as np

from search_service.analysis.chains import FIELDS
from search_service.engines.mapped_files import mapped_array, mapped_bytes, write_array, write_bytes

_Default = TypeVar("_Default")
# Terms whose places are kept for each field: some 5 MB when there are so many.
_REMEMBERED = 50_000

_TERMS, _ENDS, _HASHES, _PLACES = "terms", "term_ends", "hashes", "places"


class MappedTerms(Sequence[str]):
    """The terms of one field, in the order of their numbers."""

    def __init__(self, terms: memoryview, ends: memoryview, first: int, count: int) -> None:
        self._terms, self._ends = terms, ends
        self._first, self._count = first, count

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        """One term, or several."""
        if isinstance(place, slice):
            return [self[one] for one in range(self._count)[place]]
        return str(self.raw(range(self._count)[place]), "utf-8")

    def raw(self, place: int) -> memoryview:
        """One term in UTF-8."""
        number = self._first + place
        return self._terms[self._ends[number - 1] if number else 0 : self._ends[number]]


class MappedNumbers(Mapping[str, int]):
    """Of each term of a field, its place among them."""

    def __init__(self, terms: MappedTerms, hashes: memoryview, places: memoryview) -> None:
        self._terms, self._hashes, self._places = terms, hashes, places
        self._known: dict[str, int] = {}

    def __getitem__(self, term: str) -> int:
        """The place of a term."""
        place = self.get(term)
        if place is None:
            raise KeyError(term)
        return place

    @overload
    def get(self, term: str, /) -> int | None: ...
    @overload
    def get(self, term: str, /, default: int | _Default) -> int | _Default: ...
    def get(self, term: str, /, default: object = None) -> object:
        """As of any mapping; those that were asked for are remembered, unknown ones are not."""
        place = self._known.get(term)
        if place is None:
            place = self._look_up(term)
            if place is None:
                return default
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[term] = place
        return place

    def _look_up(self, term: str) -> int | None:
        raw = term.encode()
        wanted = crc32(raw)
        at = bisect_left(self._hashes, wanted)
        while at < len(self._hashes) and self._hashes[at] == wanted:
            place: int = self._places[at]
            if self._terms.raw(place) == raw:
                return place
            at += 1
        return None

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self._terms)

    def __iter__(self) -> Iterator[str]:
        """All terms in the order of their numbers."""
        return iter(self._terms)


def write_terms(folder: Path, terms: Mapping[str, Sequence[str]]) -> None:
    """Write the terms of all fields."""
    raw = [term.encode() for field in FIELDS for term in terms[field]]
    write_bytes(folder / _TERMS, b"".join(raw))
    write_array(folder / _ENDS, np.cumsum(np.fromiter(map(len, raw), np.int64)), "<i8")
    hashes = np.fromiter(map(crc32, raw), np.uint32)
    spans = _spans([len(terms[field]) for field in FIELDS])
    orders = [np.argsort(hashes[span], kind="stable") for span in spans]
    ordered = [hashes[span][order] for span, order in zip(spans, orders, strict=True)]
    write_array(folder / _HASHES, np.concatenate(ordered), "<u4")
    write_array(folder / _PLACES, np.concatenate(orders), "<i4")


def mapped_terms(
    folder: Path, sizes: Sequence[int]
) -> tuple[Mapping[str, MappedTerms], Mapping[str, MappedNumbers]]:
    """The terms of each field, and their numbers; `sizes` says how many each field has."""
    content = mapped_bytes(folder / _TERMS)
    # Single numbers of a view are read three times as fast as those of an array (measured).
    ends = mapped_array(folder / _ENDS, "<i8").data
    hashes = mapped_array(folder / _HASHES, "<u4").data
    places = mapped_array(folder / _PLACES, "<i4").data
    terms, numbers = {}, {}
    for field, span in zip(FIELDS, _spans(sizes), strict=True):
        terms[field] = MappedTerms(content, ends, span.start, span.stop - span.start)
        numbers[field] = MappedNumbers(terms[field], hashes[span], places[span])
    return terms, numbers


def _spans(sizes: Sequence[int]) -> list[slice]:
    ends = np.cumsum(sizes).tolist()
    return [slice(first, last) for first, last in pairwise(chain([0], ends))]
