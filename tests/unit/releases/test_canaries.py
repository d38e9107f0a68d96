"""A new index answers for the titles that it holds."""

from __future__ import annotations

from dataclasses import replace

from search_service.answering.search import Search
from search_service.releases.canaries import unanswered_titles


def test_an_index_that_finds_its_titles_is_silent(shop_search: Search) -> None:
    assert unanswered_titles(shop_search) == []


def test_a_title_that_does_not_find_its_article_is_named_with_its_code(
    shop_search: Search,
) -> None:
    documents = shop_search.documents
    bulb = documents.articles_by_id["L-102"]
    others = tuple(one for one in documents.articles if one.id != "L-102")
    strange = replace(bulb, title="鲸油灯芯怎么剪")
    search = Search(
        "",
        replace(documents, articles=(strange, *others)),
        shop_search.engine,
        shop_search.conditions,
        shop_search.analyser,
        shop_search.lexicon,
    )

    [fault] = unanswered_titles(search)

    assert "用标题「鲸油灯芯怎么剪」找不到文章 L-102" in fault
    assert "请检查这篇文章的标题和正文" in fault
