"""Two postings compared, whatever the order of their terms."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search_service.analysis.chains import FIELDS, FieldTerms
from search_service.engines.postings import Postings, postings_of


def headlines_of(passage: FieldTerms) -> FieldTerms:
    """The first half of the terms of each field, for passages that are made of terms alone."""
    return {field: passage[field][: len(passage[field]) // 2] for field in FIELDS}


def with_headlines(passages: Sequence[FieldTerms]) -> Postings:
    """Postings of passages whose headlines are those."""
    return postings_of(passages, list(map(headlines_of, passages)))


def assert_equal(found: Postings, expected: Postings) -> None:
    """Everything that they hold is the same."""
    assert table(found) == table(expected)
    assert np.array_equal(found.lengths, expected.lengths)
    assert np.array_equal(found.headline_lengths, expected.headline_lengths)
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
