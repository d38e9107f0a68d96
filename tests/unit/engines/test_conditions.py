"""Operators find the articles that anybody would find who reads them all."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator

import pytest

from search_service.analysis.chains import Analyser, passage_text
from search_service.analysis.normalise import normalised_text
from search_service.answering.documents import Documents
from search_service.asking.operators import (
    AllOf,
    AnyOf,
    Condition,
    Phrase,
    Prefix,
    Without,
    Words,
)
from search_service.engines.postings import postings_of
from search_service.engines.whoosh import conditions as module
from search_service.engines.whoosh.conditions import ArrayConditions
from search_service.errors import QueryRejected
from search_service.releases.search_index import indexed_texts


@pytest.fixture(scope="session")
def conditions(shop_documents: Documents, shop_analyser: Analyser) -> ArrayConditions:
    terms = [
        shop_analyser.passage_terms(passage_text(one.title, one.questions, one.body))
        for one in indexed_texts(shop_documents, shop_analyser)
    ]
    return ArrayConditions(postings_of(terms), shop_documents, shop_analyser)


def lines_of(documents: Documents, code: str) -> Iterator[str]:
    article = documents.articles_by_id[code]
    yield from map(normalised_text, (article.title, *article.questions))
    for passage in documents.passages:
        if passage.article_id == code:
            yield normalised_text(passage.heading or "")
            yield from map(normalised_text, passage.text.split("\n"))


def holding(documents: Documents, text: str) -> set[str]:
    return {
        article.id
        for article in documents.articles
        if any(text in line for line in lines_of(documents, article.id))
    }


def articles(documents: Documents, passages: Collection[int]) -> set[str]:
    """Codes of articles, each of which comes with all its passages."""
    codes = {documents.passages[place].article_id for place in passages}
    every = {n for n, passage in enumerate(documents.passages) if passage.article_id in codes}
    assert set(passages) == every
    return codes


def meeting(conditions: ArrayConditions, documents: Documents, condition: Condition) -> set[str]:
    return articles(documents, conditions.meeting(condition))


def test_a_phrase_is_found_in_every_article_that_holds_it_and_in_no_other(
    conditions: ArrayConditions, shop_documents: Documents
) -> None:
    chance = random.Random(20_261_128)  # noqa: S311 - a sample, no secret
    lines = [
        line
        for article in shop_documents.articles
        for line in lines_of(shop_documents, article.id)
        if len(line) > 8 and not any(sign.isascii() or sign.isspace() for sign in line)
    ]
    for line in chance.sample(lines, min(len(lines), 60)):
        start = chance.randrange(len(line) - 4)
        phrase = line[start : start + chance.randint(2, 6)]
        if not any(map(str.isalnum, phrase)):
            continue

        found = meeting(conditions, shop_documents, Phrase(phrase))

        assert found == holding(shop_documents, phrase), phrase
        rest = meeting(conditions, shop_documents, Without(Phrase(phrase)))
        assert rest == {article.id for article in shop_documents.articles} - found


def test_conditions_combine_as_sets_do(
    conditions: ArrayConditions, shop_documents: Documents
) -> None:
    def of(condition: Condition) -> set[str]:
        return meeting(conditions, shop_documents, condition)

    one, two, three = Phrase("灯泡"), Phrase("快递"), Phrase("怎么")
    assert of(AllOf((one, three))) == of(one) & of(three)
    assert of(AnyOf((one, two))) == of(one) | of(two)
    assert of(AllOf((three, Without(one)))) == of(three) - of(one)
    assert of(AnyOf((two, Without(one)))) == of(two) | of(Without(one))
    assert of(AllOf((Without(one), Without(two)))) == of(Without(one)) & of(Without(two))
    assert of(AnyOf((AllOf((one, three)), two))) == (of(one) & of(three)) | of(two)
    assert of(one)
    assert of(Without(one))


def test_a_word_counts_by_its_other_names_too(
    conditions: ArrayConditions, shop_documents: Documents, shop_analyser: Analyser
) -> None:
    for word in shop_analyser.synonyms.concepts:
        found = meeting(conditions, shop_documents, Words(word))
        rest = meeting(conditions, shop_documents, Without(Words(word)))

        assert holding(shop_documents, word) <= found
        assert not rest & found


def test_a_prefix_finds_words_and_codes_that_begin_so(
    conditions: ArrayConditions, shop_documents: Documents
) -> None:
    for prefix in ("l-10", "快", "萤火"):
        found = meeting(conditions, shop_documents, Prefix(prefix))

        assert found <= holding(shop_documents, prefix) or prefix == "快"
    assert meeting(conditions, shop_documents, Prefix("萤火"))
    assert meeting(conditions, shop_documents, Prefix("没有这样的词")) == set()


def test_a_prefix_of_too_many_words_is_refused_by_name(
    conditions: ArrayConditions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_TERMS", 1)

    with pytest.raises(QueryRejected, match=r"「灯\*」开头的词太多"):
        conditions.meeting(Prefix("灯"))


@pytest.mark.parametrize("nothing", [Words("？"), Words("的"), Phrase("没有这句话")])
def test_what_stands_nowhere_is_met_by_nothing(
    conditions: ArrayConditions, shop_documents: Documents, nothing: Condition
) -> None:
    found = meeting(conditions, shop_documents, nothing)

    assert found == holding(shop_documents, getattr(nothing, "text", "")) or not found
