"""Numbers of terms: by a number what an article says of a term is found without comparing texts.

A question looks each of its terms up once, and the number in all articles that it is compared with.
By terms themselves the look-ups took twice as long, most of it waiting for memory.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from itertools import repeat

from search_service.answering.unit_terms import Term

_UNKNOWN = -1


class TermNumbers:
    """Numbers of terms, each given when it is first read; safe to use from several threads."""

    def __init__(self) -> None:
        self._numbers: dict[Term, int] = {}
        self._giving = threading.Lock()

    def of(self, terms: Iterable[Term]) -> list[int]:
        """The numbers of terms that are read."""
        with self._giving:
            return [self._numbers.setdefault(term, len(self._numbers)) for term in terms]

    def known(self, terms: Sequence[Term]) -> list[int]:
        """The numbers of terms that are asked for; -1 of those that were never read."""
        return list(map(self._numbers.get, terms, repeat(_UNKNOWN)))

    @property
    def size(self) -> int:
        """How many terms have been read."""
        return len(self._numbers)
