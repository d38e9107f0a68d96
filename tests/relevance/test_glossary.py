"""The project's own word lists do what they are for."""

from __future__ import annotations

from search_service.analysis.normalise import is_han
from search_service.content.word_lists import load_word_lists
from tests.builders import ROOT
from tests.conftest import RealBuild

WORDS = load_word_lists(ROOT / "content" / "words")


def test_every_term_is_cut_as_one_word(real_build: RealBuild) -> None:
    cut = {term: real_build.analyser.segmenter.words(term) for term in WORDS.terms}

    assert {term: words for term, words in cut.items() if words != [term] and is_han(term)} == {}


def test_every_term_is_one_word_inside_a_sentence(real_build: RealBuild) -> None:
    segmenter = real_build.analyser.segmenter
    lost = [
        term
        for term in WORDS.terms
        if is_han(term) and term not in segmenter.words(f"请看，{term}，就这样")
    ]

    assert lost == []


def test_every_term_is_also_found_by_its_characters(real_build: RealBuild) -> None:
    lost = [
        term
        for term in WORDS.terms
        if not set(filter(is_han, term)) <= set(real_build.analyser.characters(term))
    ]

    assert lost == []


def test_every_word_of_a_synonym_group_means_the_same_concept(real_build: RealBuild) -> None:
    synonyms = real_build.analyser.synonyms
    for group in WORDS.synonyms:
        if group.direction == "both":
            assert len({synonyms.concept(word) for word in group.words}) == 1


def test_readings_are_made_of_real_syllables(real_build: RealBuild) -> None:
    assert WORDS.readings
    for word, reading in WORDS.readings.items():
        assert real_build.analyser.reader.syllables(word) == reading


def test_still_is_not_read_as_paying_back(real_build: RealBuild) -> None:
    """还 is both; where it means "still" it must not find 还款, nor hide the word behind it."""
    analyser = real_build.analyser

    def concepts(text: str) -> set[str]:
        return {analyser.synonyms.concept(word) for word in analyser.content_words(text)}

    repaying = analyser.synonyms.concept("还款")
    still = ("钱还没到账", "还能提现吗", "怎么还在审核", "退款还没有收到", "审核还没通过")
    assert [text for text in still if repaying in concepts(text)] == []
    assert analyser.synonyms.concept("没到账") in concepts("钱还没到账")
    assert analyser.synonyms.concept("失败") in concepts("审核还没通过")
    assert repaying in concepts("这笔钱怎么还") & concepts("账单还没还")
