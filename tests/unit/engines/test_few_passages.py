"""Few passages are scored in another way than many, and to the bit as they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import FIELDS
from search_service.asking.query import WeightedTerm
from search_service.engines.contributions import contributions_of
from search_service.engines.embedded_engine import EmbeddedEngine
from tests.postings import with_headlines

WORDS = st.lists(st.sampled_from("灯泡换卡坏"), max_size=6)
SCORED = ("u", "w", "p")


@given(
    st.lists(WORDS, min_size=1, max_size=30),
    st.lists(
        st.tuples(st.sampled_from(SCORED), st.sampled_from("灯泡换卡坏门"), st.floats(0.1, 4.0)),
        unique_by=lambda one: one[:2],
        max_size=12,
    ),
    st.integers(1, 40),
)
def test_few_passages_are_scored_as_many_are(
    texts: list[list[str]], asked: list[tuple[str, str, float]], limit: int
) -> None:
    passages = [{field: own if field in SCORED else [] for field in FIELDS} for own in texts]
    engine = EmbeddedEngine(contributions_of(with_headlines(passages)))
    terms = [WeightedTerm(*one) for one in asked]

    # A choice of passages, all of them here, is scored as many are.
    expected = engine.scored(terms, range(len(passages)), limit)

    assert engine.search(terms, limit) == expected
    assert engine.search(terms, limit) == expected, "with postings that are remembered"
    enough = 0.3 * expected[0].score if expected else 0.0
    assert engine.search(terms, limit, None, lambda _: 0.3) == [
        one for one in expected if one.score >= enough
    ]
