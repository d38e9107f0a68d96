"""One battery for every engine: the same passages, the same scores, shared by threads."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import FIELDS, Analyser, FieldTerms, passage_text
from search_service.answering.engine import Candidate
from search_service.answering.search import Search
from search_service.asking.lexicon import Lexicon
from search_service.asking.query import WeightedTerm, parse_query
from search_service.engines.best_passages import best
from search_service.engines.contributions import contributions_of
from search_service.engines.embedded_engine import COORDINATION
from search_service.engines.mapped_index import map_index, write_mapped_index
from search_service.engines.merging import merge
from search_service.engines.norms import BODY_B, BODY_WEIGHT, K1, B
from search_service.engines.postings import Postings, postings_of, postings_of_texts
from search_service.releases.search_index import indexed_texts
from tests.engines_under_test import UNDER_TEST, MakeEngine, in_memory
from tests.postings import headlines_of, with_headlines

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


def as_terms(query: Sequence[tuple[str, str, float]]) -> list[WeightedTerm]:
    return [WeightedTerm(*term) for term in query]


def passage(**fields: str) -> FieldTerms:
    return {field: fields.get(field, "").split() for field in FIELDS}


EVERY_ENGINE = st.sampled_from(list(UNDER_TEST.values()))


@pytest.fixture(params=list(UNDER_TEST.values()), ids=list(UNDER_TEST))
def make_engine(request: pytest.FixtureRequest) -> MakeEngine:
    made: MakeEngine = request.param
    return made


def counted_length(passage: FieldTerms, field: str) -> float:
    of_headlines = len(headlines_of(passage)[field])
    return B[field] * of_headlines + BODY_B[field] * (len(passage[field]) - of_headlines)


def by_the_book(
    passages: Sequence[FieldTerms], query: Sequence[tuple[str, str, float]]
) -> dict[int, float]:
    """BM25 written down a third time, straight from the terms of the passages."""
    scores: dict[int, float] = {}
    for ordinal, own in enumerate(passages):
        words, others, matching = 0.0, 0.0, 0
        for field, term, asked in query:
            frequency = list(own[field]).count(term)
            if not frequency:
                continue
            found = sum(term in one[field] for one in passages)
            lengths = [counted_length(one, field) for one in passages]
            mean = sum(len(one[field]) for one in passages) / len(passages)
            idf = math.log(1 + (len(passages) - found + 0.5) / (found + 0.5))
            beyond = lengths[ordinal] - sum(lengths) / len(passages)
            norm = K1[field] * (1 + beyond / mean)
            text = 1 - len(headlines_of(own)[field]) / len(own[field])
            weight = asked * (1 - text + BODY_WEIGHT[field] * text)
            amount = weight * idf * frequency * (K1[field] + 1) / (frequency + norm)
            if field == "w":
                words, matching = words + amount, matching + 1
            else:
                others += amount
        total = others + words * (1 + COORDINATION * max(matching - 1, 0))
        if total:
            scores[ordinal] = total
    return scores


@given(PASSAGES, QUERIES, EVERY_ENGINE)
def test_passages_and_scores_are_those_of_the_formula(
    passages: list[FieldTerms], query: list[tuple[str, str, float]], make: MakeEngine
) -> None:
    expected = by_the_book(passages, query)

    found = make(with_headlines(passages)).search(as_terms(query), len(passages))

    assert {candidate.passage for candidate in found} == set(expected)
    for candidate in found:
        assert candidate.score == pytest.approx(expected[candidate.passage], abs=1e-4)
    assert found == sorted(found, key=lambda candidate: (-candidate.score, candidate.passage))


@given(PASSAGES, QUERIES, EVERY_ENGINE, st.data())
def test_only_the_passages_that_were_given_are_chosen_from(
    passages: list[FieldTerms],
    query: list[tuple[str, str, float]],
    make: MakeEngine,
    data: st.DataObject,
) -> None:
    among = data.draw(st.lists(st.sampled_from(range(len(passages))), unique=True))
    engine, terms = make(with_headlines(passages)), as_terms(query)

    found = engine.search(terms, len(passages), among)

    everywhere = engine.search(terms, len(passages))
    assert found == [candidate for candidate in everywhere if candidate.passage in among]


@given(PASSAGES, QUERIES, EVERY_ENGINE)
def test_what_each_term_adds_sums_up_to_the_score(
    passages: list[FieldTerms], query: list[tuple[str, str, float]], make: MakeEngine
) -> None:
    engine, terms = make(with_headlines(passages)), as_terms(query)

    for candidate in engine.search(terms, len(passages)):
        matched = engine.explain(terms, candidate.passage)

        assert matched.score == pytest.approx(candidate.score, rel=1e-5)
        assert {term for term, _ in matched.terms} <= set(terms)


@given(PASSAGES, QUERIES, EVERY_ENGINE, st.integers(1, 5))
def test_a_limit_keeps_the_first_ones(
    passages: list[FieldTerms], query: list[tuple[str, str, float]], make: MakeEngine, limit: int
) -> None:
    engine = make(with_headlines(passages))
    terms = as_terms(query)

    assert engine.search(terms, limit) == engine.search(terms, len(passages))[:limit]


@given(PASSAGES, PASSAGES, QUERIES, st.data())
def test_merged_postings_answer_as_one_index_of_the_passages_that_are_left(
    old: list[FieldTerms],
    new: list[FieldTerms],
    query: list[tuple[str, str, float]],
    data: st.DataObject,
) -> None:
    kept = data.draw(st.lists(st.sampled_from(range(len(old))), unique=True))
    left = [*(old[number] for number in kept), *new]
    moved = [kept.index(number) if number in kept else -1 for number in range(len(old))]
    parts = [
        (with_headlines(old), np.array(moved, dtype=np.int32)),
        (with_headlines(new), np.arange(len(kept), len(left), dtype=np.int32)),
    ]
    merged = in_memory(merge(parts, len(left)))
    terms = as_terms(query)

    found = merged.search(terms, len(left))
    expected = in_memory(with_headlines(left)).search(terms, len(left))

    assert [one.passage for one in found] == [one.passage for one in expected]
    assert [one.score for one in found] == pytest.approx([one.score for one in expected])


@given(PASSAGES)
def test_saved_postings_are_read_back(passages: list[FieldTerms]) -> None:
    with tempfile.TemporaryDirectory() as name:
        postings = with_headlines(passages)
        postings.save(Path(name) / "postings")
        read = Postings.load(Path(name) / "postings")

    assert read.terms == postings.terms
    assert np.array_equal(read.passages, postings.passages)
    assert np.array_equal(read.frequencies, postings.frequencies)
    assert np.array_equal(read.lengths, postings.lengths)
    assert np.array_equal(read.headline_lengths, postings.headline_lengths)
    assert read.passage_count == len(passages)


def test_an_explanation_names_the_strongest_terms_first(
    make_engine: MakeEngine,
) -> None:
    engine = make_engine(postings_of([passage(u="灯 泡 灯"), passage(u="灯"), passage(w="泡 灯")]))
    terms = as_terms([("u", "灯", 1.0), ("u", "泡", 1.0), ("w", "灯", 0.3), ("w", "泡", 0.3)])

    for candidate in engine.search(terms, 10):
        reasons = engine.explain(terms, candidate.passage)

        amounts = [amount for _, amount in reasons.terms]
        assert reasons.score == pytest.approx(candidate.score, rel=1e-5)
        assert amounts == sorted(amounts, reverse=True)


def test_equal_passages_are_listed_in_their_order(make_engine: MakeEngine) -> None:
    engine = make_engine(postings_of([passage(u="换 泡"), *[passage(u="灯 泡")] * 7]))

    found = engine.search(as_terms([("u", "灯", 1.0)]), 3)

    assert [candidate.passage for candidate in found] == [1, 2, 3]
    assert len({candidate.score for candidate in found}) == 1


def test_a_long_text_costs_more_than_as_many_wordings(make_engine: MakeEngine) -> None:
    long, short = passage(w="灯 泡 罩 座"), passage(w="灯")
    engine = make_engine(postings_of([long, long, short], [long, passage(), passage()]))

    first, second, third = engine.search(as_terms([("w", "灯", 1.0)]), 3)

    assert [first.passage, second.passage, third.passage] == [2, 0, 1]
    assert second.score > third.score


def test_neighbours_count_more_in_running_text(make_engine: MakeEngine) -> None:
    pair = passage(pb="deng_pao")
    engine = make_engine(postings_of([pair, pair], [pair, passage()]))

    first, second = engine.search(as_terms([("pb", "deng_pao", 1.0)]), 2)

    assert [first.passage, second.passage] == [1, 0]
    assert first.score > second.score


def test_words_that_stand_nowhere_find_nothing(make_engine: MakeEngine) -> None:
    postings = postings_of([passage(u="灯"), passage()])
    engine = make_engine(postings)

    assert engine.passage_count == 2
    assert engine.search(as_terms([("u", "船", 1.0), ("w", "灯", 1.0)]), 10) == []
    assert engine.search([], 10) == []
    assert engine.document_frequency("u", "灯") == 1
    assert engine.document_frequency("u", "船") == 0


def test_an_empty_index_answers(make_engine: MakeEngine) -> None:
    engine = make_engine(postings_of([]))

    assert engine.passage_count == 0
    assert engine.search(as_terms([("u", "灯", 1.0)]), 10) == []


def test_a_word_that_stands_everywhere_never_counts_against(
    make_engine: MakeEngine,
) -> None:
    engine = make_engine(postings_of([passage(u="灯")] * 9))

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
    write_mapped_index(tmp_path, postings_of([passage(u="灯")]))

    for index in (map_index(tmp_path), contributions_of(postings_of([passage(u="灯")]))):
        with pytest.raises(ValueError, match="read-only"):
            index.amounts[0] = 7
    with pytest.raises(ValueError, match="read-only"):
        map_index(tmp_path).postings.passages[0] = 7


def test_eight_threads_get_the_lists_that_one_gets(
    make_engine: MakeEngine,
    shop_search: Search,
    shop_analyser: Analyser,
    shop_lexicon: Lexicon,
) -> None:
    texts = indexed_texts(shop_search.documents, shop_search.analyser)
    engine = make_engine(
        postings_of_texts(
            [passage_text(one.title, one.questions, one.body) for one in texts], shop_analyser
        )
    )
    queries = [
        parse_query(text, shop_analyser, shop_lexicon).terms
        for text in ("灯不亮怎么办", "换灯泡", "dengpao", "hdp", "包裹", "萤火灯", "换燈泡")
    ] * 25

    def answer(terms: Sequence[WeightedTerm]) -> list[Candidate]:
        return engine.search(terms, 10)

    alone = [answer(terms) for terms in queries]
    with ThreadPoolExecutor(max_workers=8) as threads:
        together = list(threads.map(answer, queries))

    assert together == alone
    assert all(alone)
