"""jieba's dictionary with the project's terms, as tables; read from its file, without jieba.

jieba itself takes three times as long and keeps 100 MB of objects; a test holds what is made here
to what it makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.dictionary_tables import CHARACTER, DictionaryTables
from search_service.analysis.piece_tree import piece_rows

# A term must win over its parts in every sentence, whatever the parts' frequencies are.
TERM_FREQUENCY = 2_000_000
_DICTIONARY = "dict.txt"
_COLUMNS = 3  # word, frequency, kind of word


def jieba_tables(terms: Iterable[str]) -> DictionaryTables:
    """Jieba's dictionary with `terms`.

    Args:
        terms: Words to keep whole, normalised, each once: jieba adds the frequency to its total
            each time.
    """
    own, own_total = _words(_file().read_text(encoding="utf-8"))
    added = dict.fromkeys(terms, TERM_FREQUENCY)
    total = own_total + sum(added.values())
    pieces = piece_rows(own | added, total)
    return DictionaryTables(pieces, _characters(own), np.array([own_total, total], np.int64))


def _file() -> Path:
    found = find_spec("jieba")
    if found is None or not found.origin:
        raise ModuleNotFoundError("jieba")
    return Path(found.origin).with_name(_DICTIONARY)


def _words(text: str) -> tuple[dict[str, int], int]:
    """How often each word stands there, and the sum as jieba counts it: of every line."""
    fields = text.split()
    if len(fields) != _COLUMNS * len(text.splitlines()):
        raise ValueError(_DICTIONARY)
    counts = [*map(int, fields[1::_COLUMNS])]
    return dict(zip(fields[::_COLUMNS], counts, strict=True)), sum(counts)


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
