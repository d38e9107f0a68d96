"""A whole message or what was said aloud, on the real content: nothing is refused.

The ten texts were written before the path for them was tried; the code of one article was put right
afterwards.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from search_service.answering.long_search import search_text
from search_service.answering.results import SearchResult
from search_service.asking.typed_text import QUERY_LIMIT, RAW_QUERY_LIMIT
from tests.conftest import RealBuild

AMONG_THE_FIRST = 3


def texts() -> list[tuple[str, tuple[str, ...]]]:
    with Path(__file__).with_name("long_texts.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["text"], tuple(row["articles"].split())) for row in rows]


@pytest.mark.parametrize(("text", "wanted"), texts())
def test_each_question_of_a_long_text_finds_its_article(
    real_build: RealBuild, text: str, wanted: tuple[str, ...]
) -> None:
    assert len(text) > QUERY_LIMIT
    result = search_text(real_build.search, text)

    assert {hit.article.id for hit in result.hits[:AMONG_THE_FIRST]} >= {*wanted}
    assert result.query.text == text


@pytest.mark.parametrize(
    "text",
    [
        (
            "上个月在你们钱包买了台电饭煲，用的是储蓄卡。店家说没货，我就申请了退款，店家当天同意了。"
            "页面上写着退款成功，已经过了八天，卡里没见到这笔钱。银行说没收到，店家说退了。"
        ),
        (
            "我昨天去营业厅换了新的手机号，旧号已经停机了。晚上想登录钱包，它要发验证码到旧号上。"
            "我家里的老人也用这个钱包，他那边倒是一切正常，登录付款都没有什么问题。"
        ),
    ],
)
def test_a_long_text_that_asks_nothing_is_not_surely_answered(
    real_build: RealBuild, text: str
) -> None:
    assert len(text) > QUERY_LIMIT

    assert search_text(real_build.search, text).level in {"possible", "articles"}


def all_hits(build: RealBuild, text: str) -> SearchResult:
    return search_text(build.search, text, limit=50)


def test_pages_and_topics_of_a_long_text_are_those_of_one_list(real_build: RealBuild) -> None:
    text = "".join(text for text, _ in texts())[:RAW_QUERY_LIMIT]
    whole = all_hits(real_build, text)
    pages = [
        hit.article.id
        for offset in range(0, whole.total, 10)
        for hit in search_text(real_build.search, text, offset=offset).hits
    ]
    topic = whole.topics[0][0].id
    of_topic = search_text(real_build.search, text, topic_id=topic, limit=50)

    assert pages[: len(whole.hits)] == [hit.article.id for hit in whole.hits]
    assert len(pages) == len(set(pages)) == whole.total
    assert of_topic.total == dict(whole.topics)[whole.topics[0][0]]
    assert {hit.article.topic_id for hit in of_topic.hits} == {topic}


def test_trouble_comes_first_wherever_a_message_tells_of_it(real_build: RealBuild) -> None:
    story = "我想问问退款多久到账。" + "我昨天在商场买了一件衣服，颜色不对。" * 4
    result = search_text(real_build.search, story + "刚才我的钱被转走了！")

    assert result.urgent is not None
    assert result.answer is not None
    assert result.answer.article_id == result.hits[0].article.id == "A-105"


@settings(max_examples=30)
@given(
    text=st.text(
        alphabet="退款多久到账怎么办a1㎏ ，。？\n我想问还有", min_size=65, max_size=RAW_QUERY_LIMIT
    )
)
def test_what_has_words_is_answered_however_long(real_build: RealBuild, text: str) -> None:
    assume(re.search(r"\w", text))
    result = search_text(real_build.search, text)

    assert len(result.also_possible) < AMONG_THE_FIRST
    assert len({hit.article.id for hit in result.hits}) == len(result.hits)
