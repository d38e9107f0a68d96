"""The tables that are read from jieba's dictionary are those that jieba's own objects give."""

from __future__ import annotations

from collections.abc import Mapping
from math import log, nan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from search_service.analysis.chains import kept_whole
from search_service.analysis.jieba_tables import jieba_tables
from search_service.analysis.piece_tree import PIECE, PieceTree, piece_rows
from search_service.content.word_lists import load_word_lists
from tests.builders import ROOT
from tests.jieba_itself import tokenizer_with

WORDS = st.text(
    st.sampled_from("退款付a1\uffff\U0001f600") | st.characters(), min_size=1, max_size=5
)
DICTIONARIES = st.dictionaries(WORDS, st.integers(0, 10**9), max_size=40)


def rows_one_by_one(frequencies: Mapping[str, int], total: int) -> NDArray[Any]:
    """`piece_rows` of words whose beginnings are all there, piece by piece."""
    pieces = sorted(frequencies, key=lambda piece: (len(piece), piece))
    places = {piece: place for place, piece in enumerate(pieces, 1)}
    parents = [places[piece[:-1]] if len(piece) > 1 else 0 for piece in pieces]
    rows = np.zeros(len(pieces) + 2, PIECE)
    rows["character"][1:-1] = [ord(piece[-1]) for piece in pieces]
    rows["children"] = 1 + np.searchsorted(np.array(parents, np.int64), np.arange(len(rows)))
    rows["frequency"][1:-1] = found = [frequencies[piece] for piece in pieces]
    rows["cost"][1:-1] = [log(one) - log(total) if one else nan for one in found]
    return rows


def with_beginnings(words: Mapping[str, int]) -> dict[str, int]:
    """These words and what they begin with, in jieba's way."""
    beginnings = {word[:end]: 0 for word in words for end in range(1, len(word) + 1)}
    return beginnings | dict(words)


@given(words=DICTIONARIES)
def test_any_words_make_the_rows_that_are_made_piece_by_piece(words: dict[str, int]) -> None:
    total = sum(words.values()) + 1

    expected = rows_one_by_one(with_beginnings(words), total).tobytes()

    assert piece_rows(words, total).tobytes() == expected
    assert piece_rows(with_beginnings(words), total).tobytes() == expected


@given(words=DICTIONARIES)
def test_any_word_is_found_with_its_frequency(words: dict[str, int]) -> None:
    tree = PieceTree(piece_rows(words, sum(words.values()) + 1))

    assert {word: tree.frequency(word) for word in words} == words
    assert all(tree.find(piece) for piece in with_beginnings(words))


@pytest.mark.parametrize("with_terms", [False, True])
def test_the_whole_dictionary_is_jiebas(tmp_path: Path, *, with_terms: bool) -> None:
    words = load_word_lists(ROOT / "content" / "words")
    terms = [*dict.fromkeys(kept_whole(words))] if with_terms else []
    plain, jieba = tokenizer_with((), tmp_path), tokenizer_with(terms, tmp_path)

    tables = jieba_tables(terms)

    assert tables.pieces.tobytes() == rows_one_by_one(jieba.FREQ, jieba.total).tobytes()
    assert tables.totals.tolist() == [plain.total, jieba.total]
    counts: dict[str, int] = {}
    for word, frequency in plain.FREQ.items():
        for character in word:
            counts[character] = counts.get(character, 0) + frequency
    found = zip(tables.characters["character"], tables.characters["count"], strict=True)
    assert {chr(character): count for character, count in found} == {
        character: count for character, count in counts.items() if count
    }
