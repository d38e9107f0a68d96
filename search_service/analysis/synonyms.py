"""Synonym groups as look-ups: which words stand in for a word of a query or of a passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from search_service.analysis.word_lists import SynonymGroup


@dataclass(frozen=True)
class Synonym:
    """A word found in a text and the words that mean the same."""

    word: str
    others: tuple[str, ...]


class SynonymFinder:
    """Finds the words of the synonym groups in a text, the longest first, without overlaps."""

    def __init__(self, groups: Iterable[SynonymGroup]) -> None:
        self._others: dict[str, tuple[str, ...]] = {}
        for group in groups:
            if group.direction == "index":
                continue
            first, *rest = group.words
            for word in group.words:
                if group.direction == "both":
                    self._others[word] = tuple(other for other in group.words if other != word)
                elif word in rest:
                    # A one-way group: the first word is the official one, the rest lead to it.
                    self._others[word] = (first,)
        self._longest = max(map(len, self._others), default=0)

    def find(self, text: str) -> Iterator[Synonym]:
        """The group words that stand in `text`, left to right."""
        position = 0
        while position < len(text):
            for length in range(min(self._longest, len(text) - position), 0, -1):
                word = text[position : position + length]
                if word in self._others:
                    yield Synonym(word, self._others[word])
                    position += length
                    break
            else:
                position += 1
