"""Whoosh as it comes: its own index on disk, its own searcher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoosh import fields, formats, index, query

from benchmarks.bags import Bags
from search_service.analysis.chains import FIELDS
from search_service.asking.query import WeightedTerm

_LIMIT = 10
# Whoosh sorts its postings in memory up to this bound, and through files beyond it. With 256 the
# 12,000 passages of the benchmark took 60 s of CPU time, with 2,048 half of that (measured).
_WRITER_MEGABYTES = 2_048


class _ReadyTerms(fields.FieldType):  # type: ignore[misc] # Whoosh is untyped
    """A field whose value is a list of finished terms; the posting's weight is the frequency."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None, scorable=True)

    def index(self, value: Sequence[str], **_: object) -> list[tuple[bytes, int, float, bytes]]:
        return [(term.encode(), n, float(n), b"") for term, n in Counter(value).items()]


class Whoosh:
    """Whoosh's own searcher with its own BM25F, over an index of one segment."""

    def build(self, folder: Path, bags: Bags) -> None:
        """Write all five fields."""
        folder.mkdir(parents=True)
        schema = fields.Schema(**{name: _ReadyTerms() for name in FIELDS})
        writer = index.create_in(folder, schema).writer(limitmb=_WRITER_MEGABYTES)
        for terms in bags.by_field():
            writer.add_document(**terms)
        writer.commit(optimize=True)

    def open(self, folder: Path) -> None:
        """Keep one searcher open."""
        self._searcher = index.open_dir(folder).searcher()

    def prepare(self, terms: Sequence[WeightedTerm], bags: Bags) -> Any:  # noqa: ANN401, ARG002
        """An Or of boosted Terms."""
        return query.Or([query.Term(t.field, t.term, boost=t.weight) for t in terms])

    def search(self, prepared: Any) -> list[int]:  # noqa: ANN401
        """Scored search with a limit, which lets Whoosh skip blocks."""
        hits = self._searcher.search(prepared, limit=_LIMIT)
        return [hits.docnum(place) for place in range(hits.scored_length())]
