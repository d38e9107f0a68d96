from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from search_service.analysis.chains import Analyser
from search_service.analysis.pinyin import syllable
from search_service.analysis.word_lists import Situation
from search_service.answering.documents import Documents
from search_service.content.article import Passage
from search_service.site.browser_index import (
    FILE,
    browser_index,
    common_characters,
    texts_within,
    write_browser_index,
)
from tests.builders import ROOT


@pytest.fixture(scope="module")
def written(shop_documents: Documents, shop_analyser: Analyser) -> dict[str, Any]:
    return browser_index(shop_documents, shop_analyser, "20260301T000000.000000Z")


def test_the_keys_are_those_of_the_contract(written: dict[str, Any]) -> None:
    assert set(written) == {
        "version", "generation", "categories", "articles", "pinyin", "traditional", "simplified",
        "function_words", "synonyms", "spoken", "english", "calm", "situations", "numbers", "tools",
        "politeness", "rivals", "ours", "joins",
    }  # fmt: skip
    assert written["version"] == 4
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
    # Both are reached by their headings, so that no anchor is said.
    assert [heading for heading, *_ in article["passages"]] == [None, "重装配对"]
    assert all(len(passage) == 2 for passage in article["passages"])


def sounds(written: dict[str, Any]) -> dict[str, str]:
    """Character → syllable, read back as the browser does."""
    runs = re.findall(r"([a-z]+)(\d+)", written["pinyin"]["common"])
    by_place = [syllable for syllable, count in runs for _ in range(int(count))]
    found = dict(zip(common_characters(), by_place, strict=True))
    for one, characters in written["pinyin"]["others"].items():
        found |= dict.fromkeys(characters, one)
    return found


def test_every_written_character_can_be_read_aloud(
    written: dict[str, Any], shop_documents: Documents
) -> None:
    readable = sounds(written)
    titles = "".join(article.title for article in shop_documents.articles)

    assert set(titles) <= set(readable)
    assert readable["泡"] == "pao"


def test_every_common_character_has_its_own_sound(written: dict[str, Any]) -> None:
    readable = sounds(written)

    assert {c: readable[c] for c in common_characters()} == {
        c: syllable(c) for c in common_characters()
    }


def test_texts_that_fit_stay_whole() -> None:
    passages = [Passage("L-101#0", "L-101", None, None, "先换插座。再换灯泡。")]

    assert texts_within(passages, 10) == {"L-101#0": "先换插座。再换灯泡。"}


def test_the_longest_texts_give_way_whole_sentences_at_a_time() -> None:
    passages = [
        Passage("L-101#0", "L-101", None, None, "灯丝断了会发黑。换一个同样大小的灯泡，再拧紧。"),
        Passage("L-102#0", "L-102", None, None, "先关灯。"),
    ]

    kept = texts_within(passages, 20)

    assert kept == {"L-101#0": "灯丝断了会发黑。", "L-102#0": "先关灯。"}


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


def test_a_word_of_trouble_that_holds_another_one_is_left_out(
    shop_documents: Documents, shop_analyser: Analyser
) -> None:
    """What a text tells of stays the same, and the file is smaller."""
    told = Situation(
        situation="灯不见了",
        articles=("L-101",),
        call=("police",),
        words=(("灯", "灯泡"), ("没了", "都没了", "被偷")),
        unless=("退", "退货"),
    )
    words = replace(shop_analyser.words, situations=(told,))
    analyser = replace(shop_analyser, words=words)

    (written,) = browser_index(shop_documents, analyser, "g")["situations"]

    assert written["words"] == [["灯"], ["没了", "被偷"]]
    assert "退货" not in written["unless"]


def test_scripts_and_worker_ask_for_the_version_that_is_written(written: dict[str, Any]) -> None:
    asking = ("javascripts/search/site.js", "service-worker.js")

    assert FILE.endswith(f"-{written['version']}.json")
    assert all(f'"{FILE}"' in (ROOT / "theme" / one).read_text(encoding="utf-8") for one in asking)
