from __future__ import annotations

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

from search_service.analysis.chains import reading
from search_service.analysis.pinyin import (
    WordReader,
    all_syllables,
    initials,
    letter_grams,
    syllable,
    syllable_pairs,
)


def test_all_syllables_are_the_four_hundred_of_mandarin() -> None:
    syllables = all_syllables()

    assert 390 <= len(syllables) <= 430
    assert {"a", "e", "er", "zhuang", "lv", "nve"} <= syllables
    assert not {"b", "m", "n", "ng", "hm"} & syllables


def test_every_character_is_read_as_pypinyin_reads_it() -> None:
    characters = list(map(chr, (*range(0x33F0, 0xA010), ord("a"), 0x3007, 0x1F600)))
    han = [one for one in characters if "\u3400" <= one <= "\u9fff"]

    assert len(han) > 27_000
    assert [one for one in han if syllable(one) != lazy_pinyin(one, style=Style.NORMAL)[0]] == []
    assert [one for one in characters if one not in han and syllable(one) != one] == []


def test_all_syllables_are_those_of_pypinyins_common_characters() -> None:
    readings = {
        to_normal(reading).replace("ü", "v")
        for code, marked in PINYIN_DICT.items()
        if 0x4E00 <= code <= 0x9FA5
        for reading in marked.split(",")
    }

    assert all_syllables() <= readings
    assert readings - all_syllables() <= {"hm", "hng", "ng", "m", "n", "ê"}


def test_a_character_has_its_commonest_syllable_without_a_tone() -> None:
    assert [syllable(character) for character in "退款泡"] == ["tui", "kuan", "pao"]


def test_a_text_is_read_character_by_character_and_letters_stay() -> None:
    assert reading("u灯卡-3张") == ["u", "deng", "ka", "3", "zhang"]


def test_only_chinese_characters_of_a_word_are_read() -> None:
    assert WordReader().syllables("u灯-3卡") == ("deng", "ka")


def test_a_word_is_read_as_people_say_it() -> None:
    assert WordReader().syllables("银行") == ("yin", "hang")


def test_the_projects_own_reading_beats_the_usual_one() -> None:
    reader = WordReader({"调灯": ("tiao", "deng")})

    assert reader.syllables("调灯") == ("tiao", "deng")
    assert reader.syllables("调查") == ("diao", "cha")


def test_initials_are_the_first_letters() -> None:
    assert initials(["tui", "kuan", "zhang"]) == "tkz"


def test_pairs_and_grams_of_a_single_one_are_none() -> None:
    assert syllable_pairs(["deng"]) == []
    assert syllable_pairs(["tui", "kuan", "ma"]) == ["tui_kuan", "kuan_ma"]
    assert letter_grams("d") == []
    assert letter_grams("tkdz") == ["tk", "kd", "dz", "tkd", "kdz"]
