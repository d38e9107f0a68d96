"""What a sound can mean among the words of the shop."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.asking.initials import Initials
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


@pytest.mark.parametrize(
    ("letters", "meant"),
    [
        ("huandnegpao", "换灯泡"),  # exchanged
        ("huandengpoa", "换灯泡"),
        ("huadnengpao", "换灯泡"),  # exchanged where syllables meet
        ("yaokongwi", "遥控器"),  # the key beside
        ("yaookongqi", "遥控器"),  # doubled
        ("shohuodizhi", "收货地址"),  # missing
    ],
)
def test_a_slip_of_the_fingers_is_read(shop_lexicon: Lexicon, letters: str, meant: str) -> None:
    assert shop_lexicon.from_pinyin(letters) == meant


def test_latin_words_of_the_index_stand_among_pinyin(shop_analyser: Analyser) -> None:
    lexicon = Lexicon({"灯泡": 3, "换": 2}, ("led", "e"), shop_analyser)

    assert lexicon.from_pinyin("huanleddengpao") == "换 led 灯泡"
    assert lexicon.from_pinyin("ledhuanx") is None
    assert lexicon.from_pinyin("huandengpaoe", before_digit=True) == "换灯泡 e"


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


def test_a_word_inside_a_longer_one_counts_less(shop_analyser: Analyser) -> None:
    lexicon = Lexicon({"遥控器": 3, "空气": 3, "灯泡": 3}, (), shop_analyser)

    inside = lexicon.from_initials("ykqdp")

    assert inside.get("空气", 0.0) < lexicon.from_initials("kq")["空气"]
    assert inside.get("空气", 0.0) < inside["灯泡"]


def test_of_two_words_with_the_same_initials_the_neighbour_decides(
    shop_analyser: Analyser,
) -> None:
    counts = {"重装": 3, "充值": 3, "灯泡": 3, "冲洗": 3, "短信": 3}
    told = Lexicon.build(["重装灯泡", "充值短信"], counts, (), shop_analyser)

    assert told.read_initials("czdp") == "重装 灯泡"
    assert told.read_initials("czdx") == "充值 短信"


@pytest.mark.parametrize("letters", ["hdp", "ykqdp", "czdpvv", "x", "dpdpdp"])
def test_how_likely_words_are_adds_up_to_no_more_than_one_a_letter(
    shop_lexicon: Lexicon, letters: str
) -> None:
    likely = Initials(letters, shop_lexicon.tables).likely

    for place in range(len(letters)):
        assert sum(one.likelihood for one in likely if one.start <= place < one.end) <= 1 + 1e-9


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
