"""Numbers of terms and grams: by a number what an article says of one is found in no time.

A question looks each of its terms up once, and the number in all articles that it is compared with.
By terms themselves the look-ups took twice as long, most of it waiting for memory.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from itertools import repeat

from search_service.answering.unit_terms import Term

_UNKNOWN = -1
# A gram is a string: characters that stand side by side.
Key = Term | str


class TermNumbers:
    """Numbers, each given when its term is first read; safe to use from several threads.

    Args:
        keys: What has the first numbers, in their order.
    """

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        self._numbers: dict[Key, int] = {key: number for number, key in enumerate(keys)}
        self._giving = threading.Lock()

    def of(self, terms: Iterable[Key]) -> list[int]:
        """The numbers of terms that are read."""
        with self._giving:
            return [self._numbers.setdefault(term, len(self._numbers)) for term in terms]

    def known(self, terms: Sequence[Key]) -> list[int]:
        """The numbers of terms that are asked for; -1 of those that were never read."""
        return list(map(self._numbers.get, terms, repeat(_UNKNOWN)))

    def items(self) -> Iterable[tuple[Key, int]]:
        """What has a number, in the order of the numbers."""
        return self._numbers.items()

    @property
    def size(self) -> int:
        """How many terms have been read."""
        return len(self._numbers)


class Numbered:
    """Terms or grams that a question asks for, and their numbers."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.keys = keys
        self._known: tuple[TermNumbers | None, int, list[int]] = None, 0, []

    def by(self, numbers: TermNumbers) -> list[int]:
        """Their numbers; looked up again where terms were read since."""
        by, size, known = self._known
        if by is not numbers or size != numbers.size:
            size, known = numbers.size, numbers.known(self.keys)
            self._known = numbers, size, known
        return known
