# ruff: noqa: RUF001 - full-width characters are what people type
from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import FIELDS, Analyser, make_analyser, passage_text
from search_service.analysis.numerals import arabic
from search_service.analysis.segment import ChineseSegmenter
from search_service.analysis.word_lists import WordLists
from search_service.settings import Settings


@pytest.fixture(scope="module")
def wallet_words(shop_settings: Settings) -> ChineseSegmenter:
    """A segmenter for words that jieba alone cuts wrongly."""
    return ChineseSegmenter(
        ["u钱包", "到账", "没到账", "实名认证"], shop_settings.state_folder / "jieba"
    )


def test_a_domain_term_is_kept_whole_and_also_found_by_its_parts(
    shop_analyser: Analyser,
) -> None:
    terms = shop_analyser.passage_terms(passage_text("萤火灯不亮", (), ""))

    assert "萤火灯" in terms["w"]
    assert {"萤", "火", "灯"} <= set(terms["u"])


def test_a_term_is_kept_whole_in_the_middle_of_a_sentence(
    wallet_words: ChineseSegmenter,
) -> None:
    words = wallet_words.words("我的退款没到账，实名认证也过不了")

    assert "没到账" in words
    assert "实名认证" in words


def test_the_letter_of_a_product_name_stays_with_it(wallet_words: ChineseSegmenter) -> None:
    assert wallet_words.words("u钱包怎么充值")[0] == "u钱包"


def test_a_segmenter_leaves_only_punctuation_out(wallet_words: ChineseSegmenter) -> None:
    assert "".join(wallet_words.words("u钱包，到账 3 天！")) == "u钱包到账3天"


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=30))
def test_a_segmenter_never_changes_adds_or_skips_a_character(
    shop_analyser: Analyser, text: str
) -> None:
    assert "".join(shop_analyser.segmenter.words(text)) == text


@pytest.mark.parametrize("compound", ["r-102", "400-000-0000", "a.b@example.com", "e1001"])
def test_a_compound_is_found_whole_and_by_its_pieces(
    shop_analyser: Analyser, compound: str
) -> None:
    terms = shop_analyser.passage_terms(passage_text("灯", (), f"请看{compound}这里"))

    assert compound in terms["u"]
    assert compound in terms["w"]
    assert set(re.findall(r"[a-z]+|\d+", compound)) <= set(terms["u"])


def test_every_field_of_a_passage_is_filled(shop_analyser: Analyser) -> None:
    terms = shop_analyser.passage_terms(passage_text("换灯泡", (), "3天"))

    assert set(terms) == set(FIELDS)
    assert set(terms["u"]) == {"换", "灯", "泡", "3", "天"}
    assert {"huan", "deng", "pao", "tian"} <= set(terms["p"])
    assert {"huan_deng", "deng_pao"} <= set(terms["pb"])
    assert set(terms["i"]) == {"hd", "dp", "hdp"}


def test_function_words_are_no_words_of_a_passage_but_keep_their_characters(
    shop_analyser: Analyser,
) -> None:
    terms = shop_analyser.passage_terms(passage_text("怎么换灯泡", (), ""))

    assert "怎么" not in terms["w"]
    assert "怎" in terms["u"]


def test_words_of_one_meaning_become_one_term(shop_analyser: Analyser) -> None:
    parcel, package = (
        set(shop_analyser.passage_terms(passage_text(title, (), ""))["w"])
        for title in ("快递", "包裹")
    )

    assert parcel == package
    assert len(parcel) == 1


@pytest.mark.parametrize("written", ["3天", "三天", "叁天", "３ 天"])
def test_a_quantity_is_one_term_however_it_is_written(
    shop_analyser: Analyser, written: str
) -> None:
    terms = shop_analyser.passage_terms(passage_text("灯", (), f"要等{written}"))

    assert "3天" in terms["w"]


@pytest.mark.parametrize(
    ("numeral", "digits"),
    [
        ("三", "3"), ("十", "10"), ("十五", "15"), ("二十一", "21"), ("两百", "200"),
        ("三百零五", "305"), ("一千零一", "1001"), ("二零二六", "2026"), ("〇", "0"),
    ],
)  # fmt: skip
def test_a_chinese_numeral_in_digits(numeral: str, digits: str) -> None:
    assert arabic(numeral) == digits


def test_a_passage_is_indexed_with_its_title_and_the_real_wordings() -> None:
    text = passage_text("換燈泡", ["灯坏了", "Deng Huai"], "逆时针拧")

    assert set(text.headlines) == {"换灯泡", "灯坏了", "deng huai"}
    assert text.headlines.count("换灯泡") == 2
    assert text.body == "逆时针拧"


def test_the_analysis_id_changes_with_the_word_lists(
    shop_analyser: Analyser, shop_settings: Settings
) -> None:
    changed = dataclasses.replace(shop_analyser.words, digest="another")

    other = make_analyser(changed, shop_settings.state_folder / "jieba")

    assert other.analysis_id != shop_analyser.analysis_id
    assert len(other.analysis_id) == len(shop_analyser.analysis_id)


def test_the_dictionary_is_kept_in_the_folder_that_is_given(tmp_path: Path) -> None:
    folder = tmp_path / "cache"

    make_analyser(WordLists(terms=("只在这里的词",)), folder)  # equal terms share a segmenter

    kept = sorted(file.name.partition("-")[0] for file in folder.iterdir())
    assert kept == ["words"]
