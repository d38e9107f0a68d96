"""A mapped index holds what it was written from, and opening it computes nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from zlib import crc32

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import FIELDS, FieldTerms
from search_service.asking.query import WeightedTerm
from search_service.engines.contributions import contributions_of
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.mapped_index import map_index, write_mapped_index
from search_service.engines.postings import postings_of
from tests.postings import with_headlines

# Two words of one CRC-32 each, among any others.
SAME_HASH = ("plumless", "buckeroo")
WORDS = st.sampled_from((*SAME_HASH, "灯", "灯泡", "\U00020000", "a")) | st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4
)
PASSAGES = st.lists(
    st.fixed_dictionaries(dict.fromkeys(FIELDS, st.lists(WORDS, max_size=8))), max_size=8
)


@given(PASSAGES, WORDS)
def test_a_mapped_index_holds_what_it_was_written_from(
    passages: list[FieldTerms], unknown: str
) -> None:
    postings = with_headlines(passages)
    with tempfile.TemporaryDirectory() as name:
        write_mapped_index(Path(name), postings)
        found = map_index(Path(name))

        for field in FIELDS:
            assert list(found.postings.terms[field]) == list(postings.terms[field])
            assert dict(found.postings.numbers[field]) == dict(postings.numbers[field])
            known = postings.numbers[field].get(unknown)
            assert found.postings.numbers[field].get(unknown) == known
        for part in ("starts", "passages", "frequencies", "lengths", "headline_lengths"):
            assert np.array_equal(getattr(found.postings, part), getattr(postings, part))
        assert np.array_equal(found.amounts, contributions_of(postings).amounts)


def test_two_terms_of_one_hash_are_told_apart(tmp_path: Path) -> None:
    assert len({crc32(word.encode()) for word in SAME_HASH}) == 1
    ones: list[FieldTerms] = [{f: [word] for f in FIELDS} for word in SAME_HASH]
    write_mapped_index(tmp_path, postings_of(ones))

    engine = EmbeddedEngine(map_index(tmp_path))

    for passage, word in enumerate(SAME_HASH):
        found = engine.search([WeightedTerm("u", word, 1.0)], 10)
        assert [one.passage for one in found] == [passage]


def test_frequent_terms_are_mapped_as_rows_with_the_same_lists(tmp_path: Path) -> None:
    passages: list[FieldTerms] = [
        {f: ["灯", "泡", *(["卡"] if n % 3 else []), str(n)][n % 2 :] for f in FIELDS}
        for n in range(1_200)
    ]
    postings = postings_of(passages)
    write_mapped_index(tmp_path, postings)
    mapped = map_index(tmp_path)
    assert len(mapped.row_numbers)
    terms = [WeightedTerm(f, t, 1.0) for f in ("u", "w") for t in ("灯", "泡", "卡", "7", "8")]

    found = EmbeddedEngine(mapped).search(terms, 150)

    assert found == EmbeddedEngine(contributions_of(postings)).search(terms, 150)
    ordinal = found[0].passage
    assert EmbeddedEngine(mapped).explain(terms, ordinal) == EmbeddedEngine(
        contributions_of(postings)
    ).explain(terms, ordinal)
