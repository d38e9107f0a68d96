from __future__ import annotations

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
