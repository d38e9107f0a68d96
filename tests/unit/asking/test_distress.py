from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.word_lists import Matter, Situation, WordLists
from search_service.answering.documents import PhoneNumber
from search_service.answering.long_search import search_text
from search_service.answering.search import Search
from search_service.answering.urgent import Urgent, beside_danger
from search_service.asking.distress import harmless_matter, told_situation
from search_service.content.word_lists import load_word_lists
from search_service.errors import WordListInvalid
from tests.builders import ROOT
from tests.conftest import RealBuild

SHARED = json.loads((ROOT / "tests/javascript/distress.json").read_text(encoding="utf-8"))
SITUATIONS = [Situation(**one) for one in SHARED["situations"]]
WORDS = WordLists(situations=tuple(SITUATIONS))


def words_of(situations: list[Situation]) -> set[str]:
    return {word for one in situations for group in one.words for word in group}


@pytest.mark.parametrize(("text", "expected"), SHARED["cases"])
def test_a_text_tells_of_a_situation_by_its_words(text: str, expected: str | None) -> None:
    told = told_situation(text, WORDS)

    assert (told and told.situation) == expected


@given(st.lists(st.sampled_from(sorted(words_of(SITUATIONS))), max_size=4).map("".join))
def test_beginnings_of_words_only_tell_what_need_not_be_looked_at(text: str) -> None:
    told = next((one for one in SITUATIONS if one.is_told_by(text)), None)

    assert told_situation(text, WORDS) == told


def test_what_only_sounds_like_trouble_is_told_by_its_words() -> None:
    broken = Matter(articles=("L-101",), words=(("孩子",), ("灯",), ("打碎",)), unless=("小偷",))
    words = WordLists(harmless=(broken,))

    assert harmless_matter("孩子 把灯打碎了", words) == broken
    assert harmless_matter("孩子说小偷把灯打碎了", words) is None
    assert harmless_matter("灯打碎了", words) is None


@pytest.mark.parametrize("who", ["孩子", "儿子", "孙女", "小朋友"])
@pytest.mark.parametrize("what", ["玩游戏充了八千", "打赏主播花了两万", "买皮肤花了六百多"])
def test_what_a_child_spent_is_no_emergency(real_build: RealBuild, who: str, what: str) -> None:
    found = real_build.search.search(who + what)

    assert found.urgent is None
    assert found.hits[0].article.id == "F-115"


@pytest.mark.parametrize("text", ["孩子玩游戏被人骗走八千", "儿子打游戏加了陌生人，扫码付了三千"])
def test_a_child_that_was_cheated_is_one(real_build: RealBuild, text: str) -> None:
    assert real_build.search.search(text).urgent is not None


@pytest.mark.parametrize(("text", "found", "told", "call"), SHARED["beside"])
def test_what_counts_always_is_told_of_beside_anything_else(
    text: str, found: str | None, told: str | None, call: list[str]
) -> None:
    numbers = {key: PhoneNumber(key, key, key, "") for one in SITUATIONS for key in one.call}
    before = [
        Urgent(one.situation, tuple(numbers[key] for key in one.call))
        for one in SITUATIONS
        if one.situation == found
    ]

    both = beside_danger(before[0] if before else None, text, numbers, WORDS)

    assert (both and both.situation) == told
    assert [one.key for one in (both.call if both else ())] == call


def test_a_situation_that_cannot_be_read_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "distress.yml").write_text(
        "situations: [{situation: 灯, words: [[灯]]}]\n", encoding="utf-8"
    )

    with pytest.raises(WordListInvalid, match=r"distress\.yml"):
        load_word_lists(tmp_path)


def test_every_article_of_a_situation_exists(real_build: RealBuild) -> None:
    situations = real_build.analyser.words.situations
    named = {code for one in situations for code in one.articles}

    assert situations
    assert named <= set(real_build.search.documents.articles_by_id)


def test_no_judged_question_is_led_astray(real_build: RealBuild) -> None:
    search: Search = real_build.search
    judged = (ROOT / "content/judgements/queries.tsv").read_text(encoding="utf-8").split("\n")[1:]
    for line in filter(None, judged):
        text, expected, _ = line.split("\t")
        result = search.search(text)
        if result.query.urgent and result.hits[0].by_code:
            assert result.hits[0].article.id in expected.split("|"), text


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("一觉醒来钱没了", {"A-105", "F-105"}),
        ("我余额被人转走了怎么办", {"A-105", "F-105"}),
        ("qian meile", {"A-105", "F-105"}),
        ("不是本人操作的", {"A-105", "F-105"}),
        ("没点过付款为什么扣钱", {"F-105"}),
        ("杀猪盘", {"S-105"}),
        ("公检法说我涉嫌洗钱", {"S-102"}),
        ("让我打开屏幕共享", {"S-102"}),
        ("手机被偷了", {"A-104"}),
    ],
)
def test_somebody_in_trouble_gets_the_article_for_it_first(
    real_build: RealBuild, text: str, articles: set[str]
) -> None:
    result = real_build.search.search(text)

    assert result.hits[0].article.id in articles
    assert result.confident


@pytest.fixture(scope="module")
def danger(real_build: RealBuild) -> Situation:
    return next(one for one in real_build.analyser.words.situations if one.always)


@pytest.mark.parametrize(
    "carrier",
    ["{}", "退款三天没到，{}", "钱被骗光了{}", "为了还网贷{}", "我{}会不会有人管", "{}，" * 30],
)
def test_who_wants_to_die_is_given_the_number_first_whatever_else_is_said(
    real_build: RealBuild, danger: Situation, carrier: str
) -> None:
    number = real_build.search.documents.numbers_by_key[danger.call[0]]
    missed = []
    for word in danger.words[0]:
        result = search_text(real_build.search, carrier.replace("{}", word))
        if result.urgent is None or result.urgent.call[0] != number or result.on_nothing:
            missed.append(word)

    assert not missed


@pytest.mark.parametrize(
    "text",
    [
        "想死你们了",
        "跳楼价的东西能退吗",
        "我想不开通免密支付",
        "退款慢得想死",
        "执照网上吊销了怎么退款",
        "新卡激不活了",
        "这个账号独自杀价可以吗",
        "退款想死磕到底",
    ],
)
def test_words_that_only_hold_such_a_word_ask_what_they_ask(
    real_build: RealBuild, danger: Situation, text: str
) -> None:
    urgent = search_text(real_build.search, text).urgent

    assert urgent is None or danger.situation not in urgent.situation
