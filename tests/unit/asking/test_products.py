from __future__ import annotations

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.engine import Candidate
from search_service.answering.ranking import rank
from search_service.answering.signals import FactsOfArticles
from search_service.asking.lexicon import Lexicon
from search_service.asking.products import OTHER_PRODUCTS, SHARED_PRODUCT, agreement, products_in
from search_service.asking.query import parse_query
from tests.builders import documents_with

FIREFLY, READING = frozenset({"萤火灯"}), frozenset({"夜读灯"})
LAMPS = documents_with({"L-101": "夜读灯不亮", "L-102": "萤火灯不亮", "L-103": "灯泡不亮"})


def test_a_text_names_the_products_of_the_list_only(shop_analyser: Analyser) -> None:
    assert products_in("萤火灯和夜读灯不亮", shop_analyser) == FIREFLY | READING
    assert products_in("吊灯不亮", shop_analyser) == frozenset()


@pytest.mark.parametrize(
    ("asked", "told", "factor"),
    [
        (FIREFLY, FIREFLY, 1 + SHARED_PRODUCT),
        (FIREFLY | READING, FIREFLY | READING, 1 + 2 * SHARED_PRODUCT),
        (FIREFLY, READING, OTHER_PRODUCTS),
        (FIREFLY, frozenset(), 1),
        (frozenset(), READING, 1),
        (frozenset(), frozenset(), 1),
    ],
)
def test_an_article_on_other_products_only_gives_way(
    asked: frozenset[str], told: frozenset[str], factor: float
) -> None:
    assert agreement(asked, told) == factor


def test_the_products_of_an_article_are_those_of_its_title_and_questions(
    shop_analyser: Analyser,
) -> None:
    facts = FactsOfArticles(LAMPS, shop_analyser)
    told = {code: facts[code].products for code in LAMPS.articles_by_id}

    assert told == {"L-101": READING, "L-102": FIREFLY, "L-103": frozenset()}


def test_the_product_that_was_named_decides_between_equals(
    shop_analyser: Analyser, shop_lexicon: Lexicon
) -> None:
    query = parse_query("萤火灯不亮", shop_analyser, shop_lexicon)
    facts = FactsOfArticles(LAMPS, shop_analyser)

    ranked = rank([Candidate(place, 5.0) for place in range(3)], LAMPS, query, facts)

    assert [LAMPS.passages[hit.passage].article_id for hit in ranked] == [
        "L-102",
        "L-103",
        "L-101",
    ]
