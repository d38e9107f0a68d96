"""Running Chinese text to words: jieba with the project's terms, and nothing global.

A segmenter never changes, adds or skips a character; it only says where words end.
"""

from __future__ import annotations

import logging
import math
import re
import warnings
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np

from search_service.analysis.dictionary_cut import DictionaryCut

with warnings.catch_warnings():
    # jieba 0.42.1 imports pkg_resources where it exists and has invalid escapes in its regexes.
    warnings.simplefilter("ignore")
    import jieba

# A cache that cannot be written costs a second at the next start; jieba would print a traceback.
jieba.setLogLevel(logging.CRITICAL)

# jieba's blocks, which no word crosses; a letter or character outside of them stands alone.
RUN = re.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+|[^\W_]")
_WORD = re.compile(r"[^\W_]")

# A term must win over its parts in every sentence, whatever the parts' frequencies are.
_TERM_FREQUENCY = 2_000_000
_REMEMBERED = 100_000
# A character that the dictionary does not know counts as one in this many.
_RAREST = 1_000_000


class ChineseSegmenter:
    """Words of a normalised text, terms kept whole."""

    def __init__(self, terms: Iterable[str], cache_folder: Path | None = None) -> None:
        """Load jieba's dictionary and add `terms`.

        Args:
            terms: Words to keep whole, normalised.
            cache_folder: Where jieba may keep its compiled dictionary. Without one it uses the
                system's temporary folder under a predictable name.
        """
        self._tokenizer = jieba.Tokenizer()
        if cache_folder is not None:
            cache_folder.mkdir(parents=True, exist_ok=True)
            self._tokenizer.tmp_dir = str(cache_folder)
        self._tokenizer.initialize()
        self._dictionary_total: int = self._tokenizer.total
        self._rarity = _rarity(self._tokenizer.FREQ)
        # jieba adds the frequency to its total each time, so a term listed twice would count twice.
        for term in dict.fromkeys(terms):
            self._tokenizer.add_word(term, _TERM_FREQUENCY)
        self._cut = DictionaryCut(self._tokenizer.FREQ, self._tokenizer.total)
        self._remembered = lru_cache(_REMEMBERED)(lambda text: tuple(self.words(text)))

    def words(self, text: str) -> list[str]:
        """The words of `text` in order, punctuation left out.

        Without jieba's hidden Markov model: it guesses words that nobody typed, and costs time.
        """
        return [word for run in RUN.findall(text) for word in self.words_of_run(run)]

    def words_of_run(self, run: str) -> list[str]:
        """The words of one match of `RUN`."""
        return [word for word in self._cut(run) if _WORD.search(word)]

    def words_of_headline(self, text: str) -> tuple[str, ...]:
        """`words`, remembered: titles and headings are cut again for every new generation."""
        return self._remembered(text)

    def rarity(self, character: str) -> float:
        """How rare a character is in Chinese at large: 0 everywhere, 1 never seen."""
        return self._rarity(character)

    def knows(self, word: str) -> bool:
        """Whether jieba's dictionary has `word`, or a word that begins so."""
        return word in self._tokenizer.FREQ

    def probability(self, word: str) -> float:
        """Share of `word` in jieba's dictionary; 0 when it is not there."""
        frequency: int = self._tokenizer.FREQ.get(word, 0)
        return frequency / self._dictionary_total


def _rarity(frequencies: dict[str, int]) -> Callable[[str], float]:
    """Normalised -log of a character's share of all characters in the dictionary's words."""
    lengths = np.fromiter(map(len, frequencies), np.int64, len(frequencies))
    weights = np.fromiter(frequencies.values(), np.float64, len(frequencies))
    characters = np.frombuffer("".join(frequencies).encode("utf-32-le"), np.uint32)
    sums = np.bincount(characters, np.repeat(weights, lengths))
    counts = {chr(character): int(sums[character]) for character in np.flatnonzero(sums)}
    total = sum(counts.values())
    smoothing, scale = total / _RAREST, math.log(_RAREST)
    return lambda character: math.log(total / (counts.get(character, 0) + smoothing)) / scale
