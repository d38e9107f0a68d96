"""A dictionary as a tree of flat arrays, which processes can share: 12 MB where objects took 100.

The pieces are the words and all their beginnings, by length and then by spelling, after the empty
one. So the children of a piece, which are one character longer, stand together, by that character.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from math import log, nan
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

# One row a piece, and one more that says where the last children end.
PIECE = np.dtype(
    [
        ("character", "<u4"),  # the last one of the piece
        ("children", "<i4"),  # row of the first child; the next row says where they end
        ("frequency", "<i8"),  # 0 for what only begins a word
        ("cost", "<f8"),  # log of the share of all words; NaN for what only begins a word
    ]
)


_CHARACTER_BITS = 21  # of a code point


def piece_rows(frequencies: Mapping[str, int], total: int) -> NDArray[Any]:
    """Rows of `PIECE`.

    Args:
        frequencies: How often each word stands in the texts that the dictionary was made of; 0 for
            what only begins a word, which need not be there.
        total: Their sum, as jieba counts it.
    """
    lengths = np.fromiter(map(len, frequencies), np.int64, len(frequencies))
    counts = np.fromiter(frequencies.values(), np.int64, len(frequencies))
    signs = np.frombuffer("".join(frequencies).encode("utf-32-le", "surrogatepass"), np.uint32)
    starts = np.cumsum(lengths) - lengths
    # Of each word that is long enough the row of its beginning, which grows by a character a round.
    words, rows = np.flatnonzero(lengths), np.zeros(np.count_nonzero(lengths), np.int64)
    first, length, levels = 1, 0, [_Level.none()]
    while words.size:
        steps = (rows << _CHARACTER_BITS) | signs[starts[words] + length]
        pieces, places = np.unique(steps, return_inverse=True)
        rows, length = first + places, length + 1
        ended = lengths[words] == length
        found = np.zeros(pieces.size, np.int64)
        found[rows[ended] - first] = counts[words[ended]]
        levels.append(_Level(pieces >> _CHARACTER_BITS, pieces & (1 << _CHARACTER_BITS) - 1, found))
        first += pieces.size
        words, rows = words[~ended], rows[~ended]
    made = np.zeros(first + 1, PIECE)
    parents, made["character"][1:-1], made["frequency"][1:-1] = map(
        np.concatenate, zip(*levels, strict=True)
    )
    made["children"] = 1 + np.searchsorted(parents, np.arange(first + 1))
    # NumPy's logarithm differs from Python's in the last digit, and ties are settled by it.
    log_total = log(total)
    different, places = np.unique(made["frequency"][1:-1], return_inverse=True)
    costs = [log(one) - log_total if one else nan for one in different.tolist()]
    made["cost"][1:-1] = np.array(costs)[places] if costs else []
    return made


class _Level(NamedTuple):
    """The pieces of one length: rows of their beginnings, their last characters, how often."""

    parents: NDArray[np.int64]
    characters: NDArray[np.int64]
    frequencies: NDArray[np.int64]

    @classmethod
    def none(cls) -> _Level:
        """No piece."""
        return cls(*(np.zeros(0, np.int64) for _ in range(3)))


class PieceTree:
    """Looks up pieces in rows that are held or mapped; threads may share it."""

    def __init__(self, rows: NDArray[Any]) -> None:
        # Single numbers of a view are read three times as fast as those of an array (measured).
        columns = (rows[name].data for name in PIECE.names or ())
        self.characters, self.children, self._frequencies, self.costs = columns
        first, end = self.children[0], self.children[1]
        # The first step of every walk: some 12,000 characters.
        self.roots = {self.characters[row]: row for row in range(first, end)}

    def find(self, piece: str) -> int:
        """The row of a piece; 0 where it is none."""
        row = self.roots.get(ord(piece[0]), 0) if piece else 0
        characters, children = self.characters, self.children
        for character in map(ord, piece[1:]):
            if not row:
                break
            end = children[row + 1]
            at = bisect_left(characters, character, children[row], end)
            row = at if at < end and characters[at] == character else 0
        return row

    def frequency(self, piece: str) -> int:
        """How often a word stands in the texts of the dictionary; 0 where it is no word."""
        found: int = self._frequencies[self.find(piece)]
        return found
