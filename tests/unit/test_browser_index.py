from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from search_service.analysis.chains import Analyser
from search_service.browser_index import FILE, browser_index, write_browser_index
from search_service.documents import Documents


@pytest.fixture(scope="module")
def written(shop_documents: Documents, shop_analyser: Analyser) -> dict[str, Any]:
    return browser_index(shop_documents, shop_analyser, "20260301T000000.000000Z")


def test_the_keys_are_those_of_the_contract(written: dict[str, Any]) -> None:
    assert set(written) == {
        "version", "generation", "categories", "articles", "pinyin", "traditional", "simplified",
        "function_words", "synonyms",
    }  # fmt: skip
    assert written["version"] == 1
    assert written["generation"] == "20260301T000000.000000Z"


def test_every_category_and_article_has_its_address(written: dict[str, Any]) -> None:
    assert written["categories"] == [
        {"id": "delivery", "title": "配送", "url": "/delivery/"},
        {"id": "lamps", "title": "灯具", "url": "/lamps/"},
    ]
    assert {article["id"]: article["url"] for article in written["articles"]} == {
        "D-101": "/delivery/when-shipped/",
        "D-102": "/delivery/change-address/",
        "L-101": "/lamps/does-not-light/",
        "L-102": "/lamps/change-bulb/",
        "L-103": "/lamps/remote-control/",
    }


def test_an_article_carries_its_wordings_and_passages(written: dict[str, Any]) -> None:
    (article,) = [a for a in written["articles"] if a["id"] == "L-103"]

    assert set(article) == {
        "id", "url", "title", "summary", "category", "tool", "questions", "passages",
    }  # fmt: skip
    assert "遥控器坏了" in article["questions"]
    assert [(p["anchor"], p["heading"]) for p in article["passages"]] == [
        (None, None),
        ("重装配对", "重装配对"),
    ]
    assert all(set(p) == {"anchor", "heading", "text"} for p in article["passages"])


def test_every_written_character_can_be_read_aloud(
    written: dict[str, Any], shop_documents: Documents
) -> None:
    readable = set("".join(written["pinyin"].values()))
    titles = "".join(article.title for article in shop_documents.articles)

    assert set(titles) <= readable
    assert "泡" in written["pinyin"]["pao"]
    assert all(syllable.isascii() and syllable.islower() for syllable in written["pinyin"])


def test_common_characters_that_stand_nowhere_can_be_read_too(written: dict[str, Any]) -> None:
    assert "饱" in written["pinyin"]["bao"]


def test_traditional_and_simplified_stand_in_pairs(written: dict[str, Any]) -> None:
    assert len(written["traditional"]) == len(written["simplified"])
    pairs = dict(zip(written["traditional"], written["simplified"], strict=True))
    assert pairs["燈"] == "灯"
    assert pairs["換"] == "换"


def test_the_glossary_is_carried_along(written: dict[str, Any]) -> None:
    assert "怎么" in written["function_words"]
    assert ["快递", "包裹"] in written["synonyms"]


def test_the_file_is_written_into_the_site(
    tmp_path: Path, shop_documents: Documents, shop_analyser: Analyser, written: dict[str, Any]
) -> None:
    write_browser_index(tmp_path, shop_documents, shop_analyser, written["generation"])

    assert orjson.loads((tmp_path / FILE).read_bytes()) == orjson.loads(orjson.dumps(written))
