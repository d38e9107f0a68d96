"""Very many passages are scored in blocks: lists and scores are those of all at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.asking.query import WeightedTerm
from search_service.engines import embedded_engine
from search_service.engines.contributions import contributions_of
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.postings import postings_of

_WORDS = "灯泡罩亮修"
PASSAGES = st.lists(
    st.fixed_dictionaries(
        {
            "u": st.lists(st.sampled_from(_WORDS), max_size=6),
            "w": st.lists(st.sampled_from(_WORDS), max_size=4),
            "p": st.just([]),
            "pb": st.just([]),
            "i": st.just([]),
        }
    ),
    min_size=1,
    max_size=40,
)
TERMS = st.lists(
    st.builds(
        WeightedTerm,
        st.sampled_from("uw"),
        st.sampled_from([*_WORDS, "无"]),
        st.floats(0.125, 3.0, width=32),
    ),
    max_size=6,
)


@given(
    passages=PASSAGES,
    terms=TERMS,
    at_once=st.integers(1, 45),
    rows_from=st.sampled_from((1, 1_000)),
    among=st.none() | st.sets(st.integers(0, 39)),
)
def test_blocks_of_any_size_find_the_same_with_the_same_scores(
    passages: list[dict[str, list[str]]],
    terms: list[WeightedTerm],
    at_once: int,
    rows_from: int,
    among: set[int] | None,
) -> None:
    index = contributions_of(postings_of(passages), rows_from)
    expected = EmbeddedEngine(index).search(terms, 10, among)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedded_engine, "_PASSAGES_AT_ONCE", at_once)
        engine = EmbeddedEngine(index)
        assert engine.search(terms, 10, among) == expected
        ordinals = list(range(0, len(passages), 2))
        in_blocks = engine.scored(terms, ordinals, 10)
    assert in_blocks == EmbeddedEngine(index).scored(terms, ordinals, 10)
