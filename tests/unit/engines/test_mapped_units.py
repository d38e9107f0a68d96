"""Mapped units answer as those in memory do: the same articles, names, codes and weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.answering.answers import Answering
from search_service.answering.documents import Documents, StoredArticle
from search_service.answering.search import Search
from search_service.answering.unit_index import UnitIndex, unit_index
from search_service.answering.unit_terms import UnitTerms
from search_service.content.units import Unit, UnitPart
from search_service.engines.mapped_documents import map_documents, write_mapped_documents
from search_service.engines.mapped_units import map_units, write_mapped_units

NAMES = ("台灯", "台灯（小号）", "灯泡", "e1003", "灯 罩", "台", "e1003（灯不亮）")
TYPED = st.text(st.sampled_from("台灯泡小号罩e1003不亮怎么修x"), max_size=14)


def mapped(documents: Documents, read: UnitTerms, folder: Path, few: int = -1) -> UnitIndex:
    write_mapped_documents(folder, documents)
    write_mapped_units(folder, documents, read)
    found = map_units(folder, map_documents(folder, few), few)
    assert found is not None
    return found


def plain(value: object) -> object:
    """What it holds, arrays as lists: these are compared as a whole."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value) if one.compare}
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


@pytest.fixture(scope="module")
def own(shop_documents: Documents, shop_analyser: Analyser) -> UnitIndex:
    return unit_index(shop_documents, UnitTerms(shop_analyser))


@pytest.fixture(scope="module", params=[-1, 20_000], ids=["mapped", "read"])
def found(
    request: pytest.FixtureRequest,
    shop_documents: Documents,
    shop_analyser: Analyser,
    tmp_path_factory: pytest.TempPathFactory,
) -> UnitIndex:
    folder = tmp_path_factory.mktemp("units")
    return mapped(shop_documents, UnitTerms(shop_analyser), folder, request.param)


def test_every_article_has_the_same_units_terms_and_weights(
    own: UnitIndex, found: UnitIndex
) -> None:
    assert set(found.articles) == set(own.articles)
    assert "NONE" not in found.articles
    assert found.articles.get("NONE") is None
    for code, units in own.articles.items():
        assert plain(found.articles[code]) == plain(units)


def test_names_codes_and_weights_are_the_same(own: UnitIndex, found: UnitIndex) -> None:
    assert dict(found.coded) == {code: tuple(rows) for code, rows in own.coded.items()}
    for units in own.articles.values():
        for term in units.postings:
            assert found.weights.idf(term) == own.weights.idf(term)
        assert found.weights.mass(units.title) == own.weights.mass(units.title)
        for one in units.units:
            text = one.text.replace(" ", "")
            assert list(found.names.within(text)) == list(own.names.within(text))
    assert found.weights.idf(("w", "没有")) == own.weights.idf(("w", "没有"))


def test_every_question_of_the_shop_has_the_same_answer(
    shop_search: Search, shop_documents: Documents, found: UnitIndex, own: UnitIndex
) -> None:
    analyser = shop_search.analyser
    search = {
        index: Search(
            "",
            shop_documents,
            shop_search.engine,
            shop_search._conditions,  # noqa: SLF001 - the same but for the units
            analyser,
            shop_search._lexicon,  # noqa: SLF001
            Answering(shop_documents, analyser, index=held),
        )
        for index, held in (("own", own), ("found", found))
    }
    texts = [article.title for article in shop_documents.articles]
    texts += [question for article in shop_documents.articles for question in article.questions]
    texts += [part for unit in shop_documents.units for part in (unit.label, unit.text[:20])]
    texts = [text for text in dict.fromkeys(one[:60] for one in texts) if text.strip()]

    assert len(texts) > 50
    for text in texts:
        assert search["found"].search(text) == search["own"].search(text), text


@given(labels=st.lists(st.tuples(st.sampled_from(NAMES), st.booleans()), max_size=8), typed=TYPED)
def test_whatever_is_typed_names_the_same_rows(
    labels: list[tuple[str, bool]],
    typed: str,
    shop_analyser: Analyser,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    units = tuple(
        Unit(
            f"A-{place % 3}",
            "/",
            "row",
            (UnitPart("", f"{label} {place}"),),
            label=label,
            source="data" if is_data else "article",
        )
        for place, (label, is_data) in sorted(enumerate(labels), key=lambda one: one[0] % 3)
    )
    articles = tuple(
        StoredArticle(f"A-{n}", "/", "灯", "", (), "", "", "", "verify" if n == 0 else None)
        for n in range(3)
    )
    documents, read = Documents((), articles, (), units), UnitTerms(shop_analyser)
    own = unit_index(documents, read)

    found = mapped(documents, read, tmp_path_factory.mktemp("units"))

    assert list(found.names.within(typed)) == list(own.names.within(typed))
    for code in (typed, "e1003", "1003"):
        assert found.rows_of_code(code) == own.rows_of_code(code)
    assert list(found.articles) == [] if not units else set(found.articles) == set(own.articles)


def test_where_nothing_was_written_there_is_nothing_to_map(
    shop_documents: Documents, tmp_path: Path
) -> None:
    assert map_units(tmp_path, shop_documents) is None
