"""What a sound can mean among the words of the shop."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.asking.lexicon import Lexicon


def corrected(lexicon: Lexicon, run: str) -> str:
    return "".join(piece.after for piece in lexicon.correct(run))


@pytest.mark.parametrize(
    ("letters", "meant"),
    [("dengpao", "灯泡"), ("huandengpao", "换灯泡"), ("yaokongqi", "遥控器"), ("kuaidi", "快递")],
)
def test_pinyin_is_read_as_words_of_the_shop(
    shop_lexicon: Lexicon, letters: str, meant: str
) -> None:
    assert shop_lexicon.from_pinyin(letters) == meant


@pytest.mark.parametrize("letters", ["tk", "vip", "hello", "x"])
def test_letters_that_are_no_pinyin_are_not_read(shop_lexicon: Lexicon, letters: str) -> None:
    assert shop_lexicon.from_pinyin(letters) is None


@pytest.mark.parametrize(
    ("letters", "meant"),
    [
        ("denpao", "灯泡"),  # -n for -ng
        ("yaokonqi", "遥控器"),
        ("congzhuan", "重装"),  # c for ch, -n for -ng, one of three
        ("chongzhuan", "重装"),
        ("bunian", "不亮"),  # n for l
        ("souhuodizi", "收货地址"),
    ],
)
def test_sounds_that_southern_speakers_confuse_are_read(
    shop_lexicon: Lexicon, letters: str, meant: str
) -> None:
    assert shop_lexicon.from_pinyin(letters) == meant


def test_a_word_with_an_own_reading_is_found_by_both(shop_lexicon: Lexicon) -> None:
    assert shop_lexicon.from_pinyin("chongzhuang") == "重装"
    assert shop_lexicon.from_pinyin("zhongzhuang") == "重装"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("摇空器", "遥控器"), ("换灯炮", "换灯泡"), ("萤火灯", "萤火灯"), ("今天天气", "今天天气")],
)
def test_wrong_characters_of_the_right_sound_are_put_right(
    shop_lexicon: Lexicon, typed: str, meant: str
) -> None:
    assert corrected(shop_lexicon, typed) == meant


def test_a_correction_keeps_every_place(shop_lexicon: Lexicon) -> None:
    pieces = shop_lexicon.correct("我家摇空器没反应龘")

    assert "".join(piece.before for piece in pieces) == "我家摇空器没反应龘"
    assert all(len(piece.before) == len(piece.after) for piece in pieces)


def test_initials_lead_to_the_words_that_begin_so(shop_lexicon: Lexicon) -> None:
    assert "灯泡" in shop_lexicon.from_initials("dp")
    assert shop_lexicon.from_initials("") == {}
    assert shop_lexicon.from_initials("vv") == {}


def test_a_word_inside_a_longer_one_counts_half(shop_analyser: Analyser) -> None:
    lexicon = Lexicon({"遥控器": 3, "空气": 3, "灯泡": 3}, (), shop_analyser)

    inside = lexicon.from_initials("ykqdp")

    assert inside["空气"] == lexicon.from_initials("kq")["空气"] / 2
    assert inside["灯泡"] == lexicon.from_initials("dp")["灯泡"]


def test_what_was_saved_is_read_back(
    tmp_path: Path, shop_lexicon: Lexicon, shop_analyser: Analyser
) -> None:
    shop_lexicon.save(tmp_path / "lexicon.json")

    read = Lexicon.load(tmp_path / "lexicon.json", shop_analyser)

    assert read.latin == shop_lexicon.latin
    assert read.from_pinyin("huandengpao") == "换灯泡"
    assert read.from_initials("hdp") == shop_lexicon.from_initials("hdp")


def test_an_empty_lexicon_reads_nothing(shop_analyser: Analyser) -> None:
    empty = Lexicon({}, (), shop_analyser)
    empty.warm()

    assert corrected(empty, "换灯炮") == "换灯炮"
    assert empty.from_initials("hdp") == {}
