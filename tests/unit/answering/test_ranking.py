from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.answering import signals
from search_service.answering.documents import Documents
from search_service.answering.engine import Candidate
from search_service.answering.known_question import LEAST_FOLLOWED, by_known_question
from search_service.answering.phrasings import Likeness
from search_service.answering.ranking import RankedPassage, enough_of, rank, worth_showing
from search_service.answering.signals import ArticleFacts, FactsOfArticles
from search_service.asking.lexicon import Lexicon
from search_service.asking.query import Query, parse_query
from search_service.content.article import Passage
from tests.builders import documents_with

Facts = Callable[[Documents], FactsOfArticles]
LAMPS = documents_with({"L-101": "灯不亮", "L-102": "换灯泡", "L-103": "遥控器"})


@pytest.fixture(scope="module")
def facts(shop_analyser: Analyser) -> Facts:
    return lambda documents: FactsOfArticles(documents, shop_analyser)


@pytest.fixture(scope="module")
def parse(shop_analyser: Analyser, shop_lexicon: Lexicon) -> Callable[[str], Query]:
    return lambda text: parse_query(text, shop_analyser, shop_lexicon)


@pytest.fixture(scope="module")
def query(parse: Callable[[str], Query]) -> Query:
    return parse("换灯泡")


def with_second_passage(documents: Documents, article_id: str) -> Documents:
    extra = Passage(f"{article_id}#1", article_id, "再看", "再看", "再看看")
    return Documents(documents.topics, documents.articles, (*documents.passages, extra))


def test_an_article_is_listed_once_with_its_best_passage(query: Query, facts: Facts) -> None:
    documents = with_second_passage(LAMPS, "L-102")

    ranked = rank(
        [Candidate(3, 9.0), Candidate(1, 8.0), Candidate(0, 7.0)],
        documents,
        query,
        facts(documents),
    )

    assert [(hit.passage, hit.score) for hit in ranked] == [(3, 9.0), (0, 7.0)]


def test_equal_scores_follow_the_order_of_the_passages(query: Query, facts: Facts) -> None:
    ranked = rank(
        [Candidate(0, 5.0), Candidate(1, 5.0), Candidate(2, 5.0)], LAMPS, query, facts(LAMPS)
    )

    assert [hit.passage for hit in ranked] == [0, 1, 2]


def asked_with(documents: Documents, *questions: str) -> Documents:
    """The same articles, with these questions instead of their own."""
    articles = tuple(replace(article, questions=questions) for article in documents.articles)
    return replace(documents, articles=articles)


def test_an_article_about_a_narrower_case_counts_a_little_less(query: Query, facts: Facts) -> None:
    documents = asked_with(documents_with({"L-101": "换阁楼里的灯泡", "L-102": "换灯泡"}))

    ranked = rank([Candidate(0, 5.0), Candidate(1, 5.0)], documents, query, facts(documents))

    assert [hit.passage for hit in ranked] == [1, 0]
    # Four of the seven characters go beyond the query.
    assert ranked[1].score / ranked[0].score == pytest.approx(1 - 0.2 * 4 / 7)


def test_one_question_as_short_as_the_query_is_enough(facts: Facts) -> None:
    long = documents_with({"L-101": "换阁楼里的灯泡"})

    assert facts(asked_with(long))["L-101"].shortest == 7
    both = asked_with(long, "换灯泡", "阁楼太高了够不着")
    assert facts(both)["L-101"].shortest == 3


def test_a_typed_code_comes_first_whatever_the_scores(
    parse: Callable[[str], Query], facts: Facts
) -> None:
    query = parse("l103 换灯泡")

    ranked = rank([Candidate(1, 9.0), Candidate(0, 8.0)], LAMPS, query, facts(LAMPS))

    assert [hit.passage for hit in ranked] == [2, 1, 0]
    assert ranked[0].by_code


def test_a_code_is_found_even_when_nothing_else_is(
    parse: Callable[[str], Query], facts: Facts
) -> None:
    ranked = rank([], LAMPS, parse("L-102"), facts(LAMPS))

    assert [hit.passage for hit in ranked] == [1]


def test_a_code_of_no_article_adds_nothing(parse: Callable[[str], Query], facts: Facts) -> None:
    assert rank([], LAMPS, parse("L-109"), facts(LAMPS)) == []


def test_hits_far_below_the_best_are_noise(query: Query, facts: Facts) -> None:
    ranked = rank(
        [Candidate(1, 10.0), Candidate(0, 9.0), Candidate(2, 0.1)], LAMPS, query, facts(LAMPS)
    )

    assert len(ranked) == 3
    assert [hit.passage for hit in worth_showing(ranked)] == [1, 0]


FACTS = st.builds(
    ArticleFacts,
    st.booleans(),
    st.booleans(),
    st.integers(1, 30),
    st.frozensets(st.sampled_from(["花灯", "台灯"])),
)
SCORES = st.lists(st.floats(0.01, 20.0), min_size=1, max_size=8)
LIKE = st.builds(Likeness, st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 2.2))


@given(SCORES, st.data())
def test_what_ranking_leaves_out_is_never_shown(
    query: Query, shop_analyser: Analyser, scores: list[float], data: st.DataObject
) -> None:
    codes = [f"L-{number}" for number in range(101, 101 + len(scores))]
    documents = documents_with(dict.fromkeys(codes, "灯"))
    facts = FactsOfArticles(documents, shop_analyser)
    facts.update({code: data.draw(FACTS) for code in codes})
    likes = [data.draw(LIKE) for _ in codes]
    asked = replace(query, products=data.draw(st.frozensets(st.sampled_from(["花灯", "台灯"]))))
    found = [Candidate(n, score) for n, score in enumerate(sorted(scores, reverse=True))]

    def shown(least: float) -> list[RankedPassage]:
        ranked = rank(found, documents, asked, facts, least=least)
        return worth_showing(by_known_question(ranked, 10.0, lambda hit: likes[hit.passage]))

    assert shown(LEAST_FOLLOWED) == shown(0.0)
    # What an engine leaves out makes no difference to it.
    enough = enough_of(asked, documents, facts, (), LEAST_FOLLOWED)
    assert enough is not None
    kept = [one for one in found if one.score >= found[0].score * enough(found[0].passage)]
    whole = rank(found, documents, asked, facts, least=LEAST_FOLLOWED)
    assert rank(kept, documents, asked, facts, least=LEAST_FOLLOWED) == whole


def test_where_something_stands_first_by_its_code_an_engine_leaves_nothing_out(
    parse: Callable[[str], Query], facts: Facts
) -> None:
    known, query = facts(LAMPS), parse("换灯泡")

    assert enough_of(query, LAMPS, known, (), LEAST_FOLLOWED) is not None
    assert enough_of(query, LAMPS, known, (), 0.0) is None
    assert enough_of(query, LAMPS, known, ("L-103",), LEAST_FOLLOWED) is None
    assert enough_of(parse("l103"), LAMPS, known, (), LEAST_FOLLOWED) is None


def test_weights_are_remembered_by_all_that_signals_know_of_a_query(
    query: Query, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = facts(LAMPS)

    weights = known.weights(query)
    assert known.weights(replace(query, text="灯泡换")) is weights
    assert known.weights(replace(query, negative=not query.negative)) is not weights
    assert weights.most >= max(weights[known[code]] for code in ("L-101", "L-102", "L-103"))
    monkeypatch.setattr(signals, "SIGNALS", ())
    assert known.weights(query)[known["L-101"]] == 1.0
