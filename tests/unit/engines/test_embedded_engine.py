"""The engine's arrays give what Whoosh's own searcher gives, and may be shared by threads."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import FIELDS, FieldTerms
from search_service.answering.engine import Candidate
from search_service.answering.search import Search
from search_service.asking.query import WeightedTerm
from search_service.engines.embedded_engine import ROWS_FROM, EmbeddedEngine, best
from search_service.engines.postings import Postings, merge
from search_service.engines.whoosh_engine import read_shard, write_shard
from tests.whoosh_reference import reference_scores

VOCABULARY = ("灯", "泡", "换", "u灯卡", "deng_pao", "r-102", "3", "#快递")

TERMS = st.lists(st.sampled_from(VOCABULARY), max_size=12)
PASSAGES = st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, TERMS)), min_size=1, max_size=8)
QUERIES = st.lists(
    st.tuples(
        st.sampled_from(FIELDS),
        st.sampled_from((*VOCABULARY, "没有")),
        st.sampled_from((1.0, 0.6, 0.3, 0.12)),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda term: term[:2],
)
# Frequent terms as rows, as in a large index, or no rows at all.
AS_ROWS = st.sampled_from((0, ROWS_FROM))


def as_terms(query: Sequence[tuple[str, str, float]]) -> list[WeightedTerm]:
    return [WeightedTerm(*term) for term in query]


def passage(**fields: str) -> FieldTerms:
    return {field: fields.get(field, "").split() for field in FIELDS}


def postings_of(folder: Path, passages: Sequence[FieldTerms]) -> Postings:
    """The postings of a new shard, whose passages have their numbers as keys."""
    write_shard(folder, ((str(number), terms) for number, terms in enumerate(passages)))
    postings, keys = read_shard(folder)
    assert keys == tuple(map(str, range(len(passages))))
    return postings


@given(PASSAGES, QUERIES, AS_ROWS)
def test_passages_and_scores_are_those_of_whooshs_own_searcher(
    passages: list[FieldTerms], query: list[tuple[str, str, float]], rows_from: int
) -> None:
    terms = as_terms(query)
    with tempfile.TemporaryDirectory() as name:
        shard = Path(name) / "shard"
        engine = EmbeddedEngine(postings_of(shard, passages), rows_from)
        expected = reference_scores(shard, terms)

    found = engine.search(terms, len(passages))

    assert {str(candidate.passage) for candidate in found} == set(expected)
    for candidate in found:
        assert candidate.score == pytest.approx(expected[str(candidate.passage)], abs=1e-4)
    assert found == sorted(found, key=lambda candidate: (-candidate.score, candidate.passage))


@given(PASSAGES, QUERIES, st.integers(1, 5))
def test_a_limit_keeps_the_first_ones(
    passages: list[FieldTerms], query: list[tuple[str, str, float]], limit: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        engine = EmbeddedEngine(postings_of(Path(name) / "shard", passages))
    terms = as_terms(query)

    assert engine.search(terms, limit) == engine.search(terms, len(passages))[:limit]


@given(PASSAGES, PASSAGES, QUERIES, st.data())
def test_merged_shards_answer_as_one_index_of_the_passages_that_are_left(
    old: list[FieldTerms],
    new: list[FieldTerms],
    query: list[tuple[str, str, float]],
    data: st.DataObject,
) -> None:
    kept = data.draw(st.lists(st.sampled_from(range(len(old))), unique=True))
    left = [*(old[number] for number in kept), *new]
    moved = [kept.index(number) if number in kept else -1 for number in range(len(old))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = postings_of(folder / "whole", left)
        parts = [
            (postings_of(folder / "old", old), np.array(moved, dtype=np.int32)),
            (
                postings_of(folder / "new", new),
                np.arange(len(kept), len(left), dtype=np.int32),
            ),
        ]
    merged = EmbeddedEngine(merge(parts, len(left)))
    terms = as_terms(query)

    found = merged.search(terms, len(left))
    expected = EmbeddedEngine(whole).search(terms, len(left))

    assert [one.passage for one in found] == [one.passage for one in expected]
    assert [one.score for one in found] == pytest.approx([one.score for one in expected])


@given(PASSAGES)
def test_saved_postings_are_read_back(passages: list[FieldTerms]) -> None:
    with tempfile.TemporaryDirectory() as name:
        postings = postings_of(Path(name) / "shard", passages)
        postings.save(Path(name) / "postings")
        read = Postings.load(Path(name) / "postings")

    assert read.terms == postings.terms
    assert np.array_equal(read.passages, postings.passages)
    assert np.array_equal(read.frequencies, postings.frequencies)
    assert np.array_equal(read.lengths, postings.lengths)
    assert read.passage_count == len(passages)


def test_an_explanation_names_the_terms_that_match_the_strongest_first(tmp_path: Path) -> None:
    engine = EmbeddedEngine(
        postings_of(
            tmp_path / "shard", [passage(u="灯 泡 灯"), passage(u="灯"), passage(w="泡 灯")]
        )
    )
    terms = as_terms([("u", "灯", 1.0), ("u", "泡", 1.0), ("w", "灯", 0.3), ("w", "泡", 0.3)])

    for candidate in engine.search(terms, 10):
        reasons = engine.explain(terms, candidate.passage)

        amounts = [amount for _, amount in reasons.terms]
        assert reasons.score == pytest.approx(candidate.score, rel=1e-5)
        assert amounts == sorted(amounts, reverse=True)


def test_equal_passages_are_listed_in_their_order(tmp_path: Path) -> None:
    engine = EmbeddedEngine(
        postings_of(tmp_path / "shard", [passage(u="换 泡"), *[passage(u="灯 泡")] * 7])
    )

    found = engine.search(as_terms([("u", "灯", 1.0)]), 3)

    assert [candidate.passage for candidate in found] == [1, 2, 3]
    assert len({candidate.score for candidate in found}) == 1


def test_words_that_stand_nowhere_find_nothing(tmp_path: Path) -> None:
    postings = postings_of(tmp_path / "shard", [passage(u="灯"), passage()])
    engine = EmbeddedEngine(postings)

    assert engine.passage_count == 2
    assert engine.search(as_terms([("u", "船", 1.0), ("w", "灯", 1.0)]), 10) == []
    assert engine.search([], 10) == []
    assert engine.document_frequency("u", "灯") == 1
    assert engine.document_frequency("u", "船") == 0
    assert EmbeddedEngine(postings, rows_from=0).document_frequency("u", "灯") == 1


def test_an_empty_index_answers(tmp_path: Path) -> None:
    engine = EmbeddedEngine(postings_of(tmp_path / "shard", []))

    assert engine.passage_count == 0
    assert engine.search(as_terms([("u", "灯", 1.0)]), 10) == []


def test_a_word_that_stands_everywhere_never_counts_against_a_passage(tmp_path: Path) -> None:
    engine = EmbeddedEngine(postings_of(tmp_path / "shard", [passage(u="灯")] * 9))

    assert all(found.score > 0 for found in engine.search(as_terms([("u", "灯", 1.0)]), 9))


@given(
    st.lists(st.sampled_from((0.0, 0.5, 1.0, 2.5)), max_size=700),
    st.integers(1, 40),
)
def test_the_best_are_the_greatest_and_ties_go_to_the_lower_ordinal(
    scores: list[float], limit: int
) -> None:
    ordered = sorted((-score, ordinal) for ordinal, score in enumerate(scores) if score > 0)

    found = best(np.array(scores), limit)

    assert found == [Candidate(ordinal, -score) for score, ordinal in ordered[:limit]]


def test_the_arrays_in_service_cannot_be_written(tmp_path: Path) -> None:
    engine = EmbeddedEngine(postings_of(tmp_path / "shard", [passage(u="灯")]))
    posting = engine._views["u"]["灯"]  # noqa: SLF001
    assert posting
    passages, contributions = posting

    with pytest.raises(ValueError, match="read-only"):
        passages[0] = 7
    with pytest.raises(ValueError, match="read-only"):
        contributions[0] = 7


def test_eight_threads_get_the_lists_that_one_gets(shop_search: Search) -> None:
    queries = [
        "灯不亮怎么办", "换灯泡", "dengpao", "hdp", "包裹", "萤火灯", "l-103", "换燈泡",
    ] * 25  # fmt: skip

    def answer(query: str) -> list[tuple[str, float]]:
        return [(hit.article.id, hit.score) for hit in shop_search.search(query).hits]

    alone = [answer(query) for query in queries]
    with ThreadPoolExecutor(max_workers=8) as threads:
        together = list(threads.map(answer, queries))

    assert together == alone
    assert all(alone)
