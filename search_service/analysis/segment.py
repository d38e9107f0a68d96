"""Running Chinese text to words: jieba with the project's terms, and nothing global.

A segmenter never changes, adds or skips a character; it only says where words end.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable
from pathlib import Path

with warnings.catch_warnings():
    # jieba 0.42.1 imports pkg_resources where it exists and has invalid escapes in its regexes.
    warnings.simplefilter("ignore")
    import jieba

jieba.setLogLevel(logging.WARNING)

_WORD = re.compile(r"[^\W_]", re.UNICODE)

# A term must win over its parts in every sentence, whatever the parts' frequencies are.
_TERM_FREQUENCY = 2_000_000


class ChineseSegmenter:
    """Words of a normalised text, terms kept whole and also found by their parts."""

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
        for term in terms:
            self._tokenizer.add_word(term, _TERM_FREQUENCY)

    def words(self, text: str) -> list[str]:
        """The words of `text` in order, punctuation left out."""
        return [word for word in self._tokenizer.cut(text) if _WORD.search(word)]

    def words_with_parts(self, text: str) -> list[str]:
        """The words of `text`, each long word preceded by the dictionary words inside it."""
        return [word for word in self._tokenizer.cut_for_search(text) if _WORD.search(word)]
