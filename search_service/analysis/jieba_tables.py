"""jieba's dictionary with the project's terms, as tables; the one place that imports jieba.

jieba keeps 100 MB of objects, so nothing that only reads the tables imports this.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.dictionary_tables import CHARACTER, DictionaryTables
from search_service.analysis.piece_tree import piece_rows

with warnings.catch_warnings():
    # jieba 0.42.1 imports pkg_resources where it exists and has invalid escapes in its regexes.
    warnings.simplefilter("ignore")
    import jieba

# A cache that cannot be written costs a second at the next start; jieba would print a traceback.
jieba.setLogLevel(logging.CRITICAL)

# A term must win over its parts in every sentence, whatever the parts' frequencies are.
_TERM_FREQUENCY = 2_000_000


def jieba_tables(terms: Iterable[str], cache_folder: Path | None) -> DictionaryTables:
    """Load jieba's dictionary and add `terms`.

    Args:
        terms: Words to keep whole, normalised, each once: jieba adds the frequency to its total
            each time.
        cache_folder: Where jieba may keep its compiled dictionary. Without one it uses the
            system's temporary folder under a predictable name.
    """
    tokenizer = tokenizer_with((), cache_folder)
    characters, own_total = _characters(tokenizer.FREQ), tokenizer.total
    _add(tokenizer, terms)
    pieces = piece_rows(tokenizer.FREQ, tokenizer.total)
    return DictionaryTables(pieces, characters, np.array([own_total, tokenizer.total], np.int64))


def tokenizer_with(terms: Iterable[str], cache_folder: Path | None = None) -> jieba.Tokenizer:
    """Jieba itself with these terms."""
    tokenizer = jieba.Tokenizer()
    if cache_folder is not None:
        tokenizer.tmp_dir = str(cache_folder)
    tokenizer.initialize()
    _add(tokenizer, terms)
    return tokenizer


def _add(tokenizer: jieba.Tokenizer, terms: Iterable[str]) -> None:
    for term in terms:
        tokenizer.add_word(term, _TERM_FREQUENCY)


def _characters(frequencies: Mapping[str, int]) -> NDArray[Any]:
    """How often each character stands in the dictionary's words, as `CHARACTER`."""
    lengths = np.fromiter(map(len, frequencies), np.int64, len(frequencies))
    weights = np.fromiter(frequencies.values(), np.float64, len(frequencies))
    characters = np.frombuffer("".join(frequencies).encode("utf-32-le"), np.uint32)
    sums = np.bincount(characters, np.repeat(weights, lengths))
    rows = np.zeros(np.count_nonzero(sums), CHARACTER)
    rows["character"] = found = np.flatnonzero(sums)
    rows["count"] = sums[found]
    return rows
