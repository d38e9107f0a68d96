"""A new index answers for the titles that it holds."""

from __future__ import annotations

from pathlib import Path

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.releases.canaries import unanswered_titles
from search_service.releases.search_index import write_search
from tests.builders import documents_with


def test_an_index_that_finds_its_titles_is_silent(shop_search: Search) -> None:
    assert unanswered_titles(shop_search) == []


def test_every_title_that_does_not_find_its_article_is_named_with_its_code(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    titles = {"L-101": "怎么换灯泡", "L-102": "？！", "L-103": "……"}
    search, _, _ = write_search(tmp_path, "", documents_with(titles), shop_analyser, EmbeddedEngine)

    first, second = unanswered_titles(search)

    assert "用标题「？！」找不到文章 L-102" in first
    assert "请检查这篇文章的标题和正文" in first
    assert "L-103" in second


def test_of_many_articles_a_sample_is_asked_for(tmp_path: Path, shop_analyser: Analyser) -> None:
    titles = {f"L-{100 + number}": "？" * (number + 1) for number in range(60)}
    search, _, _ = write_search(tmp_path, "", documents_with(titles), shop_analyser, EmbeddedEngine)

    assert len(unanswered_titles(search)) == 30
