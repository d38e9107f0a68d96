"""A text sounds like trouble by its characters, pairs of them and kinds of words."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.asking.trouble import (
    MOST,
    PLAIN,
    WEIGHTS_FILE,
    WORDS_FILE,
    ZERO,
    Sound,
    signs_in,
    sound_of,
)
from search_service.content.word_lists import load_word_lists
from tests.builders import ROOT

FITTED = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
WORDS = json.loads(WORDS_FILE.read_text(encoding="utf-8"))
MOST_BYTES = 500_000
NEXT_TO_NOTHING = 1e-6


@given(st.text(max_size=200))
def test_a_likelihood_lies_between_nothing_and_certainty(text: str) -> None:
    sound = sound_of(text)

    assert 0.0 <= sound.likelihood <= 1.0
    assert [PLAIN, *sound.shares] == FITTED["kinds"]
    assert sound.kind in sound.shares
    assert sum(sound.shares.values()) == pytest.approx(1.0)


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_greater_odds_are_likelier(one: float, other: float) -> None:
    less, more = sorted((one, other))

    assert Sound(less, {}).likelihood <= Sound(more, {}).likelihood


def test_spaces_say_nothing() -> None:
    assert sound_of("钱 被 骗 走 了") == sound_of("钱被骗走了")


def test_every_amount_says_the_same() -> None:
    assert sound_of("少了三千块") == sound_of("少了8000元")
    assert "amount" in signs_in("少了三千块")
    assert "amount" not in signs_in("钱少了")


def test_characters_pairs_kinds_of_words_and_two_kinds_are_what_is_looked_at() -> None:
    signs = signs_in("让我妈转")

    assert {"妈", "转", "我妈", "^让", "转$", "family", "demanded", "demanded+family"} <= signs


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("我婆婆被人忽悠把养老钱都打过去了", "family"),
        ("打工攒的钱一觉醒来一分不剩", "money-gone"),
        ("手机掉在出租车上联系不到师傅", "lost-phone"),
        ("要债的人堵在店门口骂我", "debt-threat"),
        ("说我抽中大奖要先交税", "prize-task"),
    ],
)
def test_trouble_sounds_likelier_than_a_question_and_of_its_kind(text: str, kind: str) -> None:
    sound = sound_of(text)

    assert sound.likelihood > 0.8
    assert sound.kind == kind


@pytest.mark.parametrize("text", ["退款几天能到账", "怎么开发票", "优惠券怎么用", "提现要手续费吗"])
def test_a_question_does_not_sound_like_trouble(text: str) -> None:
    assert sound_of(text).likelihood < 0.2


def test_every_sign_is_a_character_or_two_a_kind_of_word_or_two_kinds() -> None:
    kinds = {*WORDS, "amount"}
    for sign, row in FITTED["weights"].items():
        assert len(sign) <= 2 or set(sign.split("+")) <= kinds, sign
        assert len(row) == len(FITTED["kinds"])
        assert all(abs(ord(weight) - ZERO) <= MOST for weight in row)
    assert WEIGHTS_FILE.stat().st_size <= MOST_BYTES


def test_every_kind_of_trouble_has_one_situation_that_says_what_to_do() -> None:
    situations = load_word_lists(ROOT / "content" / "words").situations
    kinds = [one.kind for one in situations if one.kind]

    assert sorted(kinds) == sorted(set(FITTED["kinds"]) - {PLAIN})


@given(st.text("啊哦嗯打撒", min_size=3, max_size=30))
def test_characters_that_nobody_says_side_by_side_are_no_trouble(text: str) -> None:
    heard = any(a + b in FITTED["weights"] for a, b in pairwise(text))

    assert heard or sound_of(text).likelihood < NEXT_TO_NOTHING
