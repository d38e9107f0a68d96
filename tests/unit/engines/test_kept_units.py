"""Units that were analysed when a release arrived: what is read is what was analysed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.answering.answers import Answering, Found
from search_service.answering.article_units import ArticleUnits
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.answering.unit_index import UnitIndex, unit_index
from search_service.answering.unit_terms import UnitTerms
from search_service.engines.kept_units import read_kept_units, write_kept_units

# What the sums of an article are made of is left out once they are made.
LEFT_OUT = {"postings", "holders", "asked"}
# Numbers are given anew, in an order that no set decides.
NUMBERED = {"phrasings", "wordings"}
TYPED = st.sampled_from("台灯泡小号罩e1003不亮怎么修换保多久")


@pytest.fixture(scope="module")
def own(shop_documents: Documents, shop_analyser: Analyser) -> UnitIndex:
    return unit_index(shop_documents, UnitTerms(shop_analyser))


@pytest.fixture(scope="module")
def found(
    own: UnitIndex, shop_documents: Documents, tmp_path_factory: pytest.TempPathFactory
) -> UnitIndex:
    folder = tmp_path_factory.mktemp("units")
    write_kept_units(folder, own)
    read = read_kept_units(folder, shop_documents)
    assert read is not None
    return read


def same(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and one.dtype == other.dtype and (one == other).all()
    if isinstance(one, dict):
        assert isinstance(other, dict)
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple | list):
        assert isinstance(other, tuple | list)
        return len(one) == len(other) and all(map(same, one, other))
    if hasattr(one, "__dataclass_fields__"):
        names = [field.name for field in fields(one) if field.compare]  # type: ignore[arg-type]
        return all(same(getattr(one, name), getattr(other, name)) for name in names)
    return one == other


@pytest.fixture(scope="module")
def both(
    shop_search: Search, shop_documents: Documents, own: UnitIndex, found: UnitIndex
) -> tuple[Answering, Answering]:
    analyser = shop_search.analyser
    return (
        Answering(shop_documents, analyser, index=own),
        Answering(shop_documents, analyser, index=found),
    )


def by_key(rows: Mapping[int, object], index: UnitIndex) -> dict[object, object]:
    article = next(iter(index.articles.values()))
    keys = {number: key for key, number in article.phrasings.numbers.items()}
    return {keys[number]: row for number, row in rows.items()}


def test_what_is_read_of_an_article_is_what_was_analysed(own: UnitIndex, found: UnitIndex) -> None:
    assert list(found.articles) == list(own.articles)
    assert found.articles.get("NONE") is None
    assert found.articles.phrasings("NONE") is None
    assert found.articles.wordings("NONE") is None
    for code, article in own.articles.items():
        read = found.articles[code]
        assert read.phrasings is found.articles.phrasings(code)
        assert read.wordings is found.articles.wordings(code)
        for field in fields(ArticleUnits):
            if field.compare and field.name not in LEFT_OUT | NUMBERED:
                assert same(getattr(article, field.name), getattr(read, field.name)), field.name
        assert same(article.asked.masses, read.asked.masses)
        assert article.asked.kinds == read.asked.kinds
        assert same(article.given, read.given)
        assert same(article.given_masses, read.given_masses)
        assert by_key(article.sums.rows, own) == by_key(read.sums.rows, found)
        assert by_key(article.phrasings.rows, own) == by_key(read.phrasings.rows, found)
        assert by_key(article.wordings.rows, own) == by_key(read.wordings.rows, found)
        assert by_key(article.wordings.amounts, own) == by_key(read.wordings.amounts, found)
        assert same(article.phrasings.masses, read.phrasings.masses)
        assert article.phrasings.pieces == read.phrasings.pieces
        assert same(article.wordings.pieces_absent, read.wordings.pieces_absent)
        assert article.wordings.absent == read.wordings.absent
        assert article.wordings.trust == read.wordings.trust
        assert same(article.sums.sizes, read.sums.sizes)
        assert article.opposites == read.opposites
        assert article.short_tables.keys() == read.short_tables.keys()


def test_terms_names_and_codes_are_the_same(own: UnitIndex, found: UnitIndex) -> None:
    assert found.coded == own.coded
    for article in own.articles.values():
        for term in article.postings:
            assert found.weights.idf(term) == own.weights.idf(term)
        for one in article.units:
            text = one.text.replace(" ", "")
            assert list(found.names.within(text)) == list(own.names.within(text))


def test_there_is_none_where_none_was_written(tmp_path: Path, shop_documents: Documents) -> None:
    assert read_kept_units(tmp_path, shop_documents) is None


def test_a_release_without_units_is_read_back(tmp_path: Path, shop_analyser: Analyser) -> None:
    nothing = Documents((), (), ())
    write_kept_units(tmp_path, unit_index(nothing, UnitTerms(shop_analyser)))

    read = read_kept_units(tmp_path, nothing)

    assert read is not None
    assert not read.articles


@given(text=st.text(TYPED, min_size=1, max_size=14))
def test_whatever_is_asked_has_the_same_answer(
    text: str, shop_search: Search, both: tuple[Answering, Answering]
) -> None:
    query = shop_search.parsed(text)
    hits = [Found(*hit) for hit in shop_search.rank_query(query)[:3]]

    own, found = (one.answers(query, one.asked(query), hits, 2.0) for one in both)
    assert own == found
