# ruff: noqa: RUF001 - full-width characters are what people type
"""Typed text on the built index of the shop."""

from __future__ import annotations

import pytest

from search_service.answering.page_bounds import OFFSET_LIMIT, PAGE_LIMIT
from search_service.answering.search import Search
from search_service.errors import ArticleNotFound, QueryRejected


def first(search: Search, text: str) -> str:
    return search.search(text).hits[0].article.id


@pytest.mark.parametrize(
    ("typed", "article_id"),
    [
        ("怎么换灯泡", "L-102"),
        ("灯坏了", "L-101"),
        ("遥控器按了没反应", "L-103"),
        ("换个地方收快递", "D-102"),
        ("換燈泡", "L-102"),
        ("ｙａｏｋｏｎｇｑｉ", "L-103"),
        ("huandengpao", "L-102"),
        ("hdp", "L-102"),
        ("换灯炮", "L-102"),
        ("d101", "D-101"),
        ("SF-400-000-0001", "D-102"),
        ("000-000-0000", "D-101"),
        ("E1001", "L-103"),
        ("e1001是什么意思", "L-103"),
        ("u灯卡", "L-103"),
        ("请问一下怎么换灯泡呢，谢谢", "L-102"),
    ],
)
def test_typed_text_finds_its_article_first(
    shop_search: Search, typed: str, article_id: str
) -> None:
    assert first(shop_search, typed) == article_id


def test_a_hit_leads_to_the_section_that_answers(shop_search: Search) -> None:
    hit = shop_search.search("节日那几天发货吗").hits[0]

    assert (hit.article.id, hit.heading, hit.anchor) == ("D-101", "节日怎么算", "节日怎么算")


def test_the_text_of_a_component_is_found_nowhere(shop_search: Search) -> None:
    """It stands under many articles, so that a match would say nothing."""
    texts = "".join(passage.text for passage in shop_search.documents.passages)

    assert "琥珀插座" not in texts


def test_a_category_narrows_the_hits_but_not_the_counts(shop_search: Search) -> None:
    everywhere = shop_search.search("灯")
    narrowed = shop_search.search("灯", topic_id="lamps")

    assert {hit.article.topic_id for hit in narrowed.hits} == {"lamps"}
    assert narrowed.total < everywhere.total
    assert narrowed.topics == everywhere.topics
    assert sum(count for _, count in everywhere.topics) == everywhere.total


def test_an_unknown_category_is_refused_with_the_known_ones(shop_search: Search) -> None:
    with pytest.raises(QueryRejected, match="delivery、lamps"):
        shop_search.search("灯", topic_id="attic")


def test_pages_follow_each_other_without_gap_or_repeat(shop_search: Search) -> None:
    whole = [hit.article.id for hit in shop_search.search("灯", limit=50).hits]
    paged = [
        hit.article.id
        for offset in range(0, len(whole), 2)
        for hit in shop_search.search("灯", limit=2, offset=offset).hits
    ]

    assert len(whole) > 2
    assert paged == whole


def test_a_page_past_the_end_is_empty_and_the_total_stays(shop_search: Search) -> None:
    result = shop_search.search("灯", offset=OFFSET_LIMIT)

    assert result.hits == ()
    assert result.total == shop_search.search("灯").total


@pytest.mark.parametrize("limit", [0, -1, PAGE_LIMIT + 1])
def test_a_page_size_out_of_bounds_is_refused_with_the_bounds(
    shop_search: Search, limit: int
) -> None:
    with pytest.raises(QueryRejected, match="1 到 50"):
        shop_search.search("灯", limit=limit)


@pytest.mark.parametrize("offset", [-1, OFFSET_LIMIT + 1])
def test_an_offset_out_of_bounds_is_refused_with_the_bounds(
    shop_search: Search, offset: int
) -> None:
    with pytest.raises(QueryRejected, match="0 到 500"):
        shop_search.search("灯", offset=offset)


def test_an_article_is_found_by_its_code_in_either_case(shop_search: Search) -> None:
    article, topic = shop_search.article("l-102")

    assert article.title == "怎么换灯泡"
    assert topic is not None
    assert topic.title == "灯具"


def test_a_code_of_no_article_is_named(shop_search: Search) -> None:
    with pytest.raises(ArticleNotFound, match="L-999"):
        shop_search.article("L-999")


def test_the_order_of_equal_queries_never_changes(shop_search: Search) -> None:
    lists = {
        tuple(hit.article.id for hit in shop_search.search("灯 快递 订单").hits) for _ in range(5)
    }

    assert len(lists) == 1


def test_a_hit_can_be_explained(shop_search: Search) -> None:
    result = shop_search.search("换灯泡")

    reasons = shop_search.explain(result.query, result.hits[0])

    assert any("灯" in term.term for term, _ in reasons.matched.terms)
    assert reasons.score == pytest.approx(result.hits[0].score, rel=1e-5)


def test_the_place_of_an_article_says_what_it_shares_and_what_it_lacks(shop_search: Search) -> None:
    placing = shop_search.place("换灯泡要发票", "l-102")

    assert (placing.place, placing.shown, placing.share) == (1, True, 1.0)
    assert "灯泡" in {term.term for term, _ in placing.found}
    assert "发票" in {term.term for term in placing.missing if term.field == "w"}


def test_an_article_that_shares_nothing_has_no_place(shop_search: Search) -> None:
    placing = shop_search.place("星际旅行", "L-102")

    assert (placing.place, placing.shown, placing.share, placing.found) == (None, False, 0.0, ())


def test_the_place_is_that_of_the_search(shop_search: Search) -> None:
    hits = shop_search.search("灯不亮").hits

    for place, hit in enumerate(hits, 1):
        placing = shop_search.place("灯不亮", hit.article.id)
        assert (placing.place, placing.shown) == (place, True)
        assert placing.first == hits[0].article


def test_the_place_of_an_unknown_article_is_refused(shop_search: Search) -> None:
    with pytest.raises(ArticleNotFound):
        shop_search.place("灯", "L-999")


@pytest.mark.parametrize("day", ["昨天下午三点半，", "前天晚上", "2026-03-01 14:05 ", "大前天"])
def test_when_it_happened_changes_no_order(shop_search: Search, day: str) -> None:
    for text in ("灯不亮怎么办", "怎么换灯泡", "修灯多久能好"):
        assert shop_search.rank_articles(day + text) == shop_search.rank_articles(text)
