"""Whoosh reads our arrays: an index reader over postings, without a file and without a copy.

With it, Whoosh's own queries and matchers run over the arrays in service. A reader never changes
once it is made, so threads may share it; a searcher is made anew for every question.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, formats
from whoosh.matching import ListMatcher
from whoosh.reading import IndexReader, TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from search_service.analysis.chains import FIELDS
from search_service.engines.postings import Postings
from search_service.engines.statistics import Statistics

_FORMAT = formats.Existence()


class _ReadyTerms(fields.FieldType):  # type: ignore[misc] # Whoosh is untyped
    """A field whose terms were made by our own analysis."""

    def __init__(self) -> None:
        super().__init__(_FORMAT, None, scorable=True)

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode()


class ArrayReader(IndexReader):  # type: ignore[misc]
    """Postings as Whoosh asks for them.

    Args:
        postings: What to read.
        owners: Of each passage its document, when documents are more than passages; frequencies
            and lengths are those of passages, so such a reader is for questions of yes or no.
    """

    def __init__(self, postings: Postings, owners: NDArray[np.int32] | None = None) -> None:
        self.schema = fields.Schema(**{field: _ReadyTerms() for field in FIELDS})
        self._postings, self._owners = postings, owners
        self._count = postings.passage_count if owners is None else int(owners.max(initial=-1)) + 1
        self._numbers = postings.numbers
        self._lengths = dict(zip(FIELDS, postings.lengths, strict=True))
        self._sorted: dict[str, Sequence[str]] = {}

    def __contains__(self, term: tuple[str, str | bytes]) -> bool:
        """Whether a field has a term."""
        field, text = term
        return _text(text) in self._numbers.get(field, ())

    def _span(self, field: str, text: str | bytes) -> slice:
        try:
            place = self._numbers[field][_text(text)]
        except KeyError as error:
            raise TermNotFound(f"{field}:{_text(text)}") from error
        starts, number = self._postings.starts, self._postings.firsts[field] + place
        return slice(int(starts[number]), int(starts[number + 1]))

    def _documents(self, span: slice) -> NDArray[np.int32]:
        passages = self._postings.passages[span]
        return passages if self._owners is None else np.unique(self._owners[passages])

    def postings(
        self, fieldname: str, text: str | bytes, scorer: BaseScorer | None = None
    ) -> ListMatcher:
        """The documents of a term, each with how often it stands there."""
        span = self._span(fieldname, text)
        documents = self._documents(span).tolist()
        weights = None
        if self._owners is None:
            weights = self._postings.frequencies[span].astype(float).tolist()
        return ListMatcher(
            documents, weights, scorer=scorer, format=_FORMAT, term=(fieldname, _text(text))
        )

    def term_info(self, fieldname: str, text: str | bytes) -> TermInfo:
        """What Whoosh plans a query by."""
        span = self._span(fieldname, text)
        documents, frequencies = self._documents(span), self._postings.frequencies[span]
        return TermInfo(
            weight=float(frequencies.sum()),
            df=len(documents),
            maxweight=float(frequencies.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def doc_frequency(self, fieldname: str, text: str | bytes) -> int:
        """In how many documents a term stands."""
        found = (fieldname, text) in self
        return len(self._documents(self._span(fieldname, text))) if found else 0

    def frequency_in(self, statistics: Statistics, field: str, text: str | bytes) -> int:
        """In how many passages of these statistics a term stands."""
        if (field, text) not in self:
            return 0
        number = self._postings.firsts[field] + self._postings.numbers[field][_text(text)]
        return int(statistics.document_frequencies[number])

    def frequency(self, fieldname: str, text: str | bytes) -> float:
        """How often a term stands in all of them."""
        found = (fieldname, text) in self
        span = self._span(fieldname, text) if found else slice(0)
        return float(self._postings.frequencies[span].sum())

    def _in_order(self, field: str) -> Sequence[str]:
        if field not in self._sorted:
            self._sorted[field] = sorted(self._numbers[field])
        return self._sorted[field]

    def lexicon(self, fieldname: str) -> Iterator[bytes]:
        """The terms of a field in order."""
        return (term.encode() for term in self._in_order(fieldname))

    def expand_prefix(self, fieldname: str, prefix: str | bytes) -> Iterator[bytes]:
        """The terms of a field that begin so."""
        return (term.encode() for term in self.starting_with(fieldname, _text(prefix)))

    def starting_with(self, field: str, prefix: str) -> Sequence[str]:
        """The terms of a field that begin so."""
        terms = self._in_order(field)
        first = bisect_left(terms, prefix)
        return terms[first : bisect_left(terms, prefix + chr(0x10FFFF), lo=first)]

    def terms_from(self, fieldname: str, prefix: str | bytes) -> Iterator[tuple[str, bytes]]:
        """The terms of a field from one on."""
        terms = self._in_order(fieldname)
        places = range(bisect_left(terms, _text(prefix)), len(terms))
        return ((fieldname, terms[place].encode()) for place in places)

    def all_terms(self) -> Iterator[tuple[str, bytes]]:
        """Every field and term."""
        return ((field, term) for field in FIELDS for term in self.lexicon(field))

    def indexed_field_names(self) -> Sequence[str]:
        """Our fields."""
        return FIELDS

    def doc_count_all(self) -> int:
        """How many documents there are."""
        return self._count

    doc_count = doc_count_all

    def all_doc_ids(self) -> range:
        """Their ordinals."""
        return range(self._count)

    def stored_fields(self, docnum: int) -> Mapping[str, object]:  # noqa: ARG002 - Whoosh's form
        """Nothing: texts stand in the store."""
        return {}

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The true length of a passage's field."""
        return int(self._lengths[fieldname][docnum]) if fieldname in self._lengths else default

    def field_length(self, fieldname: str) -> float:
        """The length of a field in all passages together."""
        return float(self._lengths[fieldname].sum(dtype=np.float64))

    def min_field_length(self, fieldname: str) -> int:
        """The shortest."""
        return int(self._lengths[fieldname].min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        """The longest."""
        return int(self._lengths[fieldname].max(initial=0))

    def has_deletions(self) -> bool:
        """Never: what is gone is not in the arrays."""
        return False

    def is_deleted(self, docnum: int) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def is_atomic(self) -> bool:
        """One segment."""
        return True

    def generation(self) -> int:
        """Of no use here: another generation is another reader."""
        return 0

    def has_vector(self, docnum: int, fieldname: str) -> bool:  # noqa: ARG002
        """There are none."""
        return False

    def has_column(self, fieldname: str) -> bool:  # noqa: ARG002
        """There are none."""
        return False

    def supports_caches(self) -> bool:
        """Nothing to cache."""
        return False


def _text(term: str | bytes) -> str:
    return term.decode() if isinstance(term, bytes) else term
