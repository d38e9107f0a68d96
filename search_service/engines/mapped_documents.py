"""Documents of which many passages stay in a mapped file until one is asked for.

documents     JSON: topics, numbers, glossary and which articles carry a tool
units         of each unit its JSON; `unit_ends` int64: where each ends
articles      of each article its JSON; `article_ends` int64: where each ends
codes         dictionary: the place of each article; `code_texts`, `code_ends`: the other way round
firsts        int32: of each article the ordinal of its opening passage; -1 without one
texts         of each passage a JSON list of its fields, by ordinal
text_ends     int64: where each of them ends
owners        int32: of each passage, the place of its article

A passage held as objects takes .8 KB of each process, mapped the part that was shown; articles and
units are mapped from some thousands on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar, overload

import numpy as np
import orjson
from numpy.typing import NDArray

from search_service.answering.documents import Documents, PhoneNumber, StoredArticle
from search_service.content.article import Passage, Topic
from search_service.engines.mapped_dictionary import map_dictionary, write_dictionary
from search_service.engines.mapped_files import (
    mapped_array,
    mapped_bytes,
    write_all,
    write_array,
    write_bytes,
)
from search_service.engines.mapped_terms import MappedTerms
from search_service.engines.stored_forms import article_of, passage_of, unit_of

_DOCUMENTS, _TEXTS, _ENDS, _OWNERS = "documents", "texts", "text_ends", "owners"
_ARTICLES, _ARTICLE_ENDS, _FIRSTS = "articles", "article_ends", "firsts"
_UNITS, _UNIT_ENDS = "units", "unit_ends"
_CODES, _CODE_TEXTS, _CODE_ENDS = "codes", "code_texts", "code_ends"
# No more articles, units or passages are read when they are opened; what is shown of so few
# passages is kept in memory anyway (answering.excerpts). Of more articles so many are kept.
_FEW_ARTICLES, _ARTICLES_KEPT = 20_000, 5_000
_FEW_PASSAGES = 50_000
Made = TypeVar("Made")
Found = TypeVar("Found")
_FIELDS = [field.name for field in fields(Passage)]
_values = attrgetter(*_FIELDS)


class _Mapped(Sequence[Made]):
    """Objects by their number, made of JSON when one is asked for."""

    def __init__(
        self, folder: Path, names: tuple[str, str], made_of: Callable[[Any], Made], kept: int
    ) -> None:
        content, ends = mapped_bytes(folder / names[0]), mapped_array(folder / names[1], "<i8").data

        def one(place: int) -> Made:
            start = ends[place - 1] if place else 0
            return made_of(orjson.loads(content[start : ends[place]]))

        self._size = len(ends)
        self._one = lru_cache(maxsize=kept)(one) if kept else one

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment] # as of any sequence that is not a tuple

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> Made: ...
    @overload
    def __getitem__(self, place: slice) -> list[Made]: ...
    def __getitem__(self, place: int | slice) -> Made | list[Made]:
        if isinstance(place, slice):
            return [self[one] for one in range(self._size)[place]]
        return self._one(range(self._size)[place])


class _ByCode(Mapping[str, Found]):
    """Something of each article by its code."""

    def __init__(self, places: Mapping[str, int], of: Sequence[Found]) -> None:
        self._places, self._of = places, of

    def __getitem__(self, code: str) -> Found:
        return self._of[self._places[code]]

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)


class _Codes(Sequence[str]):
    """Of each passage, the code of its article."""

    def __init__(self, codes: Sequence[str], owners: NDArray[np.int32]) -> None:
        self._codes, self._owners = codes, owners.data

    def __len__(self) -> int:
        return len(self._owners)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self._codes[owner] for owner in self._owners[place]]
        return self._codes[self._owners[place]]


class _Firsts(_ByCode[int]):
    """Of each article its first passage; those without one are not there."""

    def __getitem__(self, code: str) -> int:
        first = super().__getitem__(code)
        if first < 0:
            raise KeyError(code)
        return first

    def __iter__(self) -> Iterator[str]:
        return (code for code in super().__iter__() if code in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def write_mapped_documents(folder: Path, documents: Documents) -> None:
    """Write into a folder that exists."""
    others = {
        "topics": documents.topics,
        "numbers": documents.numbers,
        "explained": documents.explained,
        "tools": [place for place, one in enumerate(documents.articles) if one.tool],
    }
    write_bytes(folder / _DOCUMENTS, orjson.dumps(others))
    unit_ends = write_all(folder / _UNITS, map(orjson.dumps, documents.units))
    write_array(folder / _UNIT_ENDS, np.array(unit_ends), "<i8")
    passages = (orjson.dumps(_values(passage)) for passage in documents.passages)
    write_array(folder / _ENDS, np.array(write_all(folder / _TEXTS, passages)), "<i8")
    write_array(folder / _OWNERS, documents.owners, "<i4")
    articles = (orjson.dumps(article) for article in documents.articles)
    ends = write_all(folder / _ARTICLES, articles)
    write_array(folder / _ARTICLE_ENDS, np.array(ends), "<i8")
    codes = [article.id for article in documents.articles]
    write_dictionary(folder, _CODES, {code: place for place, code in enumerate(codes)})
    write_array(folder / _CODE_ENDS, np.cumsum([len(code.encode()) for code in codes]), "<i8")
    write_bytes(folder / _CODE_TEXTS, "".join(codes).encode())
    firsts = [documents.first_passage.get(code, -1) for code in codes]
    write_array(folder / _FIRSTS, np.array(firsts), "<i4")


def map_documents(folder: Path, few: int = _FEW_ARTICLES) -> Documents:
    """What `write_mapped_documents` wrote; no more of anything than `few` is read."""
    others = orjson.loads((folder / _DOCUMENTS).read_bytes())
    mapped = _Mapped(folder, (_ARTICLES, _ARTICLE_ENDS), article_of, _ARTICLES_KEPT)
    is_read = len(mapped) <= few
    articles: Sequence[StoredArticle] = tuple(mapped) if is_read else mapped
    units = _Mapped(folder, (_UNITS, _UNIT_ENDS), unit_of, 0)
    passages = _Mapped(folder, (_TEXTS, _ENDS), _passage, 0)
    documents = Documents(
        topics=tuple(Topic(**topic) for topic in others["topics"]),
        articles=articles,
        passages=passages if len(passages) > few else tuple(passages),
        units=units if len(units) > few else tuple(units),
        numbers=tuple(PhoneNumber(**number) for number in others["numbers"]),
        explained=others["explained"],
    )
    known = documents.__dict__
    known["owners"] = owners = mapped_array(folder / _OWNERS, "<i4")
    if is_read:
        ids = _Codes([article.id for article in articles], owners)
        # Every question asks for 150 of them; a list answers five times as fast.
        known["article_ids"] = ids[:] if len(owners) <= _FEW_PASSAGES else ids
        return documents
    code_ends = mapped_array(folder / _CODE_ENDS, "<i8").data
    code_texts = mapped_bytes(folder / _CODE_TEXTS)
    known["article_ids"] = _Codes(MappedTerms(code_texts, code_ends, 0, len(code_ends)), owners)
    places = map_dictionary(folder, _CODES, int)
    known["articles_by_id"] = _ByCode(places, articles)
    known["first_passage"] = _Firsts(places, mapped_array(folder / _FIRSTS, "<i4").data)
    known["tools"] = {articles[place].tool: articles[place] for place in others["tools"]}
    return documents


def _passage(values: Sequence[Any]) -> Passage:
    return passage_of(dict(zip(_FIELDS, values, strict=True)))
