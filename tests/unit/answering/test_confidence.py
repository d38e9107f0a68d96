from __future__ import annotations

import pytest

from search_service.answering.search import Search


@pytest.mark.parametrize("text", ["怎么换灯泡", "换灯泡", "L-102", "l102 快递还没来"])
def test_a_question_that_an_article_asks_itself_is_answered_for_sure(
    shop_search: Search, text: str
) -> None:
    result = shop_search.search(text)

    assert result.hits[0].article.id == "L-102"
    assert result.confident


@pytest.mark.parametrize("text", ["星际旅行", "qqqzzzxxyy", "换一艘去火星的飞船", "股票能买吗"])
def test_a_question_about_something_else_is_never_called_sure(
    shop_search: Search, text: str
) -> None:
    assert not shop_search.search(text).confident


def test_initials_alone_say_too_little_to_be_sure_of(shop_search: Search) -> None:
    result = shop_search.search("hdp")

    assert any(applied.kind == "initials" for applied in result.query.applied)
    assert not result.confident
