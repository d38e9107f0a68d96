"""Postings and what they add, ready to be mapped: opening reads nothing and computes nothing.

Made of a verified release when it arrives (`releases.arrival`), never sent with it: the packed form
of `engines.index_store` takes a sixth of the room.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.chains import FIELDS
from search_service.engines.contributions import Contributions, contributions_of
from search_service.engines.mapped_files import mapped_array, write_array
from search_service.engines.mapped_terms import mapped_terms, write_terms
from search_service.engines.postings import Postings

_TYPES = {
    "sizes": "<i8",  # number of terms of each field
    "starts": "<i8",
    "passages": "<i4",
    "frequencies": "<u2",
    "lengths": "<f4",
    "amounts": "<f4",
    "row_numbers": "<i4",
    "rows": "<f4",
}


def write_mapped_index(folder: Path, postings: Postings) -> None:
    """Write into a folder that exists."""
    ready = contributions_of(postings)
    arrays: dict[str, NDArray[Any]] = {
        "sizes": np.array([len(postings.terms[field]) for field in FIELDS]),
        "starts": postings.starts,
        "passages": postings.passages,
        "frequencies": postings.frequencies,
        "lengths": postings.lengths,
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
    )
    postings.__dict__["numbers"] = numbers
    row_numbers = arrays["row_numbers"]
    rows = arrays["rows"].reshape(len(row_numbers), postings.passage_count)
    return Contributions(postings, arrays["amounts"], row_numbers, rows)
