"""Postings of all fields as flat arrays.

The postings of term number t lie at `starts[t]` up to `starts[t + 1]` in `passages` and
`frequencies`. Merging and dropping work on whole arrays, so that a changed file costs milliseconds
and not a new index.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from search_service.analysis.chains import FIELDS, Analyser, FieldTerms, PassageText
from search_service.engines.packed_arrays import from_gaps, gaps, packed, unpacked

_TERMS = "terms"


@dataclass(frozen=True)
class Postings:
    """Which term stands how often in which passage.

    Attributes:
        terms: For each field its terms; term numbers run on from field to field.
        starts: int64, shape (number of terms + 1).
        passages: int32 ordinals, ascending within a term; shape (number of postings).
        frequencies: uint16, shape (number of postings).
        lengths: float32, shape (number of fields, number of passages): terms in each field.
        headline_lengths: The same of title and questions alone, which are a part of it.
    """

    terms: Mapping[str, Sequence[str]]
    starts: NDArray[np.int64]
    passages: NDArray[np.int32]
    frequencies: NDArray[np.uint16]
    lengths: NDArray[np.float32]
    headline_lengths: NDArray[np.float32]

    @cached_property
    def numbers(self) -> Mapping[str, Mapping[str, int]]:
        """Of each field, the place of each term among its terms."""
        return {
            field: dict(zip(terms, range(len(terms)), strict=True))
            for field, terms in self.terms.items()
        }

    @cached_property
    def firsts(self) -> Mapping[str, int]:
        """Of each field, the number of its first term."""
        sizes = (len(self.terms[field]) for field in FIELDS)
        return dict(zip(FIELDS, accumulate(sizes, initial=0), strict=False))

    @property
    def passage_count(self) -> int:
        """Number of passages, those without any term included."""
        return int(self.lengths.shape[1])

    def collection_frequencies(
        self, field: str, shown: NDArray[np.bool_] | None = None
    ) -> dict[str, int]:
        """How often each term of a field stands in all passages together, or in the shown ones."""
        terms = self.terms[field]
        if not terms:
            return {}
        first = self.firsts[field]
        starts = self.starts[first : first + len(terms) + 1]
        frequencies = self.frequencies[starts[0] : starts[-1]]
        if shown is not None:
            frequencies = frequencies * shown[self.passages[starts[0] : starts[-1]]]
        # Every term has a posting, so no span is empty.
        counts = np.add.reduceat(frequencies, starts[:-1] - starts[0], dtype=np.int64)
        return {term: count for term, count in zip(terms, counts.tolist(), strict=True) if count}

    def save(self, folder: Path) -> None:
        """Write into a new folder."""
        folder.mkdir()
        (folder / _TERMS).write_bytes(zlib.compress(orjson.dumps(self.terms), 1))
        arrays = {
            "counts": np.diff(self.starts),
            "gaps": gaps(self.passages, self.starts),
            "frequencies": self.frequencies,
            "lengths": self.lengths.reshape(-1),
            "headline_lengths": self.headline_lengths.reshape(-1),
        }
        for name, numbers in arrays.items():
            (folder / name).write_bytes(packed(numbers))

    @classmethod
    def load(cls, folder: Path) -> Postings:
        """Read what `save` wrote."""

        def read(name: str) -> NDArray[np.uint32]:
            return unpacked((folder / name).read_bytes())

        def read_lengths(name: str) -> NDArray[np.float32]:
            return read(name).astype(np.float32).reshape(len(FIELDS), -1)

        starts = np.concatenate(([0], np.cumsum(read("counts"), dtype=np.int64)))
        return cls(
            terms=orjson.loads(zlib.decompress((folder / _TERMS).read_bytes())),
            starts=starts,
            passages=from_gaps(read("gaps"), starts),
            frequencies=read("frequencies").astype(np.uint16),
            lengths=read_lengths("lengths"),
            headline_lengths=read_lengths("headline_lengths"),
        )


def postings_of_texts(passages: Sequence[PassageText], analyser: Analyser) -> Postings:
    """Postings of passages, counted in memory; the n-th gets the ordinal n."""
    headlines = [PassageText(passage.headlines, "") for passage in passages]
    return postings_of(*(list(map(analyser.passage_terms, one)) for one in (passages, headlines)))


def postings_of(
    passages: Sequence[FieldTerms], headlines: Sequence[FieldTerms] | None = None
) -> Postings:
    """Postings of analysed passages, counted in memory; the n-th gets the ordinal n.

    Args:
        passages: The terms of each, its headlines' included.
        headlines: Those of its headlines alone; without it no passage has any.
    """
    counts: dict[str, dict[str, dict[int, int]]] = {field: {} for field in FIELDS}
    for ordinal, terms in enumerate(passages):
        for field in FIELDS:
            for term, count in Counter(terms[field]).items():
                counts[field].setdefault(term, {})[ordinal] = count
    found = [count for field in FIELDS for count in counts[field].values()]
    most = np.iinfo(np.uint16).max
    return Postings(
        terms={field: list(counts[field]) for field in FIELDS},
        starts=np.cumsum([0, *map(len, found)], dtype=np.int64),
        passages=np.fromiter(chain.from_iterable(found), np.int32),
        frequencies=np.minimum(
            np.fromiter(chain.from_iterable(c.values() for c in found), np.int64), most
        ).astype(np.uint16),
        lengths=_lengths(passages),
        headline_lengths=(
            np.zeros((len(FIELDS), len(passages)), np.float32)
            if headlines is None
            else _lengths(headlines)
        ),
    )


def _lengths(passages: Sequence[FieldTerms]) -> NDArray[np.float32]:
    lengths = [[len(terms[field]) for terms in passages] for field in FIELDS]
    return np.array(lengths, dtype=np.float32).reshape(len(FIELDS), len(passages))
