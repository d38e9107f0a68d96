"""Postings and what they add, ready to be mapped: opening reads nothing and computes nothing.

Made of a verified release when it arrives (`releases.arrival`), never sent with it: the packed form
of `engines.index_store` takes a sixth of the room.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.chains import FIELDS
from search_service.engines.contributions import Contributions, contributions_of
from search_service.engines.mapped_files import mapped_array, write_array
from search_service.engines.mapped_terms import mapped_terms, write_terms
from search_service.engines.postings import Postings
from search_service.engines.statistics import Statistics

_TYPES = {
    "sizes": "<i8",  # number of terms of each field
    "starts": "<i8",
    "passages": "<i4",
    "frequencies": "<u2",
    "lengths": "<f4",
    "headline_lengths": "<f4",
    "shown": "<i8",  # number of passages that are not hidden
    "document_frequencies": "<i8",
    "mean_lengths": "<f8",
    "mean_headline_lengths": "<f8",
    "amounts": "<f4",
    "row_numbers": "<i4",
    "rows": "<f4",
}


def write_mapped_index(folder: Path, postings: Postings, hidden: Collection[int] = ()) -> None:
    """Write into a folder that exists; `hidden` passages count in no statistics."""
    ready = contributions_of(postings, hidden=hidden)
    statistics = ready.statistics
    arrays: dict[str, NDArray[Any]] = {
        "sizes": np.array([len(postings.terms[field]) for field in FIELDS]),
        "starts": postings.starts,
        "passages": postings.passages,
        "frequencies": postings.frequencies,
        "lengths": postings.lengths,
        "headline_lengths": postings.headline_lengths,
        "shown": np.array([statistics.passage_count]),
        "document_frequencies": statistics.document_frequencies,
        "mean_lengths": statistics.mean_lengths,
        "mean_headline_lengths": statistics.mean_headline_lengths,
        "amounts": ready.amounts,
        "row_numbers": ready.row_numbers,
        "rows": ready.rows,
    }
    for name, numbers in arrays.items():
        write_array(folder / name, numbers, _TYPES[name])
    write_terms(folder, postings.terms)


def map_index(folder: Path) -> Contributions:
    """What `write_mapped_index` wrote."""
    arrays = {name: mapped_array(folder / name, dtype) for name, dtype in _TYPES.items()}
    terms, numbers = mapped_terms(folder, arrays["sizes"].tolist())
    postings = Postings(
        terms=terms,
        starts=arrays["starts"],
        passages=arrays["passages"],
        frequencies=arrays["frequencies"],
        lengths=arrays["lengths"].reshape(len(FIELDS), -1),
        headline_lengths=arrays["headline_lengths"].reshape(len(FIELDS), -1),
    )
    postings.__dict__["numbers"] = numbers
    row_numbers = arrays["row_numbers"]
    rows = arrays["rows"].reshape(len(row_numbers), postings.passage_count)
    statistics = Statistics(
        int(arrays["shown"][0]),
        arrays["document_frequencies"],
        arrays["mean_lengths"],
        arrays["mean_headline_lengths"],
    )
    return Contributions(postings, statistics, arrays["amounts"], row_numbers, rows)
