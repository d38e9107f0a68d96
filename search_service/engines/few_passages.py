"""Scores of an index of few passages, where a query costs by its calls and not by its postings.

The postings of a term are kept as bytes, of which thirty are put together in the time in which
NumPy concatenates ten arrays. The sums are those of `embedded_engine`, to the bit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.chains import FIELDS
from search_service.asking.query import WeightedTerm
from search_service.engines.contributions import Amounts

# Terms whose postings are kept, some kilobytes each of few passages.
_TERMS_KNOWN = 20_000
_UNSEEN: Any = object()
# Passages, amounts, and how many they are.
_Posting = tuple[bytes, bytes, int]
LookUp = Callable[[str, str], tuple[NDArray[np.int32], Amounts] | None]


class FewPassages:
    """Scores all passages.

    Args:
        count: How many there are.
        coordination: What each further distinct word adds, as a share of the words' own score.
    """

    def __init__(self, count: int, coordination: float) -> None:
        self._count, self._coordination = count, coordination
        self._known: dict[str, dict[str, _Posting | None]] = {field: {} for field in FIELDS}

    def scores(self, terms: Sequence[WeightedTerm], look_up: LookUp) -> NDArray[np.float64] | None:
        """The score of each passage; None where nothing matches.

        Args:
            terms: Those of a query.
            look_up: Gives the postings of a term; not kept, for who gives it keeps this.
        """
        words: list[_Posting] = []
        others: list[_Posting] = []
        weights: list[float] = []
        weights_of_words: list[float] = []
        known = self._known
        for field, term, weight in terms:
            found = known[field].get(term, _UNSEEN)
            if found is _UNSEEN:
                found = self._read(field, term, look_up)
            if found is None:
                continue
            if field == "w":
                words.append(found)
                weights_of_words.append(weight)
            else:
                others.append(found)
                weights.append(weight)
        if not (words or others):
            return None
        passages, amounts, sizes = zip(*others, *words, strict=True)
        standing = np.frombuffer(b"".join(passages), np.uint16).astype(np.intp)
        adding = np.frombuffer(b"".join(amounts), np.float32)
        adding = adding * np.array(weights + weights_of_words, np.float32).repeat(sizes)
        # NumPy's types say that bincount counts; with weights it gives float64.
        scores: NDArray[np.float64] = np.bincount(standing, adding, self._count)  # type: ignore[assignment]
        if len(words) > 1:
            first = sum(sizes[: len(others)])
            of_words = standing[first:]
            bonus: NDArray[np.float64] = np.bincount(of_words, adding[first:], self._count)  # type: ignore[assignment]
            # One word alone adds nothing, and a passage without any has a bonus of 0 anyway.
            further = np.bincount(of_words, minlength=self._count) - 1
            bonus *= np.maximum(further, 0, out=further)
            bonus *= self._coordination
            scores += bonus
        return scores

    def _read(self, field: str, term: str, look_up: LookUp) -> _Posting | None:
        found = look_up(field, term)
        posting = None
        if found is not None:
            passages, amounts = found
            posting = passages.astype(np.uint16).tobytes(), amounts.tobytes(), len(passages)
            known = self._known[field]
            if len(known) >= _TERMS_KNOWN:
                known.clear()
            known[term] = posting
        return posting
