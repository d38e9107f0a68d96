"""Whoosh as the stored index, in shards that are written once and never changed.

Everything the project knows of Whoosh is in this module. A shard's fields hold terms made by our
own analysis; Whoosh's analysers and its query parser are not used. Searching happens on arrays
decoded from the shards (`embedded_engine.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from whoosh import fields, formats, index
from whoosh.reading import IndexReader

from search_service.analysis.chains import FIELDS, FieldTerms
from search_service.engines.postings import Postings

# Whoosh sorts its postings in memory up to this bound, and through files beyond it. With 256 the
# 12,000 passages of the benchmark took 60 s of CPU time, with 2,048 half of that (measured).
_WRITER_MEGABYTES = 2_048


class _ReadyTerms(fields.FieldType):  # type: ignore[misc] # Whoosh is untyped
    """A field whose value is a list of finished terms; the posting's weight is the frequency."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None, scorable=True)

    def index(self, value: Sequence[str], **_: object) -> list[tuple[bytes, int, float, bytes]]:
        return [(term.encode(), n, float(n), b"") for term, n in Counter(value).items()]


def _schema() -> fields.Schema:
    return fields.Schema(key=fields.STORED, **{name: _ReadyTerms() for name in FIELDS})


def write_shard(folder: Path, passages: Iterable[tuple[str, FieldTerms]]) -> None:
    """Write a new shard of passages, each with its key."""
    folder.mkdir(parents=True)
    writer = index.create_in(folder, _schema()).writer(limitmb=_WRITER_MEGABYTES)
    for key, terms in passages:
        writer.add_document(key=key, **{name: terms[name] for name in FIELDS})
    writer.commit(optimize=True)


def read_shard(folder: Path) -> tuple[Postings, tuple[str, ...]]:
    """All postings of a shard, and the keys of its passages in the order of their ordinals."""
    opened = index.open_dir(folder, schema=_schema())
    reader = opened.reader()
    try:
        keys = tuple(stored["key"] for _, stored in reader.iter_docs())
        return _decode(reader, len(keys)), keys
    finally:
        reader.close()
        opened.close()


def _decode(reader: IndexReader, passage_count: int) -> Postings:
    terms: dict[str, list[str]] = {}
    starts = [0]
    passages: list[int] = []
    frequencies: list[int] = []
    for field in FIELDS:
        terms[field] = []
        for raw in reader.lexicon(field):
            terms[field].append(raw.decode())
            matcher = reader.postings(field, raw)
            while matcher.is_active():
                passages.append(matcher.id())
                frequencies.append(int(matcher.weight()))
                matcher.next()
            starts.append(len(passages))
    lengths = [
        [reader.doc_field_length(n, field) or 0 for n in range(passage_count)] for field in FIELDS
    ]
    return Postings(
        terms=terms,
        starts=np.array(starts, dtype=np.int64),
        passages=np.array(passages, dtype=np.int32),
        frequencies=np.minimum(frequencies, np.iinfo(np.uint16).max).astype(np.uint16),
        lengths=np.array(lengths, dtype=np.float32).reshape(len(FIELDS), passage_count),
    )
