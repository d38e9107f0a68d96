"""Running Chinese text to words: jieba's dictionary with the project's terms, and nothing global.

A segmenter never changes, adds or skips a character; it only says where words end.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from search_service.analysis.dictionary_cut import DictionaryCut
from search_service.analysis.dictionary_tables import DictionaryTables, kept_tables
from search_service.analysis.piece_tree import PieceTree

# jieba's blocks, which no word crosses; a letter or character outside of them stands alone.
RUN = re.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+|[^\W_]")
_WORD = re.compile(r"[^\W_]")

_REMEMBERED = 100_000
# Runs are cut again for passages, for units, for keys, and once more for what agents read.
_RUNS = 20_000
# Characters whose rarity is remembered: all that people type.
_CHARACTERS = 10_000
# A character that the dictionary does not know counts as one in this many.
_RAREST = 1_000_000


class ChineseSegmenter:
    """Words of a normalised text, terms kept whole."""

    def __init__(self, terms: Iterable[str], cache_folder: Path | None = None) -> None:
        """Open jieba's dictionary with `terms`.

        Args:
            terms: Words to keep whole, normalised.
            cache_folder: Keeps what was made of both, which takes half a second; then opening
                takes none, and processes share it.
        """
        tables = kept_tables(list(dict.fromkeys(terms)), cache_folder, _made)
        self._own_total: int
        self._own_total, total = tables.totals.tolist()
        self._tree = PieceTree(tables.pieces)
        self._cut = DictionaryCut(self._tree, total)
        self._characters = tables.characters["character"].data
        self._counts = tables.characters["count"].data
        self._count = int(tables.characters["count"].sum())
        self._rarities = lru_cache(_CHARACTERS)(self._rarity)
        self.words_of_run = lru_cache(_RUNS)(self._words_of_run)
        self._remembered = lru_cache(_REMEMBERED)(lambda text: tuple(self.words(text)))

    def words(self, text: str) -> list[str]:
        """The words of `text` in order, punctuation left out.

        Without jieba's hidden Markov model: it guesses words that nobody typed, and costs time.
        """
        return [word for run in RUN.findall(text) for word in self.words_of_run(run)]

    def _words_of_run(self, run: str) -> tuple[str, ...]:
        """The words of one match of `RUN`."""
        return tuple([word for word in self._cut(run) if word.isalnum() or _WORD.search(word)])

    def words_of_headline(self, text: str) -> tuple[str, ...]:
        """`words`, remembered: titles and headings are cut again for every new generation."""
        return self._remembered(text)

    def rarity(self, character: str) -> float:
        """How rare a character is in Chinese at large: 0 everywhere, 1 never seen.

        Normalised -log of its share of all characters in the dictionary's words; 1 for what is not
        one character.
        """
        return self._rarities(character)

    def _rarity(self, character: str) -> float:
        smoothing, scale = self._count / _RAREST, math.log(_RAREST)
        return math.log(self._count / (self._count_of(character) + smoothing)) / scale

    def _count_of(self, character: str) -> int:
        if len(character) != 1:
            return 0
        at = bisect_left(self._characters, ord(character))
        known = at < len(self._characters) and self._characters[at] == ord(character)
        return self._counts[at] if known else 0

    def knows(self, word: str) -> bool:
        """Whether the dictionary has `word`, or a word that begins so."""
        return self._tree.find(word) > 0

    def probability(self, word: str) -> float:
        """Share of `word` in the dictionary; 0 when it is not there."""
        frequency: int = self._tree.frequency(word)
        return frequency / self._own_total


def _made(terms: Sequence[str]) -> DictionaryTables:
    from search_service.analysis.jieba_tables import jieba_tables  # noqa: PLC0415 - seldom needed

    return jieba_tables(terms)
