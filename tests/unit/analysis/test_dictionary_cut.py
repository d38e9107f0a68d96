"""Our own cut is jieba's, word for word: on the content, on random joins, on random text."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from functools import cache
from math import log
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.dictionary_cut import DictionaryCut
from search_service.analysis.normalise import normalised_text
from search_service.analysis.piece_tree import PieceTree, piece_rows
from search_service.analysis.segment import RUN, ChineseSegmenter
from search_service.content.word_lists import load_word_lists
from tests.jieba_itself import tokenizer_with

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def terms() -> Sequence[str]:
    words = load_word_lists(ROOT / "content" / "words")
    synonyms = (word for group in words.synonyms for word in group.words if len(word) > 1)
    return list(dict.fromkeys([*words.terms, *words.entities, *synonyms]))


@pytest.fixture(scope="module")
def tokenizer(terms: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> jieba.Tokenizer:
    return tokenizer_with(terms, tmp_path_factory.mktemp("jieba"))


def cut_by(tokenizer: jieba.Tokenizer) -> DictionaryCut:
    tree = PieceTree(piece_rows(tokenizer.FREQ, tokenizer.total))
    return DictionaryCut(tree, tokenizer.total)


@pytest.fixture(scope="module")
def cut(tokenizer: jieba.Tokenizer) -> DictionaryCut:
    return cut_by(tokenizer)


def by_jieba(tokenizer: jieba.Tokenizer, run: str) -> list[str]:
    return list(tokenizer.cut(run, HMM=False))


def test_every_run_of_the_content_is_cut_as_jieba_cuts_it(
    tokenizer: jieba.Tokenizer, cut: DictionaryCut
) -> None:
    runs = {
        run
        for file in (ROOT / "content").rglob("*.md")
        for run in RUN.findall(normalised_text(file.read_text(encoding="utf-8")))
    }

    assert len(runs) > 1_000
    assert [run for run in runs if cut(run) != by_jieba(tokenizer, run)] == []


def test_random_joins_of_dictionary_words_are_cut_as_jieba_cuts_them(
    tokenizer: jieba.Tokenizer, cut: DictionaryCut
) -> None:
    chance = random.Random(20_261_128)  # noqa: S311 - a sample, no secret
    known = [word for word, count in tokenizer.FREQ.items() if count and RUN.fullmatch(word)]
    runs = ["".join(chance.choices(known, k=chance.randint(1, 12))) for _ in range(4_000)]
    # Pieces of words, where what only begins a word stands at the end of a run.
    runs += [run[chance.randint(0, 2) : -chance.randint(1, 3)] for run in runs]

    assert [run for run in runs if run and cut(run) != by_jieba(tokenizer, run)] == []


@given(
    st.dictionaries(
        st.text("ab1中国", min_size=1, max_size=4), st.integers(1, 9), min_size=1, max_size=12
    ),
    st.text("ab1中国x", min_size=1, max_size=14),
)
def test_any_dictionary_cuts_any_run_as_jieba_does(words: dict[str, int], run: str) -> None:
    """Small dictionaries have what a large one hides: ties, and what only begins a word."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ = {word[:end]: 0 for word in words for end in range(1, len(word))} | words
    tokenizer.total = sum(words.values())
    tokenizer.initialized = True

    cut = cut_by(tokenizer)

    assert cut(run) == by_jieba(tokenizer, run)


@given(st.text(max_size=30))
def test_words_of_any_text_are_jiebas_without_punctuation(text: str) -> None:
    normalised = normalised_text(text)
    segmenter, tokenizer = plain()

    expected = [
        word
        for word in tokenizer.cut(normalised, HMM=False)
        if any(character.isalnum() for character in word)
    ]

    assert segmenter.words(normalised) == expected


@given(st.text("支付宝余额提现手续费ab12.%-", min_size=1, max_size=6))
def test_any_text_is_known_and_as_likely_as_in_jiebas_dictionary(text: str) -> None:
    segmenter, tokenizer = plain()

    assert segmenter.knows(text) == (text in tokenizer.FREQ)
    assert segmenter.probability(text) == tokenizer.FREQ.get(text, 0) / tokenizer.total


def test_every_piece_of_the_dictionary_is_found_with_its_frequency(
    tokenizer: jieba.Tokenizer,
) -> None:
    tree = PieceTree(piece_rows(tokenizer.FREQ, tokenizer.total))

    assert len(tokenizer.FREQ) > 400_000
    assert [
        p for p, n in tokenizer.FREQ.items() if tree.frequency(p) != n or not tree.find(p)
    ] == []
    assert tree.find("") == tree.frequency("") == tree.find("退款到\U0001f600") == 0


def test_a_characters_rarity_is_its_share_of_all_characters_of_the_dictionarys_words() -> None:
    segmenter, tokenizer = plain()
    counts: Counter[str] = Counter()
    for word, frequency in tokenizer.FREQ.items():
        for character in word:
            counts[character] += frequency
    total = sum(counts.values())

    for character in (*list(counts)[::97], "\U0001f600", "两个", ""):
        share = (counts[character] + total / 1_000_000) / total
        assert segmenter.rarity(character) == pytest.approx(-log(share) / log(1_000_000))


def test_a_term_listed_twice_counts_once(terms: Sequence[str], tmp_path: Path) -> None:
    once = ChineseSegmenter(terms, tmp_path)
    twice = ChineseSegmenter([*terms, *terms], tmp_path)

    assert once.probability("退款") == twice.probability("退款")
    assert len([*tmp_path.glob("words-*")]) == 1


@cache
def plain() -> tuple[ChineseSegmenter, jieba.Tokenizer]:
    return ChineseSegmenter([]), tokenizer_with(())
