"""Documents whose passages stay in a mapped file until one is asked for.

documents     JSON: topics, articles, units, numbers and glossary
texts         of each passage a JSON list of its fields, by ordinal
text_ends     int64: where each of them ends
owners        int32: of each passage, the place of its article

A passage held as objects takes .8 KB of each process, mapped the part that was shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import overload

import numpy as np
import orjson
from numpy.typing import NDArray

from search_service.answering.documents import Documents, PhoneNumber
from search_service.content.article import Passage, Topic
from search_service.engines.mapped_files import (
    mapped_array,
    mapped_bytes,
    write_all,
    write_array,
    write_bytes,
)
from search_service.engines.stored_forms import article_of, passage_of, unit_of

_DOCUMENTS, _TEXTS, _ENDS, _OWNERS = "documents", "texts", "text_ends", "owners"
_FIELDS = [field.name for field in fields(Passage)]
_values = attrgetter(*_FIELDS)


class _MappedPassages(Sequence[Passage]):
    """Passages by ordinal, made anew whenever they are asked for."""

    def __init__(self, content: memoryview, ends: memoryview) -> None:
        self._content, self._ends = content, ends

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment] # as of any sequence that is not a tuple

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> Passage: ...
    @overload
    def __getitem__(self, place: slice) -> list[Passage]: ...
    def __getitem__(self, place: int | slice) -> Passage | list[Passage]:
        if isinstance(place, slice):
            return [self[one] for one in range(len(self))[place]]
        ordinal = range(len(self))[place]
        start = self._ends[ordinal - 1] if ordinal else 0
        values = orjson.loads(self._content[start : self._ends[ordinal]])
        return passage_of(dict(zip(_FIELDS, values, strict=True)))


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


def write_mapped_documents(folder: Path, documents: Documents) -> None:
    """Write into a folder that exists."""
    others = {
        "topics": documents.topics,
        "articles": documents.articles,
        "units": documents.units,
        "numbers": documents.numbers,
        "explained": documents.explained,
    }
    write_bytes(folder / _DOCUMENTS, orjson.dumps(others))
    passages = (orjson.dumps(_values(passage)) for passage in documents.passages)
    write_array(folder / _ENDS, np.array(write_all(folder / _TEXTS, passages)), "<i8")
    write_array(folder / _OWNERS, documents.owners, "<i4")


def map_documents(folder: Path) -> Documents:
    """What `write_mapped_documents` wrote."""
    others = orjson.loads((folder / _DOCUMENTS).read_bytes())
    ends = mapped_array(folder / _ENDS, "<i8").data
    documents = Documents(
        topics=tuple(Topic(**topic) for topic in others["topics"]),
        articles=tuple(map(article_of, others["articles"])),
        passages=_MappedPassages(mapped_bytes(folder / _TEXTS), ends),
        units=tuple(map(unit_of, others["units"])),
        numbers=tuple(PhoneNumber(**number) for number in others["numbers"]),
        explained=others["explained"],
    )
    owners = mapped_array(folder / _OWNERS, "<i4")
    codes = [article.id for article in documents.articles]
    documents.__dict__["owners"] = owners
    documents.__dict__["article_ids"] = _Codes(codes, owners)
    return documents
