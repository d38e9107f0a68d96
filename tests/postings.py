"""Two postings compared, whatever the order of their terms."""

from __future__ import annotations

import numpy as np

from search_service.analysis.chains import FIELDS
from search_service.engines.postings import Postings


def assert_equal(found: Postings, expected: Postings) -> None:
    """Everything that they hold is the same."""
    assert table(found) == table(expected)
    assert np.array_equal(found.lengths, expected.lengths)
    assert {field: set(found.numbers[field]) for field in FIELDS} == {
        field: set(found.terms[field]) for field in FIELDS
    }


def table(postings: Postings) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """Of each term of each field the passages that it stands in, and how often."""
    found = {}
    for field in FIELDS:
        for term, place in postings.numbers[field].items():
            number = postings.firsts[field] + place
            span = slice(postings.starts[number], postings.starts[number + 1])
            passages, frequencies = postings.passages[span], postings.frequencies[span]
            found[field, term] = list(zip(passages.tolist(), frequencies.tolist(), strict=True))
    return found
