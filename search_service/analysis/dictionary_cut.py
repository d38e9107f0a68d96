"""The likeliest words of a run by a dictionary: jieba's cut without its hidden Markov model.

The same words as `jieba.Tokenizer.cut(run, HMM=False)` gives from the same dictionary, in half of
the time: logarithms are looked up and not computed, and the graph of words is walked and
not built. The additions are jieba's, in its order, so that ties fall alike; a test compares them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from math import log

from search_service.analysis.piece_tree import PieceTree

_MAY_STAND_ALONE = re.compile("[a-zA-Z0-9]")


class DictionaryCut:
    """Cuts runs of the characters that jieba's blocks are made of."""

    def __init__(self, tree: PieceTree, total: int) -> None:
        """Take over a dictionary; `total` is the sum of its frequencies, as jieba counts it."""
        self._tree = tree
        self._unknown = log(1) - log(total)

    def __call__(self, run: str) -> list[str]:
        """The words of a run, in order; letters and digits that stand alone are put together."""
        if len(run) == 1:
            return [run]
        ends = self._ends(run)
        if not _MAY_STAND_ALONE.search(run):
            return [run[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        words: list[str] = []
        start, alone = 0, ""
        for end in ends:
            word = run[start:end]
            if end - start == 1 and word.isascii() and word.isalnum():
                alone += word
            else:
                if alone:
                    words.append(alone)
                    alone = ""
                words.append(word)
            start = end
        if alone:
            words.append(alone)
        return words

    def _ends(self, run: str) -> list[int]:
        """Where the words of the likeliest row end: dynamic programming from the right."""
        tree, unknown, size = self._tree, self._unknown, len(run)
        roots, characters, children, costs = tree.roots, tree.characters, tree.children, tree.costs
        codes = list(map(ord, run))
        best = [0.0] * (size + 1)
        ends = [0] * size
        for start in range(size - 1, -1, -1):
            end = chosen = start + 1
            row = roots.get(codes[start])
            likeliest: float | None = None
            while row is not None:
                cost: float = costs[row]
                if cost == cost:  # noqa: PLR0124 - not NaN
                    cost += best[end]
                    if likeliest is None or cost >= likeliest:  # the longer one of equals
                        likeliest, chosen = cost, end
                if end == size:
                    break
                first, last = children[row], children[row + 1]
                if first == last:
                    break
                code = codes[end]
                at = bisect_left(characters, code, first, last)
                row = at if at < last and characters[at] == code else None
                end += 1
            # Only a character that begins no word of the run stands alone as an unknown one.
            best[start] = unknown + best[start + 1] if likeliest is None else likeliest
            ends[start] = chosen
        path: list[int] = []
        start = 0
        while start < size:
            start = ends[start]
            path.append(start)
        return path
