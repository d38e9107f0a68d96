"""A dictionary as a tree of flat arrays, which processes can share: 12 MB where objects took 100.

The pieces are the words and all their beginnings, by length and then by spelling, after the empty
one. So the children of a piece, which are one character longer, stand together, by that character.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from math import log, nan
from typing import Any

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


def piece_rows(frequencies: Mapping[str, int], total: int) -> NDArray[Any]:
    """Rows of `PIECE`.

    Args:
        frequencies: How often each word stands in the texts that the dictionary was made of; 0 for
            what only begins a word, which all has to be there.
        total: Their sum, as jieba counts it.
    """
    pieces = sorted(frequencies, key=lambda piece: (len(piece), piece))
    places = {piece: place for place, piece in enumerate(pieces, 1)}
    parents = np.array([places[piece[:-1]] if len(piece) > 1 else 0 for piece in pieces], np.int64)
    log_total = log(total)
    rows = np.zeros(len(pieces) + 2, PIECE)
    rows["character"][1:-1] = [ord(piece[-1]) for piece in pieces]
    rows["children"] = 1 + np.searchsorted(parents, np.arange(len(rows)))
    rows["frequency"][1:-1] = found = [frequencies[piece] for piece in pieces]
    # NumPy's logarithm differs from Python's in the last digit, and ties are settled by it.
    rows["cost"][1:-1] = [log(one) - log_total if one else nan for one in found]
    return rows


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
