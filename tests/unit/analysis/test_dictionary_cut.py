"""Our own cut is jieba's, word for word: on the content, on random joins, on random text."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.dictionary_cut import DictionaryCut
from search_service.analysis.normalise import normalised_text
from search_service.analysis.segment import RUN, ChineseSegmenter
from search_service.content.word_lists import load_word_lists

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def terms() -> Sequence[str]:
    words = load_word_lists(ROOT / "content" / "words")
    synonyms = (word for group in words.synonyms for word in group.words if len(word) > 1)
    return list(dict.fromkeys([*words.terms, *words.entities, *synonyms]))


@pytest.fixture(scope="module")
def tokenizer(terms: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> jieba.Tokenizer:
    made = jieba.Tokenizer()
    made.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    made.initialize()
    for term in terms:
        made.add_word(term, 2_000_000)
    return made


@pytest.fixture(scope="module")
def cut(tokenizer: jieba.Tokenizer) -> DictionaryCut:
    return DictionaryCut(tokenizer.FREQ, tokenizer.total)


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

    cut = DictionaryCut(tokenizer.FREQ, tokenizer.total)

    assert cut(run) == by_jieba(tokenizer, run)


@given(st.text(max_size=30))
def test_words_of_any_text_are_jiebas_without_punctuation(text: str) -> None:
    normalised = normalised_text(text)
    plain = _plain()

    expected = [
        word
        for word in plain._tokenizer.cut(normalised, HMM=False)  # noqa: SLF001
        if any(character.isalnum() for character in word)
    ]

    assert plain.words(normalised) == expected


def test_a_term_listed_twice_counts_once(
    terms: Sequence[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("jieba")
    once, twice = ChineseSegmenter(terms, folder), ChineseSegmenter([*terms, *terms], folder)

    assert once._tokenizer.total == twice._tokenizer.total  # noqa: SLF001


_PLAIN: list[ChineseSegmenter] = []


def _plain() -> ChineseSegmenter:
    if not _PLAIN:
        _PLAIN.append(ChineseSegmenter([]))
    return _PLAIN[0]
